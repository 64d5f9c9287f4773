/** Stamps: how far the server says it has got, and how far the terminal says it uploads. */

import type { Field } from '../codec/frame.ts';
import { logOf } from '../spec/logs.ts';
import { fieldOf, isOk, textOf, type Seen } from './seen.ts';

export type Stamp = {
  /** By the options of an initialisation, or by SET OPTION. */
  readonly told?: string;
  readonly sent?: string;
  /** In the newest upload that was answered by OK. */
  readonly acknowledged?: string;
};

/** The same with the exchanges that say so. */
export interface StampFacts extends Stamp {
  readonly name: string;
  readonly toldN?: number;
  /** The options of an initialisation, or SET OPTION. */
  readonly toldBy?: 'options' | 'command';
  readonly sentN?: number;
  readonly acknowledgedN?: number;
}

/** Those of logs always have room; peers may make up any other name. */
const MOST = 64;
const OF_LOG = /^(?:pos|full|allow)(?:bak)?logstamp(?:id|ed)?$/i;

/** `BUYLOG` → `PosLog`, `FULLLOGBAK` → `FullBakLog`; other tables keep their own name. */
export function logStem(table: string): string {
  const [, name = '', backup] = /^(.*?)(BAK)?$/i.exec(table) ?? [];
  const log = logOf(name.toUpperCase());
  return log === undefined ? table : `${log.stem}${backup === undefined ? '' : 'Bak'}Log`;
}

const isStamp = ({ wire }: Field) => /stamp(id|ed)?$/i.test(wire) && !/^use/i.test(wire);

/** Written in place: uploads are many. */
type Kept = { -readonly [Key in keyof StampFacts]: StampFacts[Key] };

const NOTHING: StampFacts = { name: '' };

export class Stamps {
  readonly #byName = new Map<string, Kept>();

  take(seen: Seen, commands: readonly Field[]): void {
    const { frame, n } = seen;
    if (frame.kind === 'init') this.#told(frame.response?.fields ?? [], n, 'options');
    for (const { fields } of commands) {
      if (textOf(fields, 'verb') === 'SET OPTION') this.#told(fields ?? [], n, 'command');
    }
    if (frame.kind === 'upload' && frame.table !== '') this.#sent(seen);
  }

  get all(): Readonly<Record<string, Stamp>> {
    return Object.fromEntries(
      [...this.#byName].map(([name, { told, sent, acknowledged }]) => [
        name,
        {
          ...(told !== undefined && { told }),
          ...(sent !== undefined && { sent }),
          ...(acknowledged !== undefined && { acknowledged }),
        },
      ]),
    );
  }

  get facts(): readonly StampFacts[] {
    return [...this.#byName.values()].map((each) => ({ ...each }));
  }

  get(name: string): StampFacts {
    return this.#byName.get(name) ?? NOTHING;
  }

  #told(fields: readonly Field[], n: number, toldBy: 'options' | 'command'): void {
    for (const option of fields.filter(isStamp)) {
      const stamp = this.#named(option.wire);
      if (stamp !== null) Object.assign(stamp, { told: option.raw, toldN: n, toldBy });
    }
  }

  #sent(seen: Seen): void {
    const { frame, n } = seen;
    const stem = logStem(frame.table);
    const isTaken = isOk(seen);
    for (const [key, name] of [
      ['stamp', `${stem}Stamp`],
      ['stampId', `${stem}StampId`],
    ] as const) {
      const raw = fieldOf(frame.request.fields, key)?.raw;
      if (raw === undefined) continue;
      const stamp = this.#named(name);
      if (stamp === null) continue;
      stamp.sent = raw;
      stamp.sentN = n;
      if (!isTaken) continue;
      stamp.acknowledged = raw;
      stamp.acknowledgedN = n;
    }
  }

  /** Null when there are too many already. */
  #named(name: string): Kept | null {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    if (this.#byName.size >= MOST && !OF_LOG.test(name)) return null;
    const stamp: Kept = { name };
    this.#byName.set(name, stamp);
    return stamp;
  }
}
