/** The exchanges of a site's day by their number: what is asked, what is answered, and what goes wrong, the same each time. */

import { Buffer } from 'node:buffer';
import { Chance } from './chance.ts';

/** What one side does to an exchange; most go well. */
export type Fault =
  | 'none'
  /** The terminal sends a part of its request and resets the connection. */
  | 'terminal resets'
  /** The terminal is gone before the reply. */
  | 'terminal leaves'
  /** The terminal ends its side behind the request, and reads on. */
  | 'terminal half-closes'
  /** The server says a part of its reply and ends. */
  | 'server ends'
  /** The server says a part of its reply and resets the connection. */
  | 'server resets'
  /** The server takes its time. */
  | 'server is slow'
  /** The reply lasts until the server closes. */
  | 'close-delimited';

const FAULTS: readonly Fault[] = [
  'terminal resets',
  'terminal leaves',
  'terminal half-closes',
  'server ends',
  'server resets',
  'server is slow',
  'close-delimited',
];
const LARGE_UPLOADS = 0.1;
const FEW_RECORDS = 2;
const MANY_RECORDS = 120;

/** What makes a day's exchanges; the rest of them are polls. */
export interface DayPlan {
  readonly seed: number;
  /** The share of exchanges in which something goes wrong. */
  readonly faulty: number;
  /** The share of exchanges that are uploads. */
  readonly uploads: number;
}

export interface DayExchange {
  readonly n: number;
  readonly fault: Fault;
  readonly request: Buffer;
  readonly reply: Buffer;
  /** Bytes of the request, or of the reply, before what breaks it off. */
  readonly breakAt: number;
}

const record = (n: number, index: number): string =>
  `${10_021 + (n % 24)}\t${10_021 + (n % 24)}\t2018-11-02 12:00:07\t850\t14150\t${n % 90}\t2\t2\t7039\t${n * 1_000 + index}\t0\n`;

/** The plan and `n` make all of it. */
export function dayExchange(
  { seed, faulty, uploads }: DayPlan,
  n: number,
  sn: string,
): DayExchange {
  const chance = new Chance(seed * 7_919 + n);
  const fault = chance.hits(faulty) ? chance.pick(FAULTS) : 'none';
  const isUpload = chance.hits(uploads);
  const records = isUpload ? (chance.hits(LARGE_UPLOADS) ? MANY_RECORDS : FEW_RECORDS) : 0;
  const body = Array.from({ length: records }, (_, index) => record(n, index)).join('');
  const target = isUpload
    ? `/iclock/cpos?SN=${sn}&table=BUYLOG&Stamp=2018-11-02T12:00:07&StampId=${n}&No=${n}`
    : `/iclock/posrequest?SN=${sn}&type=pos&devno=${n}&No=${n}`;
  const request = `${isUpload ? 'POST' : 'GET'} ${target} HTTP/1.1\r\nHost: zkeco\r\nConnection: keep-alive\r\n${isUpload ? `Content-Length: ${body.length}\r\n` : ''}\r\n${body}`;
  const said = `OK: ${n}`;
  const framing = fault === 'close-delimited' ? '' : `Content-Length: ${said.length}\r\n`;
  const reply = `HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 04:00:00 GMT\r\n${framing}\r\n${said}`;
  const [requestBytes, replyBytes] = [request, reply].map((text) => Buffer.from(text, 'latin1')) as [Buffer, Buffer]; // prettier-ignore
  const broken = fault.startsWith('terminal') ? requestBytes : replyBytes;
  return { n, fault, request: requestBytes, reply: replyBytes, breakAt: chance.whole(1, broken.length - 1) }; // prettier-ignore
}

/** The number of an exchange in the head of its request; NaN where the head ends before the number does. */
export const numberOf = (head: string): number => Number(/[?&]No=(\d+) /.exec(head)?.[1] ?? NaN);
