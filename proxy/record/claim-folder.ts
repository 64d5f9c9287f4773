/**
 * One run a captures folder: two would write one journal of commands, and send one twice.
 *
 * The claim is a socket that is listened on. The kernel closes it with the process, however that ends, so that
 * nothing stale ever keeps anybody out, as the number in a pid file does once another program has that number.
 * It lies in the folder itself, where runs in other containers, or with a /tmp of their own, meet it too.
 */

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { lstatSync, realpathSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realDisk } from './disk.ts';

export interface FolderClaim {
  /** Gives the folder to whoever comes next. */
  release(): void;
}

/** Thrown when another run lives in the folder. */
export class FolderInUse extends Error {
  readonly code = 'FOLDER_IN_USE';
}

/** The longest address of a socket is 108 bytes on Linux and 104 elsewhere, with a NUL at its end. */
const LONGEST_PATH = 103;
const UNWRITABLE: readonly string[] = ['EACCES', 'EROFS'];
/** More runs than this do not begin at once in one folder. */
const ATTEMPTS = 5;

/**
 * Throws FolderInUse, or what the disk says when there can be no such folder. Where the file system has no
 * sockets nothing is claimed, and that is logged: a run matters more.
 */
export async function claimFolder(
  dir: string,
  log: (sentence: string) => void,
): Promise<FolderClaim> {
  realDisk.makeFolder(dir);
  const path = addressOf(realpathSync(dir));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const claimed = await listenAt(path);
    if (claimed instanceof Error && claimed.code !== 'EADDRINUSE') {
      // Where nothing may be written the recorder says so.
      if (!UNWRITABLE.includes(claimed.code ?? ''))
        log(
          `A second run in ${dir} would not be noticed: no socket can be made there (${claimed.code ?? claimed.message}).`,
        );
      return { release() {} };
    }
    if (!(claimed instanceof Error)) return { release: () => void claimed.close() };
    const found = markOf(path);
    if (await isAlive(path)) break;
    removeStale(path, found);
  }
  throw new FolderInUse(`${dir} is in use by another run`);
}

function addressOf(dir: string): string {
  const hashed = createHash('sha256').update(dir).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return `\\\\.\\pipe\\pushscope-${hashed}`;
  const inFolder = join(dir, '.pushscope.sock');
  if (Buffer.byteLength(inFolder) <= LONGEST_PATH) return inFolder;
  return join(tmpdir(), `pushscope-${hashed}.sock`);
}

async function listenAt(path: string): Promise<Server | NodeJS.ErrnoException> {
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen(path);
    await once(server, 'listening');
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
  // What happens to the claim must neither end the run nor keep it from ending.
  return server.on('error', () => {}).unref();
}

/** Whether somebody listens there. Whoever may not even ask is not the one to take it over. */
async function isAlive(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    return !['ECONNREFUSED', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '');
  } finally {
    socket.destroy();
  }
}

/** What tells one socket of this name from the next: numbers of files are given again. */
function markOf(path: string): string | null {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.ino} ${stat.ctimeNs}`;
}

/** Only the one that was found dead: another run that begins right now may have put its own there. */
function removeStale(path: string, found: string | null): void {
  if (found === null || markOf(path) !== found) return;
  try {
    unlinkSync(path);
  } catch {
    // Gone already, or not ours to remove: the next attempt tells.
  }
}
