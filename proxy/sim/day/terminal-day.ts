/** One terminal of an invented day: what it asks next, and what the server answers. */

import type { RequestMessage, ResponseMessage } from '../../../shared/capture/exchange.ts';
import type { Chance } from '../chance.ts';
import { compactText, dateTimeText, packedDay, stampText } from '../local-time.ts';
import { operator, type CardHolder } from '../people.ts';
import type { Cards } from '../terminal/cards.ts';
import { modelOf, type Model } from '../terminal/models.ts';
import type { Messages } from './messages.ts';

/** A request and its reply; null where the server could not be reached. */
export type Talk = readonly [RequestMessage, ResponseMessage | null];

export interface Setting {
  readonly messages: Messages;
  readonly people: readonly CardHolder[];
  /** Money moves from terminal to terminal with its card. */
  readonly cards: Cards;
  readonly delaySeconds: number;
  readonly mishaps: boolean;
  readonly chance: Chance;
}

/** Shares of a day: nine of ten polls have nothing to say. */
const IDLE = 0.9;
const SELLS = 0.965;
const OBEYS = 0.995;
/** Mishaps, so that there is something to find. */
const REFUSED_UPLOAD = 0.01;
const FAILED_COMMAND = 0.02;
const MOST_RECORDS = 4;
const MOST_COMMANDS = 3;
const FIRST_CMD_ID = 1201;
const RECHARGE_CENTS = 20_000;

type Log = 'BUYLOG' | 'FULLLOG';

interface Given {
  readonly id: number;
  readonly verb: string;
}

interface Batch {
  readonly target: string;
  readonly body: string;
}

export class TerminalDay {
  readonly #sn: string;
  readonly #model: Model;
  readonly #setting: Setting;
  #isKnown = false;
  readonly #recNo: Record<Log, number>;
  #cmdId = FIRST_CMD_ID;
  #given: Given[] = [];
  /** Uploads that the server has not taken yet, each sent again until it does. */
  #waiting: Batch[] = [];

  constructor(index: number, setting: Setting) {
    this.#setting = setting;
    this.#model = modelOf(index);
    this.#sn = `58${setting.chance.between(1_000_000, 9_999_999)}${String(1001 + index).padStart(4, '0')}`;
    this.#recNo = { BUYLOG: setting.chance.between(1, 30_000), FULLLOG: 0 };
  }

  /** Where the server is away, what was to be told and taken waits for the next time. */
  next(atMs: number, isAway: boolean): Talk {
    if (isAway) return [this.#poll(atMs, 'OK')[0], null];
    if (!this.#isKnown) return this.#init(atMs);
    if (this.#given.length > 0) return this.#results(atMs);
    if (this.#waiting.length > 0) return this.#upload(atMs);
    const turn = this.#setting.chance.next();
    if (turn < IDLE) return this.#poll(atMs, 'OK');
    if (turn < SELLS) {
      this.#sell(atMs);
      return this.#upload(atMs);
    }
    if (turn < OBEYS) return this.#poll(atMs, this.#commands());
    return this.#time(atMs);
  }

  #init(atMs: number): Talk {
    const { firmware, language, name } = this.#model;
    const { messages, delaySeconds } = this.#setting;
    this.#isKnown = true;
    return [
      messages.request(
        'GET',
        `/iclock/cpos?SN=${this.#sn}&options=all&fireVer=${firmware}&build=0001&ip=192.168.1.50&language=${language}&deviceName=${name}&device_type=30&pushver=4.0.1`,
      ),
      messages.reply(
        atMs,
        `GET OPTION FROM: ${this.#sn}\nStamp=0\nOpStamp=0\nPosLogStamp=${stampText(atMs)}\nPosLogStampId=${this.#recNo.BUYLOG}\nFullLogStampId=0\nErrorDelay=60\nDelay=${delaySeconds}\nTransTimes=00:00;14:05\nTransInterval=1\nTransFlag=1111101011\nSyncTime=600\nAllowOnline=0\nTimeZone=8\nRealtime=1\nEncrypt=0\n\n`,
      ),
    ];
  }

  #poll(atMs: number, reply: string): Talk {
    const { messages } = this.#setting;
    const target = `/iclock/posrequest?SN=${this.#sn}&type=pos&devno=${this.#recNo.BUYLOG}`;
    return [messages.request('GET', target), messages.reply(atMs, reply, this.#model.language)];
  }

  #time(atMs: number): Talk {
    const { messages } = this.#setting;
    return [
      messages.request('GET', `/iclock/cpos?SN=${this.#sn}&type=time`),
      messages.reply(atMs, `Time=${compactText(atMs)}`),
    ];
  }

  /** Sends what waits longest. */
  #upload(atMs: number): Talk {
    const { messages, chance, mishaps } = this.#setting;
    const [{ target, body } = { target: '', body: '' }] = this.#waiting;
    const isRefused = mishaps && chance.next() < REFUSED_UPLOAD;
    if (!isRefused) this.#waiting.shift();
    const reply = isRefused ? 'save post data error\n' : 'OK';
    return [messages.request('POST', target, body), messages.reply(atMs, reply)];
  }

  #queue(log: Log, body: string, atMs: number): void {
    const target = `/iclock/cpos?SN=${this.#sn}&table=${log}&Stamp=${stampText(atMs)}&StampId=${this.#recNo[log]}`;
    this.#waiting.push({ target, body });
  }

  #sell(atMs: number): void {
    const { chance, people } = this.#setting;
    let sales = '';
    for (let count = chance.between(1, MOST_RECORDS); count > 0; count--) {
      const { sysId } = chance.pick(people);
      const cents = chance.between(2, 60) * 50;
      if ((this.#setting.cards.get(sysId)?.balanceCents ?? 0) < cents) {
        if (sales !== '') this.#queue('BUYLOG', sales, atMs);
        sales = '';
        this.#queue('FULLLOG', this.#recharge(sysId, atMs), atMs);
      }
      sales += this.#sale(sysId, cents, atMs);
    }
    this.#queue('BUYLOG', sales, atMs);
  }

  #recharge(sysId: number, atMs: number): string {
    const { balanceCents, sequence } = this.#setting.cards.book(sysId, RECHARGE_CENTS, 0);
    return `${sysId}\t${sysId}\t${sequence}\t${dateTimeText(atMs)}\t${RECHARGE_CENTS}\t${balanceCents}\t0\t${operator.sysId}\t${++this.#recNo.FULLLOG}\n`;
  }

  #sale(sysId: number, cents: number, atMs: number): string {
    const { balanceCents, sequence } = this.#setting.cards.book(sysId, -cents, 0);
    const recNo = ++this.#recNo.BUYLOG;
    return `${sysId}\t${sysId}\t${dateTimeText(atMs)}\t${cents}\t${balanceCents}\t${sequence}\t2\t2\t${packedDay(atMs)}\t${recNo}\t0\n`;
  }

  #commands(): string {
    const { chance, people } = this.#setting;
    let lines = '';
    for (let count = chance.between(1, MOST_COMMANDS); count > 0; count--) {
      const { sysId, pin, name } = chance.pick(people);
      const id = this.#cmdId++;
      this.#given.push({ id, verb: 'UPDATE' });
      lines += `C:${id}:UPDATE USERINFO SysID=${sysId}\tUserID=${sysId}\tPIN=${pin}\tCardNo=${sysId}\tName=${name}\tPassWord=\tUserType=0\tPrivage=0\n`;
    }
    return lines;
  }

  #results(atMs: number): Talk {
    const { messages, chance, mishaps } = this.#setting;
    const fails = () => mishaps && chance.next() < FAILED_COMMAND;
    const body = this.#given
      .map(({ id, verb }) => `ID=${id}&Return=${fails() ? -1 : 0}&CMD=${verb}\n`)
      .join('');
    this.#given = [];
    return [
      messages.request('POST', `/iclock/posdevicecmd?SN=${this.#sn}`, body),
      messages.reply(atMs, 'OK'),
    ];
  }
}
