/** The lines of a capture file that stand between exchanges: written seldom, so made as any JSON. */

import {
  CAPTURE_VERSION,
  type CaptureHeader,
  type Gap,
  type LineTools,
  type Note,
} from './line.ts';
import { sealText } from './seal.ts';

function sealed(unsealed: string, tools: LineTools): string {
  const bytes = tools.text.encode(unsealed, 'utf-8');
  if (bytes === null) throw new RangeError('a line cannot be expressed in UTF-8');
  return `${unsealed}${sealText(tools.crc32(bytes))}\n`;
}

/** All lines end in LF. */
const sealedObject = (value: Readonly<Record<string, unknown>>, tools: LineTools): string =>
  sealed(JSON.stringify(value).slice(0, -1), tools);

export const headerLine = (header: Omit<CaptureHeader, 'version'>, tools: LineTools): string =>
  sealedObject({ pushscope: 'capture', version: CAPTURE_VERSION, ...header }, tools);

export const gapLine = (gap: Gap, tools: LineTools): string =>
  sealedObject({ type: 'gap', ...gap }, tools);

export const noteLine = (note: Note, tools: LineTools): string =>
  sealedObject({ type: 'note', ...note }, tools);

/** One change of state of an injected command. */
export const injectionLine = (
  injection: Readonly<Record<string, unknown>>,
  tools: LineTools,
): string => sealedObject({ type: 'injection', ...injection }, tools);
