/**
 * A command-result body cut into results as whole byte ranges, strictly enough to take single ones out.
 *
 *   ID=1202&Return=0&CMD=UPDATE      an `&` line: one result; lines behind it that begin no other belong to it
 *   ID=900…&Return=0&CMD=INFO        (the values of INFO, mostly)
 *   ~DeviceName=CM102
 *   ID=900…                          a key a line, until the next result begins
 *   Return=335064
 *   CMD=PutFile
 *   ID=900…
 *   CMD=GetFile
 *   Return=5
 *   Content=…                        and once `Content=` has begun, all to the end of the body, whatever it
 *                                    looks like: files hold anything. Only where Return counts the bytes of
 *                                    a GetFile, and nothing but whole `&` lines follows exactly there, do
 *                                    these begin further results.
 *
 * An `&` line begins a result when it has ID and one of Return and CMD among its keys, in any order and case.
 * A last line that breaks off behind an id as long as ours is one too, or what is left of it.
 * Blank lines belong to the result before them; those at the very beginning stand alone.
 */

import { isInjectedId } from '../../shared/codec/commands/injected-id.ts';
import { latin1 } from '../../shared/codec/latin1.ts';
import { lineAt, linesFrom, type Line } from './lines.ts';

export interface Cut {
  readonly from: number;
  readonly to: number;
  /** By lower-case name, without blanks round them. Of several of one name the last counts, as in a Python dict. */
  readonly keys: ReadonlyMap<string, string>;
  /** Lines behind the keys, which are no keys: values of INFO, or text. */
  readonly lines: readonly Line[];
  /** Behind `Content=`. */
  readonly content: readonly [from: number, to: number] | null;
}

interface Open {
  readonly from: number;
  to: number;
  readonly form: 'line' | 'keys' | 'other';
  readonly keys: Map<string, string>;
  readonly lines: Line[];
  content: readonly [number, number] | null;
}

/** Keys that stand on lines of their own (sections 11.1, 11.10). */
const OWN_LINE = /^[ \t]*(ID|SN|FILENAME|CMD|Return)[ \t]*=(.*)$/is;
const FIRST_ID = /^[ \t]*ID[ \t]*=[ \t]*(\d+)(?:&|$)/i;
const CONTENT = /^[ \t]*Content[ \t]*=/i;
/** Keys stand within; more of a line is not looked at. */
const LOOKED_AT = 4096;
const MOST_KEY_LINES = 6;

export function cutResults(body: Uint8Array): readonly Cut[] {
  const cuts: Open[] = [];
  for (let at = 0; at < body.length;) {
    const line = lineAt(body, at);
    const begun = begins(body, line, cuts.at(-1)) ?? breaksOff(body, line);
    if (begun !== null) cuts.push(begun);
    else extend(body, line, cuts.at(-1) as Open);
    const open = cuts.at(-1) as Open;
    if (open.content !== null) closeContent(body, open);
    at = open.to;
  }
  return cuts;
}

const opened = (form: Open['form'], { from, to }: Line): Open => ({
  from,
  to,
  form,
  keys: new Map(),
  lines: [],
  content: null,
});

/** The result that this line begins; null when it belongs to the one before it. */
function begins(body: Uint8Array, line: Line, open: Open | undefined): Open | null {
  const text = textOf(body, line);
  const pairs = line.isBlank ? null : readAmpersandLine(text);
  if (pairs !== null) {
    const result = opened('line', line);
    for (const { name, value, offset } of pairs) {
      if (name === 'content') result.content = [line.from + offset, body.length];
      else result.keys.set(name, value);
    }
    return result;
  }
  if (!line.isBlank && beginsKeyLines(body, line, text, open)) {
    const result = opened('keys', line);
    addKey(result, text);
    return result;
  }
  return open === undefined ? opened('other', line) : null;
}

/** A last line without its end: a length too short broke the body off within the keys of a result. */
function breaksOff(body: Uint8Array, line: Line): Open | null {
  if (line.to < body.length || body.at(-1) === 0x0a) return null;
  const id = FIRST_ID.exec(textOf(body, line))?.[1];
  // No id of a database is so long.
  if (id === undefined || !isInjectedId(id)) return null;
  const result = opened('line', line);
  result.keys.set('id', id);
  return result;
}

function extend(body: Uint8Array, line: Line, open: Open): void {
  open.to = line.to;
  if (line.isBlank) return;
  const text = textOf(body, line);
  const content = mayHoldContent(open) ? CONTENT.exec(text) : null;
  if (content !== null) open.content = [line.from + content[0].length, body.length];
  else if (open.form !== 'keys' || !addKey(open, text)) open.lines.push(line);
}

const textOf = (body: Uint8Array, { from, textTo }: Line): string =>
  latin1(body, from, Math.min(textTo, from + LOOKED_AT));

interface Pair {
  readonly name: string;
  readonly value: string;
  /** Of the value in the line. */
  readonly offset: number;
}

/** The pairs of an `&` line that begins a result; null for any other line. */
function readAmpersandLine(text: string): readonly Pair[] | null {
  if (!text.includes('&')) return null;
  const pairs: Pair[] = [];
  for (let at = 0; at <= text.length;) {
    const found = text.indexOf('&', at);
    const end = found === -1 ? text.length : found;
    const equals = text.indexOf('=', at);
    const nameTo = equals === -1 || equals > end ? end : equals;
    const name = text.slice(at, nameTo).trim().toLowerCase();
    const offset = Math.min(nameTo + 1, end);
    if (name === 'content') {
      pairs.push({ name, value: '', offset });
      break;
    }
    if (name !== '') pairs.push({ name, value: text.slice(offset, end).trim(), offset });
    at = end + 1;
  }
  const has = (wanted: string) => pairs.some(({ name }) => name === wanted);
  return has('id') && (has('return') || has('cmd')) ? pairs : null;
}

/** Whether a result of a key a line begins here: such keys follow each other, and ID is among them. */
function beginsKeyLines(
  body: Uint8Array,
  first: Line,
  text: string,
  open: Open | undefined,
): boolean {
  const name = OWN_LINE.exec(text)?.[1]?.toLowerCase();
  if (name === undefined) return false;
  // Within such a result a key goes on; the same key again begins the next.
  if (open?.form === 'keys' && !open.keys.has(name)) return false;
  const seen = new Set<string>();
  for (const line of linesFrom(body, first.from)) {
    if (line.isBlank) break;
    const lineText = textOf(body, line);
    const key = readAmpersandLine(lineText) === null ? OWN_LINE.exec(lineText)?.[1] : undefined;
    if (key === undefined || seen.has(key.toLowerCase()) || seen.size === MOST_KEY_LINES) break;
    seen.add(key.toLowerCase());
  }
  return seen.has('id') && seen.size > 1;
}

function addKey(result: Open, text: string): boolean {
  const found = OWN_LINE.exec(text);
  if (found === null) return false;
  const [, name = '', value = ''] = found;
  result.keys.set(name.toLowerCase(), value.trim());
  return true;
}

/** The lines of INFO are names and values, and none of them is a content. */
const mayHoldContent = ({ keys }: Open): boolean => keys.get('cmd')?.toUpperCase() !== 'INFO';

function closeContent(body: Uint8Array, result: Open): void {
  const [from] = result.content ?? [0];
  const counted = countedEnd(body, from, result.keys);
  result.content = [from, counted?.contentTo ?? body.length];
  result.to = counted?.to ?? body.length;
}

/** Where a content ends whose bytes are counted by Return; null when it reaches to the end. */
function countedEnd(
  body: Uint8Array,
  from: number,
  keys: ReadonlyMap<string, string>,
): { readonly contentTo: number; readonly to: number } | null {
  const returned = keys.get('return') ?? '';
  if (keys.get('cmd')?.toLowerCase() !== 'getfile' || !/^\d{1,12}$/.test(returned)) return null;
  const contentTo = from + Number(returned);
  if (contentTo === from || contentTo >= body.length) return null;
  const next = lineAt(body, contentTo);
  const to = next.isBlank ? next.to : contentTo;
  let results = 0;
  for (const line of linesFrom(body, to)) {
    if (line.isBlank) continue;
    const id = readAmpersandLine(textOf(body, line))?.find(({ name }) => name === 'id');
    if (id === undefined || !/^\d+$/.test(id.value)) return null;
    results++;
  }
  return results > 0 ? { contentTo, to } : null;
}
