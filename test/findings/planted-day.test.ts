/** A recorded day with more than thirty planted defects: all are found, with the right bytes and the right culprit, and nothing else. */

import { expect, test } from 'vitest';
import type { Exchange, Message } from '../../shared/capture/exchange.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import { textCodec } from '../../proxy/charset.ts';
import { seededChance } from '../../proxy/sim/chance.ts';
import { inventDay } from '../../proxy/sim/day/day.ts';
import { sample, wire } from '../kit/samples.ts';
import { readFindings } from './day.ts';

const TERMINALS = 12;
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

/** What a finding of the day shall be: `severity fault marks`, where. */
interface Planted {
  readonly code: string;
  readonly told: string;
  readonly marks: string;
  readonly at: Exchange;
}

const whole = (raw: RawMessage): Message => ({ ...raw, size: raw.body.length, framing: { kind: 'length' } }); // prettier-ignore

class Day {
  readonly planted: Planted[] = [];
  exchanges: Exchange[];
  /** Serials in the order in which they spoke first. */
  readonly serials: readonly string[];

  constructor(exchanges: readonly Exchange[]) {
    this.exchanges = [...exchanges];
    this.serials = [...new Set(exchanges.map(snOf))];
  }

  /** The exchange of that terminal, of those that match, counted from the middle of the day. */
  of(terminal: number, match: RegExp, which = 0): Exchange {
    const sn = this.serials[terminal] ?? '';
    const own = this.exchanges.filter((each) => snOf(each) === sn && match.test(textOf(each)));
    const found = own[Math.floor(own.length / 2) + which];
    if (found === undefined) throw new Error(`no ${match} of terminal ${terminal}`);
    return found;
  }

  /** Puts another in its place. */
  change(
    exchange: Exchange,
    edit: { request?: (text: string) => string; response?: (text: string) => string },
  ): Exchange {
    // prettier-ignore
    const { request, response } = exchange;
    const changed: Exchange = {
      ...exchange,
      request: { ...request, ...edited(request, edit.request) },
      response: response && { ...response, ...edited(response, edit.response) },
    };
    this.exchanges[this.exchanges.indexOf(exchange)] = changed;
    return changed;
  }

  /** Another exchange of the same terminal right behind that one. */
  insert(
    behind: Exchange,
    request: RawMessage,
    response: RawMessage | null,
    like = behind,
  ): Exchange {
    const exchange: Exchange = {
      ...like,
      request: whole(request),
      response: response && { ...whole(response), by: 'server' },
    };
    this.exchanges.splice(this.exchanges.indexOf(behind) + 1, 0, exchange);
    return exchange;
  }

  plant(code: string, told: string, marks: string, at: Exchange): void {
    this.planted.push({ code, told, marks, at });
  }
}

/** The message with its text changed; a Content-Length that was right stays right. */
function edited(message: Message, edit: ((text: string) => string) | undefined): Partial<Message> {
  if (edit === undefined) return {};
  const text = edit(latin1(message.head) + latin1(message.body));
  const end = text.indexOf('\r\n\r\n') + 4;
  const body = text.slice(end);
  const head = text.slice(0, end).replace(/Content-Length: \d+/, `Content-Length: ${body.length}`);
  return { head: bytes(head), body: bytes(body), size: body.length };
}

const textOf = ({ request, response }: Exchange) =>
  [request, response].map((each) => (each ? latin1(each.head) + latin1(each.body) : '')).join('\n');
const snOf = ({ request }: Exchange) => /[?&]SN=(\w+)/.exec(latin1(request.head))?.[1] ?? '';

const POLL = /^GET \/iclock\/posrequest[\s\S]*\nOK$|^GET \/iclock\/posrequest[\s\S]*\r\n\r\nOK$/;
const SALES = /^POST \/iclock\/cpos\?SN=\w+&table=BUYLOG/;
const TWO_SALES =
  /^POST \/iclock\/cpos\?SN=\w+&table=BUYLOG[\s\S]*\n\d+\t\d+\t2018[\s\S]*\n\d+\t\d+\t2018/;
const COMMANDS = /\r\n\r\nC:\d+:UPDATE/;
const RESULTS = /^POST \/iclock\/posdevicecmd/;

const request = (sn: string, rest: string, body?: string) =>
  wire(
    body === undefined
      ? `GET /iclock/${rest.replace('SN', `SN=${sn}`)} HTTP/1.1\r\nHost: a\r\n\r\n`
      : `POST /iclock/${rest.replace('SN', `SN=${sn}`)} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
const replyTo = ({ atMs }: Exchange, body: string) =>
  wire(`HTTP/1.1 200 OK\r\nDate: ${new Date(atMs).toUTCString()}\r\nContent-Length: ${body.length}\r\n\r\n${body}`); // prettier-ignore

/** Record numbers of an upload. */
const numbers = (exchange: Exchange) =>
  latin1(exchange.request.body)
    .trim()
    .split('\n')
    .map((line) => Number(line.split('\t')[9]));
const bodyOf = (exchange: Exchange) => latin1(exchange.request.body);
const optionsOf = (sn: string, ...lines: readonly string[]) =>
  `GET OPTION FROM: ${sn}\n${lines.join('\n')}\n\n`;

function withDefects(): Day {
  const day = new Day([
    ...inventDay({
      ...{ exchanges: 4_800, terminals: TERMINALS, chance: seededChance(3), text: textCodec },
      ...{ fromMs: Date.UTC(2018, 10, 2), mishaps: false },
    }),
  ]);
  const sn = (terminal: number) => day.serials[terminal] ?? '';
  const highest = (terminal: number, before: Exchange) =>
    Math.max(
      ...day.exchanges
        .slice(0, day.exchanges.indexOf(before) + 1)
        .filter((each) => snOf(each) === sn(terminal) && SALES.test(textOf(each)))
        .flatMap(numbers),
    );

  // Terminal 0: the connection, and what stands in the heads of replies.
  const tls = day.insert(day.of(0, POLL), sample('f13-tls-to-plain-port.bin'), null);
  day.plant('unreadable-message', 'error terminal', latin1(tls.request.head) || latin1(tls.request.body), tls); // prettier-ignore
  const long = day.of(0, POLL, 2);
  const { response } = long;
  if (response === null) throw new Error('no reply');
  const longer: Exchange = { ...long, response: { ...response, excess: bytes('\n\n') } };
  day.exchanges[day.exchanges.indexOf(long)] = longer;
  day.plant('content-length-mismatch', 'warning server', '2', longer);
  const away = day.change(day.of(0, POLL, 4), { response: (text) => text.replace('200 OK', '503 Service Unavailable') }); // prettier-ignore
  day.plant('not-a-success-status', 'error server', '503', away);
  const moved = day.change(day.of(0, POLL, 6), { response: (text) => text.replace('200 OK\r\n', '302 Found\r\nLocation: https://zk/\r\n') }); // prettier-ignore
  day.plant('redirect', 'error server', 'https://zk/', moved);
  const packed = day.change(day.of(0, POLL, 8), { response: (text) => text.replace('Pragma:', 'Content-Encoding: gzip\r\nPragma:') }); // prettier-ignore
  day.plant('compressed-reply', 'error server', 'gzip', packed);
  const dateless = day.change(day.of(0, POLL, 10), { response: (text) => text.replace(/Date:.*\r\n/, '') }); // prettier-ignore
  day.plant('date-missing', 'warning server', '', dateless);
  const local = day.change(day.of(0, POLL, 12), { response: (text) => text.replace(/Date:.*\r\n/, 'Date: 2018-11-02 20:00:00\r\n') }); // prettier-ignore
  day.plant('date-not-gmt', 'error server', '2018-11-02 20:00:00', local);

  // Terminal 1: what is in the records.
  const lots = day.change(day.of(1, SALES), { request: (text) => text.replace(/(:\d\d\t)\d+\t/, '$1lots\t') }); // prettier-ignore
  day.plant('unreadable-value', 'warning terminal', 'lots', lots);
  const time = day.change(day.of(1, SALES, 1), { request: (text) => text.replace(/(\t\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\t)/, '$1T$2') }); // prettier-ignore
  day.plant('record-time-form', 'warning document', /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=\t)/.exec(bodyOf(time))?.[0] ?? '', time); // prettier-ignore
  const stampless = day.change(day.of(1, SALES, 2), { request: (text) => text.replace(/&Stamp=[^&]*/, '') }); // prettier-ignore
  day.plant('stamp-missing', 'warning terminal', 'BUYLOG', stampless);
  const odd = day.insert(day.of(1, POLL, 30), request(sn(1), 'cpos?SN&table=ODDLOG&Stamp=1&StampId=1', '1\t2\n'), replyTo(day.of(1, POLL, 30), 'OK')); // prettier-ignore
  day.plant('unknown-table', 'warning terminal', 'ODDLOG', odd);

  // Terminal 2: record numbers.
  const first = day.of(2, SALES);
  const recNo = highest(2, first);
  const gap = day.change(day.of(2, TWO_SALES, 2), { request: (text) => text.replace(/(\r\n\r\n)[^\n]*\n/, '$1') }); // prettier-ignore
  day.plant('record-gap', 'warning terminal', String(numbers(gap)[0]), gap);
  const twice = day.insert(first, first.request, replyTo(first, 'OK'));
  day.plant('records-repeated', 'note terminal', bodyOf(first).trimEnd(), twice);
  const other = bodyOf(first).replace(/(:\d\d\t)\d+\t/, '$177777\t');
  const changed = day.insert(twice, request(sn(2), `cpos?SN&table=BUYLOG&Stamp=${/&Stamp=([^& ]*)/.exec(textOf(first))?.[1]}&StampId=${recNo}`, other.split('\n')[0] + '\n'), replyTo(first, 'OK')); // prettier-ignore
  day.plant('records-changed', 'error terminal', other.split('\n')[0] ?? '', changed);

  // Terminal 3: what the server says to uploads.
  const taken = day.of(3, SALES);
  const refused = day.change(taken, { response: (text) => text.replace(/OK$/, 'save post data error\n') }); // prettier-ignore
  day.insert(refused, refused.request, replyTo(refused, 'OK'));
  day.plant('upload-refused', 'error server', 'save post data error\n', refused);
  const dropped = day.change(day.of(3, SALES, 3), { response: (text) => text.replace(/OK$/, 'save post data error\n') }); // prettier-ignore
  day.plant('upload-refused', 'error server', 'save post data error\n', dropped);
  day.plant('upload-dropped', 'error terminal', String(Math.max(...numbers(dropped))), dropped);
  const unknown = day.change(day.of(3, POLL, 30), { response: (text) => text.replace(/OK$/, 'UNKNOWNDEVICE') }); // prettier-ignore
  day.plant('device-unknown', 'error server', 'UNKNOWNDEVICE', unknown);

  // Terminal 4: commands and their results.
  const failed = day.change(day.of(4, RESULTS), { request: (text) => text.replace('Return=0', 'Return=-1002') }); // prettier-ignore
  day.plant('return-failed', 'warning terminal', '-1002', failed);
  const lost = day.change(day.of(4, RESULTS, 2), { response: (text) => text.replace(/OK$/, '') });
  day.plant('acknowledgement-lost', 'error server', '', lost);
  const strange = day.insert(day.of(4, POLL, 30), request(sn(4), 'posdevicecmd?SN', 'ID=99\n'.replace('\n', '&Return=0&CMD=DATA\n')), replyTo(day.of(4, POLL, 30), 'OK')); // prettier-ignore
  day.plant('acknowledgement-unknown', 'warning terminal', '99', strange);

  // Terminal 5: commands that go wrong.
  const silent = day.insert(day.of(5, POLL), request(sn(5), 'posrequest?SN&type=pos&devno=1'), replyTo(day.of(5, POLL), 'C:9001:CHECK POSLOG\n')); // prettier-ignore
  day.plant('command-unanswered', 'warning terminal', 'C:9001:CHECK POSLOG', silent);
  const given = day.of(5, COMMANDS, 1);
  const delivered = latin1(given.response?.body ?? bytes(''));
  const again = day.insert(given, given.request, replyTo(given, delivered));
  day.plant('command-resent', 'note terminal', delivered.split('\n')[0] ?? '', again);
  const last = day.of(5, POLL, 60);
  const rebooted = day.insert(last, request(sn(5), 'posrequest?SN&type=pos&devno=1'), replyTo(last, 'C:9002:REBOOT\nC:9003:INFO\n')); // prettier-ignore
  const answered = day.insert(rebooted, request(sn(5), 'posdevicecmd?SN', 'ID=9002&Return=0&CMD=REBOOT\nID=9003&Return=0&CMD=INFO\n'), replyTo(last, 'OK')); // prettier-ignore
  day.insert(answered, request(sn(5), 'cpos?SN&options=all&language=83'), replyTo(last, optionsOf(sn(5), 'Delay=216', 'TimeZone=8', `PosLogStampId=${highest(5, last)}`))); // prettier-ignore
  day.plant('command-after-last', 'warning server', 'C:9003:INFO', rebooted);

  // Terminal 6: ids.
  const ids = day.of(6, COMMANDS, -3);
  const id = /C:(\d+):/.exec(textOf(ids))?.[1] ?? '';
  const reused = day.insert(day.of(6, POLL, 60), request(sn(6), 'posrequest?SN&type=pos&devno=1'), replyTo(day.of(6, POLL, 60), `C:${id}:INFO\n`)); // prettier-ignore
  day.insert(reused, request(sn(6), 'posdevicecmd?SN', `ID=${id}&Return=0&CMD=INFO\n`), replyTo(reused, 'OK')); // prettier-ignore
  day.plant('command-id-reused', 'warning server', id, reused);
  const letters = day.insert(day.of(6, POLL, 20), request(sn(6), 'posrequest?SN&type=pos&devno=1'), replyTo(day.of(6, POLL, 20), 'C:12345678901234567:INFO\n')); // prettier-ignore
  day.insert(letters, request(sn(6), 'posdevicecmd?SN', 'ID=12345678901234567&Return=0&CMD=INFO\n'), replyTo(letters, 'OK')); // prettier-ignore
  day.plant('command-id-form', 'warning server', '12345678901234567', letters);

  // Terminal 7: stamps.
  const back = day.change(day.of(7, SALES, 2), { request: (text) => text.replace(/StampId=\d+/, 'StampId=1') }); // prettier-ignore
  day.plant('stamp-backwards', 'warning terminal', '1', back);
  const calm = day.of(7, POLL, 60);
  const forgot = day.insert(calm, request(sn(7), 'cpos?SN&options=all&language=83'), replyTo(calm, optionsOf(sn(7), 'Delay=216', 'TimeZone=8', 'PosLogStampId=1'))); // prettier-ignore
  day.plant('told-stamp-backwards', 'warning server', '1', forgot);

  // Terminal 8: clocks.
  const late = day.change(day.of(8, POLL), { response: (text) => text.replace(/Date:.*\r\n/, `Date: ${new Date(day.of(8, POLL).atMs - 7_200_000).toUTCString()}\r\n`) }); // prettier-ignore
  day.plant('server-clock', 'warning server', /Date: (.*)\r/.exec(latin1(late.response?.head ?? bytes('')))?.[1] ?? '', late); // prettier-ignore
  const ahead = day.change(day.of(8, SALES, 2), { request: (text) => text.replace(/\t2018-11-0\d (\d\d:\d\d:\d\d\t)/g, '\t2018-11-05 $1') }); // prettier-ignore
  day.plant('terminal-clock', 'warning terminal', /2018-11-05 [\d:]+/.exec(bodyOf(ahead))?.[0] ?? '', ahead); // prettier-ignore

  // Terminal 9: options.
  const start = day.of(9, /options=all/);
  const encrypted = day.insert(day.of(9, POLL), start.request, replyTo(day.of(9, POLL), optionsOf(sn(9), 'Delay=216', 'TimeZone=8', 'Encrypt=1', 'TransTimes=noon', `PosLogStampId=${highest(9, day.of(9, POLL))}`))); // prettier-ignore
  day.plant('encrypt-asked', 'warning server', '1', encrypted);
  day.plant('option-form', 'warning server', 'noon', encrypted);
  const plain = day.exchanges.find((each, at) => at > day.exchanges.indexOf(encrypted) && snOf(each) === sn(9) && SALES.test(textOf(each))); // prettier-ignore
  if (plain === undefined) throw new Error('no upload behind');
  day.plant('plain-though-agreed', 'warning terminal', bodyOf(plain).split('\n')[0] ?? '', plain);
  const zone = day.insert(day.of(9, POLL, 60), start.request, replyTo(day.of(9, POLL, 60), optionsOf(sn(9), 'Delay=216', 'TimeZone=9', 'Encrypt=0', `PosLogStampId=${highest(9, day.of(9, POLL, 60))}`))); // prettier-ignore
  day.plant('time-zone-changed', 'warning server', '9', zone);
  const none = day.insert(zone, start.request, replyTo(zone, 'OK'));
  day.plant('options-missing', 'error server', 'OK', none);

  // Terminal 10: encryption, and details without a sale.
  const keys = day.insert(day.of(10, POLL), request(sn(10), 'exchange?SN&type=publickey', 'PublicKey=abc'), replyTo(day.of(10, POLL), 'PublicKey=def')); // prettier-ignore
  day.plant('version-rule', 'error terminal', '/iclock/exchange', keys);
  const sale = day.of(10, SALES, 1);
  const cipher = day.insert(
    sale,
    request(sn(10), `cpos?SN&${/table=\S+/.exec(textOf(sale))?.[0]}`, '\x00\x01\x02\xff\xfe\x00\x81\x00'),
    replyTo(sale, 'OK'),
  ); // prettier-ignore
  day.plant('encrypted', 'note document', '\x00\x01\x02\xff\xfe\x00\x81\x00', cipher);
  day.plant('cipher-unagreed', 'error terminal', '\x00\x01\x02\xff\xfe\x00\x81\x00', cipher);

  // Terminal 11: details, and a serial that two terminals share.
  const quiet = day.of(11, POLL, 40);
  const detail = day.insert(quiet, request(sn(11), 'cpos?SN&table=keydetail&Stamp=1&StampId=1', '60000\t1\t600\t1\n'), replyTo(quiet, 'OK')); // prettier-ignore
  day.plant('detail-without-sale', 'warning terminal', '60000', detail);
  const shared = day.of(11, POLL, 60);
  let turn = shared;
  for (const peer of ['10.0.0.66:1000', shared.peer, '10.0.0.66:1000', shared.peer]) {
    turn = day.insert(turn, shared.request, replyTo(shared, 'OK'), { ...turn, peer });
  }
  day.plant('serial-shared', 'warning terminal', sn(11), turn);
  return day;
}

test('a day with planted defects', () => {
  const day = withDefects();
  const numbered = day.exchanges.map((exchange, at) => ({ ...exchange, n: at + 1 }));
  const wanted = day.planted.map(({ code, told, marks, at }) => {
    const n = day.exchanges.indexOf(at) + 1;
    return { n, code, told, marks };
  });
  const found = readFindings(numbered).map(({ n, code, severity, fault, marks }) => ({
    ...{ n, code },
    told: `${severity} ${fault ?? ''}`,
    marks,
  }));
  const sorted = <T extends { readonly n: number; readonly code: string }>(list: readonly T[]) =>
    [...list].sort((one, other) => one.n - other.n || (one.code < other.code ? -1 : 1));
  expect(wanted.length).toBeGreaterThanOrEqual(30);
  expect(wanted.filter(({ n }) => n === 0)).toEqual([]);
  expect(sorted(found)).toEqual(sorted(wanted));
});
