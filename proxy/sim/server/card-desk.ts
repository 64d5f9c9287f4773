/** Requests about one card (vendor's document section 12; RepType 10 observed): loss, un-loss, password, subsidy. */

import type { CardHolder } from '../people.ts';
import { dataCommand } from './command-text.ts';

export interface Subsidy {
  readonly sysId: number;
  readonly batch: string;
  readonly cents: number;
  /** A packed day. */
  readonly allowDate: number;
}

interface Account {
  readonly holder: CardHolder;
  readonly password: string;
  readonly lost: boolean;
}

export type CardAnswer =
  | { readonly kind: 'plain'; readonly body: string }
  /** Text with Chinese in it: the caller encodes it. */
  | { readonly kind: 'text'; readonly body: string };

const OK: CardAnswer = { kind: 'plain', body: 'OK' };
const NO: CardAnswer = { kind: 'plain', body: 'NO' };

/** Commands that a card request causes go to every terminal. */
type Broadcast = (text: string) => void;

const listLine = (verb: 'UPDATE' | 'DELETE', { holder, password }: Account): string =>
  dataCommand(verb, 'USERINFO', [
    ['SysID', holder.sysId],
    ['UserID', holder.sysId],
    ['PIN', holder.pin],
    ['CardNo', holder.sysId],
    ['Name', holder.name],
    ['PassWord', password],
    ['UserType', 1],
    ['Privage', 0],
  ]);

export class CardDesk {
  readonly #accounts: Map<string, Account>;
  readonly #subsidies: readonly Subsidy[];

  constructor(holders: readonly CardHolder[], subsidies: readonly Subsidy[]) {
    this.#accounts = new Map(
      holders.map((holder) => [
        String(holder.sysId),
        { holder, password: holder.password, lost: false },
      ]),
    );
    this.#subsidies = subsidies;
  }

  /** Null when RepType is none of the five. `Card` is the account (SysID), not the chip number. */
  answer(query: URLSearchParams, broadcast: Broadcast): CardAnswer | null {
    const sysId = query.get('Card') ?? '';
    const account = this.#accounts.get(sysId);
    const usable = account !== undefined && !account.holder.management ? account : null;
    const changeable = usable !== null && !usable.lost ? usable : null;
    switch (query.get('RepType')) {
      case '2':
        if (usable === null || usable.lost || query.get('Pwd') !== usable.password) return NO;
        this.#accounts.set(sysId, { ...usable, lost: true });
        broadcast(listLine('UPDATE', usable));
        return OK;
      case '3':
        if (usable === null || !usable.lost || query.get('Pwd') !== usable.password) return NO;
        this.#accounts.set(sysId, { ...usable, lost: false });
        broadcast(listLine('DELETE', usable));
        return OK;
      case '4':
        return changeable !== null && query.get('OldPwd') === changeable.password ? OK : NO;
      case '5':
        if (changeable === null || query.get('OldPwd') !== changeable.password) return NO;
        this.#accounts.set(sysId, { ...changeable, password: query.get('NewPwd') ?? '' });
        return OK;
      case '10':
        return this.#subsidyAnswer(usable, query.get('Batch') ?? '');
      default:
        return null;
    }
  }

  #subsidyAnswer(account: Account | null, batch: string): CardAnswer {
    if (account === null) return { kind: 'text', body: 'RET=NO\tRESON=卡号不存在' };
    const { sysId } = account.holder;
    const due = this.#subsidies.filter((each) => each.sysId === sysId && each.batch === batch);
    if (due.length === 0) return { kind: 'text', body: 'RET=NO\tRESON=没有补贴' };
    const rows = due.map(
      (each) => `${sysId}\t${sysId}\t${each.batch}\t${each.cents}\t${each.allowDate}\n`,
    );
    return { kind: 'plain', body: `RET=OK\n${rows.join('')}` };
  }
}
