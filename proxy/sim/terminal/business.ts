/** What each role does when it is its turn, and the card requests people make at it. */

import { monthText } from '../local-time.ts';
import type { Role } from './models.ts';
import { correct, grant, recharge, sell, type CounterParts } from './counter.ts';

export type Business = CounterParts;

interface RoleRow {
  /** The prefix of the log it writes. */
  readonly stamp: string;
  readonly act: (parts: Business, at: number) => void;
}

const CORRECTION_CHANCE = 0.06;

export const business: Readonly<Record<Role, RoleRow>> = {
  pos: {
    stamp: 'PosLog',
    act: (parts, at) => {
      if (parts.chance.next() < CORRECTION_CHANCE) correct(parts, at);
      else sell(parts, at);
    },
  },
  full: { stamp: 'FullLog', act: recharge },
  allow: { stamp: 'AllowLog', act: grant },
};

/**
 * The queries of one visit at the counter (vendor's document section 12); a refused one ends the visit.
 * Who reported a loss comes back some time later and has it lifted.
 */
export function cardRequests(
  { model, cards, tables, chance }: Business,
  at: number,
  online: boolean,
): readonly string[] {
  const lost = cards.all.find(({ holder }) => tables.isBlack(holder.sysId));
  const { holder } = lost ?? chance.pick(cards.all);
  const card = `&Card=${holder.sysId}`;
  if (online && model.role === 'allow') return [`&RepType=10${card}&Batch=${monthText(at)}`];
  if (lost !== undefined) return [`&RepType=3${card}&Pwd=${holder.password}`];
  if (chance.next() < 0.5) return [`&RepType=2${card}&Pwd=${holder.password}`];
  // The new password is the old one, so that a later life of the simulation still knows it.
  const change = `${card}&OldPwd=${holder.password}&NewPwd=${holder.password}`;
  return [`&RepType=4${change}`, `&RepType=5${change}`];
}
