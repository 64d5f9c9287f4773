/** What the product tells of its commands, held against what the terminals got and did. */

import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import type { InjectionItem } from '../../shared/link/injection.ts';
import type { Asked, FieldTerminal } from './field-terminal.ts';
import { isOurs } from './results.ts';

export interface CommandAccounts {
  readonly terminals: readonly FieldTerminal[];
  /** Ids of those that the product said it had queued. */
  readonly accepted: readonly string[];
  /** What it tells of them in the end. */
  readonly items: readonly InjectionItem[];
}

const obeyedIn = ({ terminals }: CommandAccounts) =>
  terminals.flatMap(({ sn, obeyed }) =>
    obeyed.filter(({ id }) => isOurs(id)).map((each) => ({ ...each, sn })),
  );

/** Sentences about all that went wrong; none when nothing did. */
export function auditCommands(accounts: CommandAccounts): readonly string[] {
  const wrong: string[] = [];
  const byId = new Map(accounts.items.map((item) => [item.id, item]));
  for (const id of accounts.accepted) if (!byId.has(id)) wrong.push(`${id} was forgotten`);
  const obeyed = new Set<string>();
  for (const { id, sn, text } of obeyedIn(accounts)) {
    obeyed.add(id);
    const item = byId.get(id);
    if (item?.sn !== sn) wrong.push(`${id}, not of ${sn}, was delivered there`);
    if (item?.command !== iconv.decode(Buffer.from(text, 'latin1'), 'gb18030'))
      wrong.push(`${id} arrived as ${text}`);
  }
  for (const { id, sn, state, steps, deliveries } of accounts.items) {
    const answers = steps.filter((step) => ['acknowledged', 'failed'].includes(step.state));
    if (deliveries > 1) wrong.push(`${id} left ${deliveries} times`);
    if (obeyed.has(id) && answers.length !== 1)
      wrong.push(`${id} was obeyed and has ${answers.length} answers`);
    if (obeyed.has(id)) continue;
    if (state !== 'expired') wrong.push(`${id} got lost and is not told to be, but ${state}`);
    const terminal = accounts.terminals.find((each) => each.sn === sn);
    const polls = terminal?.asked.filter(({ kind }) => kind === 'poll') ?? [];
    if (deliveries === 0) {
      const missed = polls.find((poll) => isIdle(poll) && isWithin(poll, steps));
      if (missed !== undefined) wrong.push(`${id} was not fetched, though poll ${missed.number} took nothing`); // prettier-ignore
    } else if (!polls.some((poll) => poll.reply === null && isWithin(poll, steps)))
      wrong.push(`${id} left and did not arrive, though no poll of ${sn} broke off`);
  }
  return wrong;
}

/** Whole, and with nothing for the terminal to do. */
const isIdle = ({ reply }: Asked): boolean =>
  reply?.head.startsWith('HTTP/1.1 200') === true && reply.body.toString().trim() === 'OK';

/** Whether it began and ended in the life of the command. */
function isWithin({ begunMs, endedMs }: Asked, steps: InjectionItem['steps']): boolean {
  const [from = Infinity, to = -Infinity] = [steps[0], steps.at(-1)].map((step) =>
    step === undefined ? undefined : Date.parse(step.at),
  );
  return begunMs > from && endedMs < to;
}

export function commandFigures(accounts: CommandAccounts): Readonly<Record<string, number>> {
  const obeyed = new Set(obeyedIn(accounts).map(({ id }) => id));
  const lost = accounts.items.filter(({ id }) => !obeyed.has(id));
  return {
    commands: accounts.items.length,
    accepted: accounts.accepted.length,
    acknowledged: obeyed.size,
    'acknowledged after they were told lost': accounts.items.filter(
      ({ id, steps }) => obeyed.has(id) && steps.some(({ state }) => state === 'expired'),
    ).length,
    'lost on their way': lost.filter(({ deliveries }) => deliveries > 0).length,
    'never fetched': lost.filter(({ deliveries }) => deliveries === 0).length,
  };
}
