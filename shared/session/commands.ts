/** The server's own commands to one terminal, each with its life; the oldest are forgotten. */

import type { Field } from '../codec/frame.ts';
import { MASK } from '../codec/read-value.ts';
import { isSecret } from '../codec/secret.ts';
import { stateOf, type CommandLife } from './command-life.ts';
import { fieldOf, isOk, type Seen } from './seen.ts';

const KEPT = 200;
const LONGEST_TEXT = 300;
/** Ids are at most 16 characters (section 11); peers may say anything. */
const LONGEST_ID = 64;

export class Commands {
  /** Oldest first: what is touched moves to the end. */
  readonly #byId = new Map<string, CommandLife>();
  /** Lives that were dropped to keep the memory bounded. */
  forgotten = 0;

  take(seen: Seen): void {
    const { kind, request, response } = seen.frame;
    // Half a reply is obeyed by nobody we can know of.
    if (kind === 'poll' && seen.outcome === 'complete') {
      for (const field of response?.fields ?? [])
        if (field.key === 'command') this.#deliver(field, seen);
    }
    if (kind === 'command-result') {
      for (const field of request.fields) if (field.key === 'result') this.#answer(field, seen);
    }
  }

  /** `id` as it stands on the wire. */
  get(id: string): CommandLife | undefined {
    return this.#byId.get(plainCommandId(id));
  }

  /** All that are remembered, the longest untouched first. */
  get all(): readonly CommandLife[] {
    return [...this.#byId.values()];
  }

  /** Delivered and not answered, oldest delivery first. */
  get pending(): readonly CommandLife[] {
    return this.all
      .filter((life) => stateOf(life) === 'delivered')
      .sort((left, right) => (left.first?.n ?? 0) - (right.first?.n ?? 0));
  }

  #deliver(field: Field, { n, atMs }: Seen): void {
    const id = idIn(field, 'cmdId');
    const text = textIn(field);
    const known = this.#byId.get(id);
    // The same id with another text is another command: some servers count from the start again.
    const again =
      known !== undefined && (known.text === text || known.first === null) ? known : null;
    this.#keep({
      id,
      text,
      verb: String(fieldOf(field.fields, 'verb')?.value ?? ''),
      first: again?.first ?? { n, atMs },
      last: { n, atMs },
      resent: again === null || again.first === null ? 0 : again.resent + 1,
      answer: again?.answer ?? null,
      answers: again?.answers ?? 0,
    });
  }

  #answer(field: Field, seen: Seen): void {
    const { n, atMs } = seen;
    const id = idIn(field, 'resultId');
    const known = this.#byId.get(id);
    const verb = fieldOf(field.fields, 'cmd')?.raw ?? '';
    const returned = fieldOf(field.fields, 'return')?.raw ?? '';
    this.#keep({
      ...(known ?? { id, text: verb, verb, first: null, last: null, resent: 0 }),
      answer: { n, atMs, return: returned.slice(0, LONGEST_ID), heard: isOk(seen) },
      answers: (known?.answers ?? 0) + 1,
    });
  }

  #keep(life: CommandLife): void {
    this.#byId.delete(life.id);
    this.#byId.set(life.id, life);
    if (this.#byId.size <= KEPT) return;
    this.#byId.delete(this.#leastWanted(life.id));
    this.forgotten += 1;
  }

  /** The oldest that waits for no answer; without one the oldest. */
  #leastWanted(newest: string): string {
    for (const [id, life] of this.#byId) if (stateOf(life) !== 'delivered') return id;
    for (const [id] of this.#byId) return id;
    return newest;
  }
}

/** An id as it is remembered: without blanks around it, and no longer than anybody needs. */
export const plainCommandId = (id: string): string => id.trim().slice(0, LONGEST_ID);

const idIn = (field: Field, key: string): string =>
  plainCommandId(fieldOf(field.fields, key)?.raw ?? '');

/** Whether that was given before: its text is the same, as far as it is remembered. */
export const isGivenAgain = (command: Field, { first, text }: CommandLife): boolean =>
  first !== null && textIn(command) === text;

/** The command as the server wrote it, with what is secret masked. */
function textIn(command: Field): string {
  let text = command.raw.replace(/^\s*C:[^:]*:/i, '');
  for (const { wire, raw } of secretsIn(command)) {
    text = text.replaceAll(`${wire}=${raw}`, () => `${wire}=${MASK}`);
  }
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

const secretsIn = ({ fields = [] }: Field): readonly Field[] =>
  fields.flatMap((field) =>
    field.fields === undefined ? (isSecret(field) ? [field] : []) : secretsIn(field),
  );
