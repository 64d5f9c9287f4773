/** The server that stands for a ZKECO: the fastest answers to be had, from nginx, or from Node where there is none. */

import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, type Ground } from './ground.ts';
import { startNginx } from './nginx.ts';

export const DOWNLOAD_BYTES = 64 * 1024 * 1024;
export const DOWNLOAD_PATH = '/iclock/file/fw/main.tgz';

export interface Upstream {
  readonly what: string;
  readonly port: number;
  readonly pids: readonly number[];
}

export async function startUpstream(ground: Ground): Promise<Upstream> {
  const file = join(ground.folder, 'main.tgz');
  writeFileSync(file, randomBytes(DOWNLOAD_BYTES));
  const nginx = await startNginx(
    ground,
    'upstream',
    (_folder, port) => `access_log off;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    default_type text/plain;
    add_header Pragma no-cache;
    add_header Cache-Control no-store;
    location = ${DOWNLOAD_PATH} { alias ${file}; }
    location / { return 200 "OK"; }
  }`,
  );
  if (nginx !== null) return { what: 'nginx', port: nginx.port, pids: [nginx.child.pid] };
  const port = await freePort();
  const script = fileURLToPath(new URL('upstream-node.js', import.meta.url));
  const child = ground.start(process.execPath, [script, String(port), DOWNLOAD_PATH, file]);
  await ground.listening(child, port);
  return { what: 'Node (nginx is not installed; ratios say less)', port, pids: [child.pid] };
}
