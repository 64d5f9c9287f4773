/** One terminal of an invented day: what it asks next, and what the server answers. */

import type { RequestMessage, ResponseMessage } from '../../../shared/capture/exchange.ts';
import type { Chance } from '../chance.ts';
import { compactText, dateTimeText, packedDay, stampText } from '../local-time.ts';
import type { CardHolder } from '../people.ts';
import { modelOf, type Model } from '../terminal/models.ts';
import type { Messages } from './messages.ts';

/** A request and its reply; null where the server could not be reached. */
export type Talk = readonly [RequestMessage, ResponseMessage | null];

export interface Setting {
  readonly messages: Messages;
  readonly people: readonly CardHolder[];
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

interface Given {
  readonly id: number;
  readonly verb: string;
}

export class TerminalDay {
  readonly #sn: string;
  readonly #model: Model;
  readonly #setting: Setting;
  #isKnown = false;
  #recNo: number;
  #cmdId = FIRST_CMD_ID;
  #given: Given[] = [];

  constructor(index: number, setting: Setting) {
    this.#setting = setting;
    this.#model = modelOf(index);
    this.#sn = `58${setting.chance.between(1_000_000, 9_999_999)}${String(1001 + index).padStart(4, '0')}`;
    this.#recNo = setting.chance.between(1, 30_000);
  }

  next(atMs: number): Talk {
    if (!this.#isKnown) return this.#init(atMs);
    if (this.#given.length > 0) return this.#results(atMs);
    const turn = this.#setting.chance.next();
    if (turn < IDLE) return this.#poll(atMs, 'OK');
    if (turn < SELLS) return this.#upload(atMs);
    if (turn < OBEYS) return this.#poll(atMs, this.#commands());
    return this.#time(atMs);
  }

  #init(atMs: number): Talk {
    const { firmware, language, name } = this.#model;
    const { messages } = this.#setting;
    this.#isKnown = true;
    return [
      messages.request(
        'GET',
        `/iclock/cpos?SN=${this.#sn}&options=all&fireVer=${firmware}&build=0001&ip=192.168.1.50&language=${language}&deviceName=${name}&device_type=30&pushver=4.0.1`,
      ),
      messages.reply(
        atMs,
        `GET OPTION FROM: ${this.#sn}\nStamp=0\nOpStamp=0\nPosLogStamp=${stampText(atMs)}\nPosLogStampId=${this.#recNo}\nErrorDelay=60\nDelay=30\nTransTimes=00:00;14:05\nTransInterval=1\nTransFlag=1111101011\nSyncTime=600\nAllowOnline=0\nTimeZone=8\nRealtime=1\nEncrypt=0\n\n`,
      ),
    ];
  }

  #poll(atMs: number, reply: string): Talk {
    const { messages } = this.#setting;
    const target = `/iclock/posrequest?SN=${this.#sn}&type=pos&devno=${this.#recNo}`;
    return [messages.request('GET', target), messages.reply(atMs, reply)];
  }

  #time(atMs: number): Talk {
    const { messages } = this.#setting;
    return [
      messages.request('GET', `/iclock/cpos?SN=${this.#sn}&type=time`),
      messages.reply(atMs, `Time=${compactText(atMs)}`),
    ];
  }

  #upload(atMs: number): Talk {
    const { messages, chance } = this.#setting;
    const count = chance.between(1, MOST_RECORDS);
    let body = '';
    for (let i = 0; i < count; i++) body += this.#sale(atMs);
    const target = `/iclock/cpos?SN=${this.#sn}&table=BUYLOG&Stamp=${stampText(atMs)}&StampId=${this.#recNo}`;
    const reply = chance.next() < REFUSED_UPLOAD ? 'ERROR:queue is full' : 'OK';
    return [messages.request('POST', target, body), messages.reply(atMs, reply)];
  }

  #sale(atMs: number): string {
    const { chance, people } = this.#setting;
    const { sysId } = chance.pick(people);
    const cents = chance.between(2, 60) * 50;
    this.#recNo++;
    const posTime = dateTimeText(atMs);
    return `${sysId}\t${sysId}\t${posTime}\t${cents}\t${chance.between(0, 30_000)}\t${chance.between(1, 900)}\t2\t2\t${packedDay(atMs)}\t${this.#recNo}\t0\n`;
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
    const { messages, chance } = this.#setting;
    const body = this.#given
      .map(
        ({ id, verb }) =>
          `ID=${id}&Return=${chance.next() < FAILED_COMMAND ? -1 : 0}&CMD=${verb}\n`,
      )
      .join('');
    this.#given = [];
    return [
      messages.request('POST', `/iclock/posdevicecmd?SN=${this.#sn}`, body),
      messages.reply(atMs, 'OK'),
    ];
  }
}
