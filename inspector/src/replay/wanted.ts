/** What a person writes about a replay: exchanges by number, serials that stand for others, a request as text. */

/** More is a matter for a filter. */
const MOST_NUMBERS = 10_000;

/** `17, 20-25` as numbers in order, each once; null when it is something else. Nothing at all is every exchange. */
export function readNumbers(text: string): readonly number[] | null {
  const numbers = new Set<number>();
  for (const part of text.split(/[\s,，、;]+/).filter((each) => each !== '')) {
    const [, first, last = first] = /^(\d{1,15})(?:[-–](\d{1,15}))?$/.exec(part) ?? [];
    if (first === undefined) return null;
    const [from, to] = [Number(first), Number(last)];
    if (from < 1 || to < from || to - from >= MOST_NUMBERS) return null;
    for (let n = from; n <= to; n++) numbers.add(n);
    if (numbers.size > MOST_NUMBERS) return null;
  }
  return [...numbers].sort((one, other) => one - other);
}

/** `5158181900025=9876543210001`, several apart by blanks or commas; null when it is something else. */
export function readSerials(text: string): Readonly<Record<string, string>> | null {
  const pairs: [string, string][] = [];
  for (const part of text.split(/[\s,，;]+/).filter((each) => each !== '')) {
    const [, recorded, sent] = /^([^=]+)=([^=]+)$/.exec(part) ?? [];
    if (recorded === undefined || sent === undefined) return null;
    pairs.push([recorded, sent]);
  }
  return Object.fromEntries(pairs);
}

/** The request of a capture line as text; null when its body is none. */
export function requestText(exchange: Readonly<Record<string, unknown>>): string | null {
  const { head, body, encoding, truncated } = exchange['request'] as Readonly<Record<string, unknown>>; // prettier-ignore
  if (encoding === 'base64' || truncated === true) return null;
  return `${String(head)}${String(body)}`.replaceAll('\r\n', '\n');
}
