/** The first words of a terminal: the target it asks options with, and the options it is told (vendor's document section 6). */

import type { Model } from './models.ts';

type Pair = readonly [key: string, value: string | number];

/** Older firmware writes `devicename`, the only spelling a ZKECO of 2013 reads, and says less (observed). */
const oldPairs = (model: Model): readonly Pair[] => [
  ['fireVer', encodeURIComponent(model.firmware)],
  ['language', model.language],
  ['devicename', model.name],
  ['device_type', 30],
];

const newPairs = (model: Model, serverHost: string): readonly Pair[] => [
  ['fireVer', model.firmware],
  ['build', '0001'],
  ['ip', serverHost],
  ['language', model.language],
  ['deviceName', model.name],
  ['device_type', 30],
  ['IsConsumeFunType', model.functions ?? 0],
  ['pushver', model.pushVersion ?? ''],
];

export function initTarget(sn: string, model: Model, serverHost: string): string {
  const pairs = model.pushVersion === null ? oldPairs(model) : newPairs(model, serverHost);
  return `/iclock/cpos?SN=${sn}&options=all${pairs.map(([key, value]) => `&${key}=${value}`).join('')}`;
}

/** Null when the body is no option reply, as `UNKNOWNDEVICE`. */
export function readOptions(
  body: string,
): readonly (readonly [key: string, value: string])[] | null {
  const [first = '', ...rows] = body.split('\n');
  if (!first.startsWith('GET OPTION FROM:')) return null;
  return rows.flatMap((row) => {
    const at = row.indexOf('=');
    return at > 0 ? [[row.slice(0, at), row.slice(at + 1)] as const] : [];
  });
}
