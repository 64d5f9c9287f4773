/** wrk as the load generator: the requests of a load written as a Lua script, the outcome read from its last line. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, type Ground } from './ground.ts';
import type { Flood, Outcome } from './flood.ts';
import type { Message } from './messages.ts';

const luaString = (text: string): string =>
  `"${text.replace(/[\\"\n\r\t]/g, (character) => `\\${String(character.charCodeAt(0)).padStart(3, '0')}`)}"`;

const script = (messages: readonly Message[], connection: string): string => `
local requests = {}
local at = 0
function init()
  local headers = {
    ["User-Agent"] = "iClock Proxy/1.09",
    ["Accept"] = "*/*",
    ["Connection"] = ${luaString(connection)},
  }
${messages
  .map(
    ({ method, path, body }) =>
      `  requests[#requests + 1] = wrk.format(${luaString(method)}, ${luaString(path)}, headers, ${body === '' ? 'nil' : luaString(body)})`,
  )
  .join('\n')}
end
function request()
  at = at % #requests + 1
  return requests[at]
end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"us":%d,"failed":%d,"p50us":%d}\\n',
    summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50)))
end
`;

/** Null when wrk is not installed. */
export function wrkFlood(ground: Ground): Flood | null {
  const program = findProgram('wrk');
  if (program === undefined) return null;
  return async ({ port, messages, connections, connection, seconds }): Promise<Outcome> => {
    const file = join(ground.folder, 'load.lua');
    writeFileSync(file, script(messages, connection));
    const child = ground.start(program, [
      ...['-t1', `-c${connections}`, `-d${Math.ceil(seconds)}s`, '--timeout', '10s', '-s', file],
      `http://127.0.0.1:${port}/`,
    ]);
    await child.ended;
    const last = child.output().trimEnd().split('\n').at(-1) ?? '';
    if (!last.startsWith('{')) throw new Error(`wrk failed: ${child.output().trim()}`);
    const told = JSON.parse(last) as { requests: number; us: number; failed: number };
    const { requests, us, failed } = told;
    return { answered: requests, perSecond: requests / (us / 1e6), failed };
  };
}
