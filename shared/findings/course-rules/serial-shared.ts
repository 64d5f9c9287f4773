/** One serial speaks from two addresses in turn: two terminals with the same number. */

import { addressIn } from '../../session/identity.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';

/** An address may change once and again; in turn is something else. */
const TURNS = 4;
const WITHIN_MS = 10 * 60_000;

interface Addresses {
  /** The newest changes. */
  turns: readonly { readonly atMs: number; readonly from: string }[];
  /** With its colon; empty before the first. */
  last: string;
  isTold: boolean;
}

export const serialShared: CourseRule<Addresses> = {
  code: 'serial-shared',
  severity: 'warning',
  section: '6',
  fault: 'terminal',
  title: words('Two terminals with one serial', '两台终端使用同一序列号'),
  remedy: words(
    'Give one of them its own serial: the server mixes up their records and commands.',
    '请为其中一台设置独立序列号：服务器会混淆两者的记录与命令。',
  ),
  begin: () => ({ turns: [], last: '', isTold: false }),
  take: ({ exchange, peer, atMs }, state) => {
    const before = state.last;
    const portAt = peer.lastIndexOf(':') + 1;
    if (portAt === before.length && peer.startsWith(before)) return [];
    const host = peer.slice(0, portAt);
    state.last = host;
    if (state.isTold || before === '' || host === '') return [];
    const turns = [...state.turns, { atMs, from: before }].slice(-TURNS);
    state.turns = turns;
    const [first] = turns;
    // The same two again and again, not a terminal that wanders.
    const isInTurn = turns.every(({ from }) => from === before || from === host);
    if (turns.length < TURNS || first === undefined || !isInTurn) return [];
    if (atMs - first.atMs > WITHIN_MS) return [];
    state.isTold = true;
    const [one = '', other = ''] = [before, host].map((each) => addressIn(`${each}0`));
    const sn = exchange.requestField('sn');
    return [
      {
        part: 'request',
        span: sn?.span ?? null,
        message: words(
          `This serial speaks from ${one} and ${other} in turn.`,
          `该序列号交替来自 ${one} 和 ${other}。`,
        ),
      },
    ];
  },
  wantsIdle: ({ host }, { last, isTold }) => host !== last && !isTold && last !== '',
};
