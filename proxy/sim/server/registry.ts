/** The terminals a server knows, with the stamps it keeps for each serial. */

export interface KnownTerminal {
  readonly sn: string;
  /** Null until the first initialisation that names it. */
  readonly firmware: string | null;
  readonly model: string | null;
  readonly language: string | null;
  /** MachineType of the option reply: 0 consumption, 1 recharge, 2 subsidy. */
  readonly machineType: number;
  /** By table prefix, for example `PosLog`. */
  readonly stamps: Readonly<Record<string, string>>;
  readonly stampIds: Readonly<Record<string, string>>;
  /** The record number the terminal named in its last poll equals the highest one stored. */
  readonly complete: boolean;
}

const SHORTEST_SERIAL = 6;
const MOST_TERMINALS = 10_000;

const highest = (before: string | undefined, now: string): string => {
  const [old, fresh] = [Number(before ?? 0), Number(now)];
  // An Id key that carries a time is a known mistake of servers and terminals; it is kept as it came.
  if (Number.isNaN(fresh) || Number.isNaN(old)) return now;
  return String(Math.max(old, fresh));
};

export class Registry {
  readonly #terminals = new Map<string, KnownTerminal>();
  readonly #autoRegister: boolean;
  readonly #paused: ReadonlySet<string>;

  constructor(autoRegister: boolean, paused: readonly string[]) {
    this.#autoRegister = autoRegister;
    this.#paused = new Set(paused);
  }

  get terminals(): ReadonlyMap<string, KnownTerminal> {
    return this.#terminals;
  }

  /** The terminal, registered if that is allowed; null for an unknown or paused one. */
  admit(sn: string): KnownTerminal | null {
    if (this.#paused.has(sn)) return null;
    const known = this.#terminals.get(sn);
    if (known !== undefined) return known;
    if (!this.#autoRegister || sn.length < SHORTEST_SERIAL) return null;
    if (this.#terminals.size >= MOST_TERMINALS) return null;
    const fresh: KnownTerminal = {
      sn,
      firmware: null,
      model: null,
      language: null,
      machineType: 0,
      stamps: {},
      stampIds: {},
      complete: true,
    };
    this.#terminals.set(sn, fresh);
    return fresh;
  }

  learn(sn: string, news: Partial<Omit<KnownTerminal, 'sn'>>): void {
    const known = this.#terminals.get(sn);
    if (known !== undefined) this.#terminals.set(sn, { ...known, ...news });
  }

  /** Keeps the last Stamp and the highest StampId. */
  stamp(sn: string, prefix: string, stamp: string, stampId: string): void {
    const known = this.#terminals.get(sn);
    if (known === undefined) return;
    this.learn(sn, {
      stamps: { ...known.stamps, [prefix]: stamp },
      stampIds: { ...known.stampIds, [prefix]: highest(known.stampIds[prefix], stampId) },
    });
  }
}
