/** An entry of HAR 1.2 as some other program wrote it: what of it makes an exchange, or what is wrong with it. */

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

/** Text of a body; `encoding` is base64 where it is that. */
export interface HarText {
  readonly text?: string;
  readonly encoding?: string;
}

export interface HarEntry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly NameValue[];
    readonly postData?: HarText;
  };
  /** Null where there was none, which other programs write as status 0. */
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly NameValue[];
    readonly content: HarText;
  } | null;
}

/** What an entry lacks, as the end of a sentence about it. */
export class HarFault extends Error {}

type Values = Readonly<Record<string, unknown>>;

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isAbsent = (value: unknown): value is null | undefined =>
  value === null || value === undefined;

function values(value: unknown, fact: string): Values {
  if (isValues(value)) return value;
  throw new HarFault(fact);
}

function text(value: unknown, fact: string): string {
  if (typeof value === 'string') return value;
  throw new HarFault(fact);
}

function headersIn({ headers }: Values, whose: string): readonly NameValue[] {
  if (!Array.isArray(headers)) throw new HarFault(`has no headers in its ${whose}`);
  return headers.map((each: unknown) => {
    const fact = `has a header without name and value in its ${whose}`;
    const header = values(each, fact);
    return { name: text(header['name'], fact), value: text(header['value'], fact) };
  });
}

function textIn(from: Values, whose: string): HarText {
  const fact = `has a body that is no text in its ${whose}`;
  return {
    ...(!isAbsent(from['text']) && { text: text(from['text'], fact) }),
    ...(!isAbsent(from['encoding']) && { encoding: text(from['encoding'], fact) }),
  };
}

function requestIn(entry: Values): HarEntry['request'] {
  const request = values(entry['request'], 'has no request');
  const url = text(request['url'], 'has no URL');
  if (!URL.canParse(url)) throw new HarFault(`has a URL that is none, ${JSON.stringify(url)}`);
  const { postData } = request;
  return {
    method: text(request['method'], 'has no method'),
    url,
    headers: headersIn(request, 'request'),
    ...(!isAbsent(postData) && {
      postData: textIn(values(postData, 'has a postData that is none'), 'request'),
    }),
  };
}

function responseIn(entry: Values): HarEntry['response'] {
  if (isAbsent(entry['response'])) return null;
  const response = values(entry['response'], 'has a response that is none');
  const { status } = response;
  if (typeof status === 'number' && status <= 0) return null;
  if (typeof status !== 'number' || !/^\d{3}$/.test(String(status))) {
    throw new HarFault('has no status in its response');
  }
  return {
    status,
    statusText: isAbsent(response['statusText'])
      ? ''
      : text(response['statusText'], 'has a statusText that is no text'),
    headers: headersIn(response, 'response'),
    content: textIn(values(response['content'], 'has no content in its response'), 'response'),
  };
}

/** Throws HarFault. */
export function readHarEntry(value: unknown): HarEntry {
  const entry = values(value, `is ${JSON.stringify(value)?.slice(0, 20)} and has no request`);
  const request = requestIn(entry);
  const response = responseIn(entry);
  const startedDateTime = text(entry['startedDateTime'], 'has no startedDateTime');
  if (Number.isNaN(Date.parse(startedDateTime))) {
    throw new HarFault(`has a startedDateTime that is none, ${JSON.stringify(startedDateTime)}`);
  }
  const { time } = entry;
  if (typeof time !== 'number') throw new HarFault('has no time that it took');
  return { startedDateTime, time, request, response };
}
