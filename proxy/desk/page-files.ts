/** The built page, read into a list at the start: what is not on the list cannot be asked for. */

import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './security-headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>pushscope</title>
<p>The page is not built. Run <code>npm run build</code> and start pushscope again.</p>
`;

interface PageFile {
  readonly path: string;
  readonly type: string;
}

function listFiles(dir: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  let entries;
  try {
    entries = readdirSync(dir, { withFileTypes: true, recursive: true });
  } catch {
    return files;
  }
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const name = `/${relative(dir, path).split(sep).join('/')}`;
    files.set(name, { path, type });
  }
  return files;
}

export class PageFiles {
  readonly #files: ReadonlyMap<string, PageFile>;

  constructor(dir: string) {
    this.#files = listFiles(dir);
  }

  has(path: string): boolean {
    return path === '/' || this.#files.has(path);
  }

  async send(path: string, response: ServerResponse): Promise<void> {
    const file = this.#files.get(path === '/' ? '/index.html' : path);
    const body = file === undefined ? Buffer.from(NOT_BUILT) : await readFile(file.path);
    response.writeHead(file === undefined ? 503 : 200, {
      ...SECURITY_HEADERS,
      // Names under assets/ carry a hash of their content.
      'Cache-Control': path.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
      'Content-Type': file?.type ?? 'text/html; charset=utf-8',
      'Content-Length': body.length,
    });
    // To a HEAD request Node sends no body.
    response.end(body);
  }
}
