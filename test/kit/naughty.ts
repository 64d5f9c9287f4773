/** Hostile text in every place that a peer can fill, as bytes of a capture and of the wire. */

import { Buffer } from 'node:buffer';
import type { Exchange, Message } from '../../shared/capture/exchange.ts';
import {
  exchangeLine,
  gapLine,
  headerLine,
  injectionLine,
  noteLine,
} from '../../shared/capture/line.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';

/** What a page must not make elements of, or run. */
export const MARKUP = [
  '<img src=x onerror=ran() data-naughty>',
  '<script data-naughty>ran()</script>',
  '"><svg onload=ran() data-naughty>',
  "' onmouseover=ran() data-naughty='",
  '</title></style></pre><iframe srcdoc="<script>parent.ran()</script>" data-naughty></iframe>',
  '<a href="javascript:ran()" data-naughty>',
  'javascript:ran()',
  '{{7*7}}${7*7}{@html ran()}',
] as const;

/** What must not steer a terminal window, a shell, a spreadsheet, or the order of reading. */
export const NAUGHTY: readonly string[] = [
  ...MARKUP,
  '\u001b[2J\u001b]0;owned\u0007\u001b[31m',
  '\u009b2J\u009d0;owned\u009c',
  '\u202egnp.exe\u2066\u200f\u061c',
  '\u0000\u0001\u0008\u007f\u0085\u2028\u2029\ufeff',
  // A half of a character: no text of bytes has one, a line of JSON may.
  'caf\udce9',
  'a'.repeat(10_000),
  '🙂👩‍👩‍👧‍👦Z̸̛̲͑a̷͇͝l̶̰̕g̸̜͠o̷̭͛',
  "=cmd|' /C calc'!A1",
  '+1+cmd',
  '@SUM(1+1)',
  '-2+3',
  '-v',
  "'; DROP TABLE users; --",
  '`touch never`$(touch never);touch never|touch never&',
  '%s%n%x%00%0d%0aX: y',
  '__proto__',
  'constructor',
  'toString',
  'first\r\nsecond: third\r\n\r\nfourth',
];

/** Not UTF-8, and not GB18030 either. */
const INVALID = Buffer.from([0x41, 0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x42]);

/** One string in every place of one exchange; what it says is plausible otherwise. */
interface Talk {
  readonly request: (fill: Filling) => Buffer;
  readonly reply: (fill: Filling) => Buffer;
}

interface Filling {
  /** In a target. */
  readonly target: string;
  /** In a line of a body. */
  readonly cell: Buffer;
  /** In a header's value. */
  readonly header: Buffer;
  /** In a body, line ends and all. */
  readonly body: Buffer;
}

const bytes = (parts: TemplateStringsArray, ...fills: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part, at) => [Buffer.from(part), Buffer.from((fills[at] ?? '') as string)]),
  );

const withLength = (head: Buffer, body: Buffer): Buffer =>
  Buffer.concat([head, Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);

const ask = (target: string, { header }: Filling): Buffer =>
  bytes`GET /iclock/${target} HTTP/1.1\r\nHost: ${header}\r\nUser-Agent: iClock ${header}\r\nX-Naughty-${header.subarray(0, 200)}: ${header}\r\nCookie: token=${header}\r\n\r\n`;
const tell = (target: string, body: Buffer, { header }: Filling): Buffer =>
  withLength(
    bytes`POST /iclock/${target} HTTP/1.1\r\nHost: a\r\nUser-Agent: iClock Proxy/1.09\r\nX-Naughty: ${header}\r\n`,
    body,
  );
const answer = (body: Buffer, { header }: Filling): Buffer =>
  withLength(
    bytes`HTTP/1.1 200 ${header.subarray(0, 200)}\r\nServer: ${header}\r\nDate: ${header}\r\nContent-Type: ${header}\r\n`,
    body,
  );
const ok = (fill: Filling) => answer(Buffer.from('OK'), fill);
const RECORD = '10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t';

const TALKS: readonly Talk[] = [
  {
    request: (fill) =>
      ask(
        `cpos?SN=${fill.target}&options=all&fireVer=${fill.target}&build=${fill.target}&ip=${fill.target}&language=83&deviceName=${fill.target}&device_type=${fill.target}&pushver=${fill.target}&${fill.target}=${fill.target}`,
        fill,
      ),
    reply: (fill) =>
      answer(
        bytes`GET OPTION FROM: ${fill.cell}\nDelay=${fill.cell}\nPosLogStampId=${fill.cell}\nTransTimes=${fill.cell}\nServerVer=${fill.cell}\nEncrypt=${fill.cell}\nTimeZone=${fill.cell}\nCardPass=${fill.cell}\n${fill.cell}=${fill.cell}\n`,
        fill,
      ),
  },
  {
    request: (fill) => ask(`cpos?SN=${fill.target}&type=time&${fill.target}`, fill),
    reply: (fill) => answer(bytes`Time=${fill.cell}`, fill),
  },
  {
    request: (fill) =>
      tell(
        `cpos?SN=${fill.target}&table=BUYLOG&Stamp=${fill.target}&StampId=${fill.target}`,
        bytes`${RECORD}37\t0\n${fill.cell}\t${fill.cell}\t2018-11-02 12:01:08\t850\t14150\t27\t2\t2\t7039\t38\t${fill.cell}\n${Array(14).fill(fill.cell.toString('latin1')).join('\t')}\n${fill.body}`,
        fill,
      ),
    reply: (fill) => answer(fill.body, fill),
  },
  {
    request: (fill) =>
      tell(
        `cpos?SN=${fill.target}&table=${fill.target}&Stamp=1&StampId=37`,
        bytes`${fill.cell}=${fill.cell}\t${fill.cell}\n${fill.body}`,
        fill,
      ),
    reply: ok,
  },
  {
    request: (fill) => ask(`posrequest?SN=${fill.target}&type=${fill.target}&devno=1`, fill),
    reply: (fill) =>
      answer(
        bytes`C:${fill.cell}:UPDATE USERINFO SysID=${fill.cell}\tName=${fill.cell}\tPassWord=${fill.cell}\t\nC:1202:SHELL ${fill.cell}\nC:1203:PutFile ${fill.cell}\t${fill.cell}\nC:1204:${fill.cell} ${fill.cell}\nC:1205:SET OPTION ${fill.cell}=${fill.cell}\n`,
        fill,
      ),
  },
  {
    request: (fill) =>
      tell(
        `posdevicecmd?SN=${fill.target}`,
        bytes`ID=${fill.cell}&Return=${fill.cell}&CMD=${fill.cell}\nID=1204&Return=-1&CMD=${fill.cell}\n`,
        fill,
      ),
    reply: ok,
  },
  {
    request: (fill) =>
      tell(
        `posdevicecmd?SN=${fill.target}`,
        bytes`ID=1202\nSN=${fill.cell}\nReturn=0\nCMD=Shell\nFILENAME=${fill.cell}\nContent=${fill.body}\n`,
        fill,
      ),
    reply: (fill) => answer(fill.body, fill),
  },
  {
    request: (fill) =>
      tell(`exchange?SN=${fill.target}&type=publickey`, bytes`PublicKey=${fill.body}`, fill),
    reply: (fill) => answer(bytes`PublicKey=${fill.body}`, fill),
  },
  {
    request: (fill) =>
      tell(`exchange?SN=${fill.target}&type=factors`, bytes`Factors=${fill.body}`, fill),
    reply: (fill) => answer(bytes`Factors=${fill.body}`, fill),
  },
  {
    request: (fill) =>
      ask(
        `posrequest?SN=${fill.target}&RepType=4&Card=${fill.target}&OldPwd=${fill.target}&NewPwd=${fill.target}`,
        fill,
      ),
    reply: (fill) => answer(fill.body, fill),
  },
  {
    request: (fill) =>
      ask(`posrequest?SN=${fill.target}&RepType=10&Card=10023&Batch=${fill.target}`, fill),
    reply: (fill) => answer(bytes`RET=NO\n${fill.body}`, fill),
  },
  {
    request: (fill) => ask(`file/${fill.target}?SN=${fill.target}`, fill),
    reply: (fill) => answer(fill.body, fill),
  },
  {
    request: (fill) => ask(`${fill.target}?SN=${fill.target}`, fill),
    reply: (fill) => answer(fill.body, fill),
  },
];

/** Every second one as raw as a request line lets it be. */
function fillingOf(text: string, at: number): Filling {
  const whole = text === '' ? INVALID : Buffer.from(text);
  const without = (pattern: RegExp) =>
    Buffer.from(whole.toString('latin1').replace(pattern, ' '), 'latin1');
  const isRaw = at % 2 === 0 && text.length < 200;
  const target =
    text === '' ? 'A%FF%FE%ED%A0%80B' : encodeURIComponent(whole.toString().slice(0, 2_000));
  return {
    target: isRaw && text !== '' ? text.replace(/[\s&=#?\p{Cc}]/gu, '+') : target,
    cell: without(/[\t\r\n]/g),
    header: without(/[\r\n]/g),
    body: whole,
  };
}

/** A request and its reply, as they go over the wire. */
export interface WireTalk {
  readonly text: string;
  readonly request: Buffer;
  readonly reply: Buffer;
}

/** Each string in each place, a string's exchanges side by side. */
export const naughtyTalks = (): WireTalk[] =>
  [...NAUGHTY, ''].flatMap((text, at) => {
    const fill = fillingOf(text, at);
    return TALKS.map(({ request, reply }) => ({
      text,
      request: request(fill),
      reply: reply(fill),
    }));
  });

function messageOf(raw: Buffer): Message {
  const headTo = raw.indexOf('\r\n\r\n') + 4;
  const body = raw.subarray(headTo);
  return { head: raw.subarray(0, headTo), body, size: body.length, framing: { kind: 'length' } };
}

const AT_MS = Date.UTC(2018, 10, 2, 9, 0, 0);
const STATES = ['queued', 'delivered', 'failed'] as const;

const exchangeOf = ({ text, request, reply }: WireTalk, n: number): Exchange => ({
  n,
  atMs: AT_MS + n * 1_000,
  connection: n,
  peer: text.slice(0, 200),
  request: messageOf(request),
  response: {
    ...messageOf(reply),
    by: 'server',
    ...(n % 5 === 0 && { forwarded: messageOf(reply), changedBy: text }),
  },
  timing: { requestMs: 0.1, firstByteMs: 2, totalMs: 2.5 },
  outcome: 'complete',
});

/** A capture whose every line says such things: exchanges, gaps, notes, mutes and injections. */
export function naughtyCapture(): string {
  const header = { createdAt: '2018-11-02T09:00:00.000Z', upstream: MARKUP[0], host: MARKUP[1] };
  const talks = naughtyTalks();
  const at = '2018-11-02T09:30:00.000Z';
  return [
    headerLine(header, lineTools),
    ...talks.map((talk, index) => exchangeLine(exchangeOf(talk, index + 1), lineTools)),
    ...NAUGHTY.flatMap((text, index) => {
      const n = index * TALKS.length + 1;
      return [
        noteLine({ at, n, mark: true, text }, lineTools),
        noteLine({ at, mute: { code: 'unknown-parameter', sn: text, reason: text } }, lineTools),
        noteLine({ at, mute: { code: text, reason: text } }, lineTools),
        gapLine({ exchanges: 1, firstN: 9_000, lastN: 9_000, from: text, to: text, why: text }, lineTools), // prettier-ignore
        injectionLine(
          { at, id: text, cmdId: text, sn: text, command: text, wire: text, why: text, state: STATES[index % STATES.length] }, // prettier-ignore
          lineTools,
        ),
      ];
    }),
  ].join('');
}
