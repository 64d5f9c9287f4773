/** How each firmware of a terminal speaks, where that is not the document's way, and what a new firmware changed. */

import type { Words } from '../spec/field.ts';
import { words } from '../spec/field.ts';
import { fieldOf, textOf, type Seen } from './seen.ts';
import { TRAITS, type Trait } from './quirk-list.ts';

export interface Quirk {
  readonly code: string;
  readonly title: Words;
  readonly form: Words;
  readonly documented: Words;
  readonly isDocumented: boolean;
  /** The exchange that showed it first. */
  readonly n: number;
  /** What the firmware before this one did, where that was something else. */
  readonly before: Words | null;
}

export interface FirmwareQuirks {
  /** As the terminal told it; empty before it did. */
  readonly firmware: string;
  /** The exchange from which on it spoke so. */
  readonly n: number;
  /** What is not as the document has it, or not as the firmware before had it. */
  readonly quirks: readonly Quirk[];
}

interface Firmware {
  readonly name: string;
  readonly n: number;
  /** Forms of each trait, with the exchange that showed each first. */
  readonly shown: Map<string, Map<string, number>>;
}

const FIRMWARES_KEPT = 6;
const LONGEST_NAME = 80;
/** Peers may make up forms without end. */
const FORMS_KEPT = 4;

export class Quirks {
  /** Oldest first. */
  readonly #all: Firmware[] = [];

  take(seen: Seen): void {
    if (seen.frame.kind === 'init') this.#begin(textOf(seen.frame.request.fields, 'firmware').slice(0, LONGEST_NAME), seen.n); // prettier-ignore
    const { shown } = this.#all.at(-1) ?? this.#begin('', seen.n);
    const head = fieldOf(seen.frame.request.fields, 'head')?.fields ?? [];
    for (const { code, of } of TRAITS) {
      const form = of(seen, head);
      if (form === null) continue;
      let forms = shown.get(code);
      if (forms === undefined) shown.set(code, (forms = new Map()));
      if (!forms.has(form) && forms.size < FORMS_KEPT) forms.set(form, seen.n);
    }
  }

  get all(): readonly FirmwareQuirks[] {
    return this.#all.map((firmware, at) => ({
      firmware: firmware.name,
      n: firmware.n,
      quirks: TRAITS.flatMap((trait) => quirksOf(trait, firmware, this.#all[at - 1])),
    }));
  }

  #begin(name: string, n: number): Firmware {
    const newest = this.#all.at(-1);
    if (newest !== undefined && (name === '' || newest.name === name)) return newest;
    // What was seen before the first initialisation was this firmware's too.
    const isSame = newest !== undefined && newest.name === '';
    const firmware = isSame ? { ...newest, name } : { name, n, shown: new Map() };
    if (isSame) this.#all.pop();
    this.#all.push(firmware);
    if (this.#all.length > FIRMWARES_KEPT) this.#all.shift();
    return firmware;
  }
}

function quirksOf(trait: Trait, now: Firmware, before: Firmware | undefined): Quirk[] {
  const { code, title, documented } = trait;
  const earlier = before?.shown.get(code);
  return [...(now.shown.get(code) ?? [])].flatMap(([form, n]) => {
    const isChanged = earlier !== undefined && !earlier.has(form);
    if (form === documented && !isChanged) return [];
    return [
      {
        ...{ code, title, n, isDocumented: form === documented },
        form: inWords(trait, form),
        documented: inWords(trait, documented),
        before: isChanged ? joined([...earlier.keys()].map((each) => inWords(trait, each))) : null,
      },
    ];
  });
}

const inWords = ({ forms }: Trait, form: string): Words =>
  Object.hasOwn(forms, form) ? (forms[form] as Words) : words(form, form);

const joined = (all: readonly Words[]): Words =>
  words(all.map(({ en }) => en).join(', '), all.map(({ zh }) => zh).join('、'));
