/** One nginx process from a generated configuration. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, freePort, type Child, type Ground } from './ground.ts';

/** `http` goes into the http block; `server` gets the port. Null when nginx is not installed. */
export async function startNginx(
  ground: Ground,
  name: string,
  http: (folder: string, port: number) => string,
): Promise<{ readonly child: Child; readonly port: number } | null> {
  const program = findProgram('nginx');
  if (program === undefined) return null;
  const port = await freePort();
  const folder = join(ground.folder, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join('\n  ');
  writeFileSync(
    file,
    `# One process, so that the bench can end it by its id.
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log error;
events { worker_connections 16384; }
http {
  ${temporary}
  keepalive_requests 1000000000;
  client_max_body_size 0;
  sendfile on;
  tcp_nodelay on;
  ${http(folder, port)}
}
`,
  );
  const child = ground.start(program, ['-p', folder, '-c', file]);
  await ground.listening(child, port);
  return { child, port };
}
