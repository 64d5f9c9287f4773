/** What somebody writes in the composer: the form, the batch, to whom and how it goes, and what becomes of it. */

import { argumentsOf } from '../../../shared/codec/commands/check-values.ts';
import type { CommandInput, Composed } from '../../../shared/codec/commands/compose.ts';
import { commandNamed, subjectNamed } from '../../../shared/spec/commands/index.ts';
import { language } from '../language/language.svelte.ts';
import { live, type Draft } from '../page.svelte.ts';
import type { Sending } from './commands.svelte.ts';
import { charsetFor, compose, ID_TO_COME } from './draft.ts';
import type { SavedCommand } from './library.ts';
import { askedFor, fill, fillingsFor } from './placeholders.ts';

const MINUTE = 60_000;
/** Stands for the 32 digits that nobody can guess, given when the file is queued. */
const PATH_TO_COME = `file/pushscope-${'0'.repeat(32)}`;

/** As the desk spells it in the address. */
const plainName = (name: string) => name.replace(/[^A-Za-z0-9._-]/g, '_');

const asText = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? String(Number(value)) : String(value);

export class Composition {
  sns = $state<string[]>([]);
  raw = $state(false);
  text = $state('');
  verb = $state('INFO');
  table = $state('');
  /** As on the wire; what is not here is left out. */
  values = $state.raw<Readonly<Record<string, string>>>({});
  batch = $state.raw<readonly CommandInput[]>([]);
  /** Whether words in braces are filled in when it is sent, and what they are. */
  fills = $state(false);
  asked = $state<Record<string, string>>({});
  /** Serials as typed to confirm. */
  typed = $state<Record<string, string>>({});
  minutes = $state<number | null>(null);
  redelivers = $state(false);
  againMinutes = $state(5);
  againTimes = $state(1);
  /** Of PutFile: a file of this computer in place of one of the server. */
  sendsFile = $state(false);
  file = $state.raw<File | null>(null);
  filePath = $state('');
  /** Counts what was put into the form, which is made anew for it. */
  puts = $state(0);

  readonly command = $derived(commandNamed(this.verb));
  readonly subjects = $derived(
    this.command?.form.kind === 'subject' ? this.command.form.subjects : [],
  );
  readonly specs = $derived.by(() => {
    if (this.command === undefined) return [];
    return argumentsOf(this.command, subjectNamed(this.command, this.table));
  });
  /** Shown for the first of those chosen; the desk encodes for each in its own charset. */
  readonly charset = $derived(
    charsetFor(live.terminals.find(({ sn }) => sn === this.sns[0])?.language ?? ''),
  );
  readonly isFile = $derived(
    this.sendsFile && !this.raw && this.verb === 'PutFile' && this.batch.length === 0,
  );
  readonly input = $derived.by((): CommandInput => {
    if (this.raw) return { text: this.text };
    if (this.isFile) {
      const URL = `${PATH_TO_COME}/${plainName(this.file?.name ?? '')}`;
      const path = this.filePath;
      return { verb: this.verb, values: path === '' ? { URL } : { URL, FilePath: path } };
    }
    const table = this.table === '' ? {} : { table: this.table };
    return { verb: this.verb, ...table, values: this.values };
  });
  readonly going = $derived(this.batch.length > 0 ? this.batch : [this.input]);
  readonly places = $derived(this.fills ? askedFor(this.going) : []);
  readonly composed = $derived(this.#compose(this.#filled(this.input, this.sns[0] ?? '')));
  readonly made = $derived(this.for(this.sns[0] ?? '').map((each) => this.#compose(each)));
  readonly problems = $derived(this.composed.ok ? this.composed.warnings : this.composed.problems);
  /** The desk wants the serial for lines that it does not know too. */
  readonly dangerous = $derived(
    this.made.some((each) => each.ok && (each.dangerous || each.command === undefined)),
  );
  readonly isUnknown = $derived(
    this.made.some((each, place) => {
      const given = this.going[place];
      return given !== undefined && 'text' in given && each.ok && each.warnings.length > 0;
    }),
  );
  /** The first that must not run twice; empty when all may. */
  readonly onceOnly = $derived.by(() => {
    const found = this.made.find((each) => each.ok && !each.repeatable);
    return found?.ok === true ? found.line.slice(`C:${ID_TO_COME}:`.length) : '';
  });
  readonly isComplete = $derived(
    this.sns.length > 0 &&
      this.made.every(({ ok }) => ok) &&
      this.places.every((name) => (this.asked[name] ?? '') !== '') &&
      (!this.isFile || this.file !== null) &&
      (!this.dangerous || this.sns.every((sn) => this.typed[sn] === sn)),
  );

  /** To whom, what and how, as one text: another text is another draft. */
  readonly draft = $derived(
    JSON.stringify([
      ...[this.sns, this.input, this.batch, this.fills, this.asked],
      ...[this.minutes, this.redelivers, this.againMinutes, this.againTimes],
    ]),
  );

  constructor(begin: Draft | null) {
    if (begin === null) return;
    this.sns = [begin.sn];
    if (begin.input !== undefined) {
      this.put({ name: '', commands: [begin.input], fills: false });
      return;
    }
    this.raw = true;
    this.text = begin.text;
  }

  /** What one terminal gets. */
  for(sn: string): readonly CommandInput[] {
    return this.going.map((each) => this.#filled(each, sn));
  }

  /** As it stands now: what is written while it leaves does not leave with it. */
  get sending(): Sending {
    const redeliver = { afterMs: this.againMinutes * MINUTE, times: this.againTimes };
    return {
      terminals: this.sns.map((sn) => ({ sn, commands: this.for(sn) })),
      raw: this.isUnknown,
      confirm: this.dangerous ? { ...this.typed } : {},
      ...(this.minutes !== null && { expiresAfterMs: this.minutes * MINUTE }),
      ...(this.redelivers && this.onceOnly === '' && { redeliver }),
    };
  }

  choose(verb: string, table = ''): void {
    this.verb = verb;
    this.table = table;
    this.values = {};
  }

  give(wire: string, value: string | undefined): void {
    const others = Object.entries(this.values).filter(([name]) => name !== wire);
    const given = value === undefined ? [] : [[wire, value] as const];
    this.values = Object.fromEntries([...others, ...given]);
  }

  /** Several, or rows of one, are a batch; one command goes back into the form. */
  put({ commands, fills }: SavedCommand): void {
    const [first, ...more] = commands;
    this.fills = fills;
    this.asked = {};
    this.sendsFile = false;
    this.puts++;
    if (
      first === undefined ||
      more.length > 0 ||
      ('verb' in first && Array.isArray(first.values))
    ) {
      this.batch = commands;
      return;
    }
    this.batch = [];
    this.raw = 'text' in first;
    if ('text' in first) this.text = first.text;
    else {
      this.choose(commandNamed(first.verb)?.verb ?? first.verb, first.table ?? '');
      const values = Object.entries(first.values ?? {}).map(([wire, value]) => [
        wire,
        asText(value),
      ]);
      this.values = Object.fromEntries(values) as Readonly<Record<string, string>>;
    }
  }

  /**
   * Those that have it got it: what was queued already must not leave twice when the rest is tried again.
   * What was written since `draft` left is another draft, and stays.
   */
  wasSent(done: readonly string[], draft: string): void {
    this.typed = {};
    const rest = this.sns.filter((sn) => !done.includes(sn));
    if (rest.length > 0) this.sns = rest;
    else if (this.draft === draft) {
      this.batch = [];
      this.file = null;
    }
  }

  #filled(input: CommandInput, sn: string): CommandInput {
    return this.fills ? fill(input, fillingsFor(sn, Date.now(), this.asked)) : input;
  }

  #compose(input: CommandInput): Composed {
    return compose(input, this.charset, language.name);
  }
}
