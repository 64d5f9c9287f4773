/** A recorder that is killed in the middle of its work: what it said is on file is on file. */

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readCapture } from '../../proxy/record/capture-reader.ts';
import { root, temporaryFolder } from '../kit/product.ts';

const KILLS = 8;
/** The child is killed once it has said this much, each time a little later. */
const FIRST_KILL_AT = 20;
const KILL_STEP = 173;

const built = (path: string) => JSON.stringify(pathToFileURL(join(root, 'dist/proxy', path)).href);

/** Records without end and says the number of each exchange once commit() has returned. */
const program = (folder: string) => `
  import { writeSync } from 'node:fs';
  import { createRecorder } from ${built('record/recorder.js')};
  import { realDisk } from ${built('record/disk.js')};
  import { SharedCounters } from ${built('record/counters.js')};
  const nothing = () => {};
  const recorder = createRecorder({
    dir: ${JSON.stringify(folder)}, disk: realDisk, upstream: 'http://a', host: 'b', rotateBytes: 100_000,
    counters: new SharedCounters(), now: Date.now, monotonicMs: () => performance.now(),
    log: nothing, onRotated: nothing, onUnrecorded: nothing, onRecording: nothing,
  });
  const head = Buffer.from('POST /iclock/cpos HTTP/1.1\\r\\n\\r\\n');
  for (let n = 1; ; n++) {
    const body = Buffer.alloc(n % 5000, n % 2 === 0 ? 'x' : 0xff);
    recorder.take({
      atMs: Date.now(), connection: 1, peer: 'p', outcome: 'complete', response: null,
      request: { head, body, size: body.length, framing: { kind: 'length' } },
      timing: { requestMs: 0, firstByteMs: null, totalMs: 0 },
    });
    recorder.commit();
    writeSync(1, n + '\\n');
  }`;

/** Kills the child with SIGKILL after so many numbers; returns the last number that it said. */
function recordUntilKilled(folder: string, killAt: number): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(folder)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1)) >= killAt) {
      child.kill('SIGKILL');
    }
  });
  return new Promise((done) => {
    child.on('close', () => done(Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1))));
  });
}

test(`${KILLS} times kill -9: nothing that was acknowledged is missing`, async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const folder = temporaryFolder();
    const acknowledged = await recordUntilKilled(folder, FIRST_KILL_AT + kill * KILL_STEP);
    const numbers: number[] = [];
    for (const name of readdirSync(folder).sort()) {
      for await (const { entry } of readCapture(join(folder, name))) {
        if (entry.type === 'exchange') numbers.push(entry.exchange.n);
        expect(entry.type).not.toBe('damaged');
      }
    }
    expect(acknowledged).toBeGreaterThanOrEqual(FIRST_KILL_AT);
    expect(numbers.length).toBeGreaterThanOrEqual(acknowledged);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }
});
