/** The first line of a request: where its method, target and version stand in the head. */

export interface RequestLine {
  readonly method: string;
  readonly methodFrom: number;
  readonly targetFrom: number;
  readonly targetTo: number;
  /** Empty range when no version stands there. */
  readonly versionFrom: number;
  readonly versionTo: number;
  /** Of the line behind it. */
  readonly next: number;
}

const VERSION = /[ \t]+(HTTP\/\d(?:\.\d)?)[ \t]*$/i;
/** RFC 9110 section 5.6.2: what methods are made of. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Begin of the start line (blank lines before it are skipped), its end, and begin of the next line. */
export function startLine(head: string): readonly [from: number, to: number, next: number] {
  let from = 0;
  while (head.charCodeAt(from) === 0x0d || head.charCodeAt(from) === 0x0a) from++;
  const found = head.indexOf('\n', from);
  const end = found === -1 ? head.length : found;
  return [from, end > from && head.charCodeAt(end - 1) === 0x0d ? end - 1 : end, end + 1];
}

/**
 * `head` as Latin-1. Null when it begins with no request line. The target reaches to the version, not to
 * the first blank: raw blanks inside it were seen (`INFO=Ver 8.0`).
 */
export function readRequestLine(head: string): RequestLine | null {
  const [from, to, next] = startLine(head);
  const line = head.slice(from, to);
  const blank = line.search(/[ \t]/);
  const method = blank === -1 ? '' : line.slice(0, blank);
  if (!TOKEN.test(method)) return null;
  // The longest version is `HTTP/1.1`, so a look at the end of the line is enough.
  const tailFrom = Math.max(blank, line.length - 24);
  const version = VERSION.exec(line.slice(tailFrom));
  const versionText = version?.[1] ?? '';
  const targetEnd = version === null ? line.length : tailFrom + version.index;
  const versionFrom = version === null ? line.length : line.indexOf(versionText, targetEnd);
  let targetFrom = blank;
  while (targetFrom < targetEnd && isBlank(line.charCodeAt(targetFrom))) targetFrom++;
  let targetTo = Math.max(targetEnd, targetFrom);
  while (targetTo > targetFrom && isBlank(line.charCodeAt(targetTo - 1))) targetTo--;
  return {
    method,
    methodFrom: from,
    targetFrom: from + targetFrom,
    targetTo: from + targetTo,
    versionFrom: from + versionFrom,
    versionTo: from + versionFrom + versionText.length,
    next,
  };
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
