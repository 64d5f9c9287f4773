/** The version of this build, from the package.json above the code (built or not). */

import { existsSync, readFileSync } from 'node:fs';

function readManifest(): unknown {
  for (const above of ['../package.json', '../../package.json']) {
    const file = new URL(above, import.meta.url);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  }
  return null;
}

const manifest = readManifest();

export const version =
  typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
