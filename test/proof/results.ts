/** What a terminal answers to the commands that it obeyed: a line each, INFO with its values, or a key a line with a content. */

import { Buffer } from 'node:buffer';

export interface Result {
  readonly id: string;
  /** Of a command of ours; the test alone knows it, a terminal does not. */
  readonly ours: boolean;
  /** It holds a content up to the end of the body, or the server would take what follows for one. */
  readonly alone: boolean;
  readonly bytes: Buffer;
}

/** Our ids begin here; no database counts so far. */
export const isOurs = (id: string): boolean => /^9\d{15}$/.test(id);

const OUTPUT = 'total 3\n';
/** As if acknowledgements of the server's own commands began: they are part of the output, and ours. */
const TRAP = `${OUTPUT}ID=1001&Return=0&CMD=DATA\n`;
const FILE = Buffer.from([0x00, 0x0a, 0xff, 0x26, 0x3d, 0xd5, 0xc5, 0x0d, 0x0a, 0x00]);

export function resultOf(id: string, text: string, sn: string): Result {
  const ours = isOurs(id);
  const verb = text.trim().split(/[ \t]/, 1)[0] ?? '';
  if (verb === 'INFO') {
    const values = 'DeviceName=CM102\nPosLog=7\nIPAddress=192.168.1.201\n';
    return { id, ours, alone: !ours, bytes: Buffer.from(`ID=${id}&Return=0&CMD=INFO\n${values}`) };
  }
  if (verb === 'SHELL' || verb === 'Shell') {
    const keys = `ID=${id}\nSN=${sn}\nReturn=0\nCMD=Shell\nContent=`;
    return { id, ours, alone: true, bytes: Buffer.from(`${keys}${ours ? TRAP : OUTPUT}`) };
  }
  if (verb === 'GetFile') {
    const keys = `ID=${id}\nSN=${sn}\nFILENAME=options.cfg\nCMD=GetFile\nReturn=${FILE.length}\nContent=`;
    return { id, ours, alone: true, bytes: Buffer.concat([Buffer.from(keys), FILE]) };
  }
  const cmd = verb === 'UPDATE' || verb === 'DELETE' ? 'DATA' : verb;
  return { id, ours, alone: false, bytes: Buffer.from(`ID=${id}&Return=0&CMD=${cmd}\n`) };
}
