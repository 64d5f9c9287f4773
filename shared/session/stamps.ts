/** Stamps: how far the server says it has got, and how far the terminal says it uploads. */

import type { Field } from '../codec/frame.ts';
import { fieldOf, type Seen } from './seen.ts';

export type Stamp = { readonly told?: string; readonly sent?: string };

/** Tables that the protocol names come first; the rest of the room is for those that peers make up. */
const MOST = 64;

const LOGS: Readonly<Record<string, string>> = {
  BUYLOG: 'Pos',
  FULLLOG: 'Full',
  ALLOWLOG: 'Allow',
};

/** `BUYLOG` → `PosLog`, `FULLLOGBAK` → `FullBakLog`; other tables keep their own name. */
export function logStem(table: string): string {
  const [, name = '', backup] = /^(.*?)(BAK)?$/i.exec(table) ?? [];
  const log = LOGS[name.toUpperCase()];
  return log === undefined ? table : `${log}${backup === undefined ? '' : 'Bak'}Log`;
}

const isStamp = ({ wire }: Field) => /stamp(id|ed)?$/i.test(wire) && !/^use/i.test(wire);

export class Stamps {
  readonly #byName = new Map<string, Stamp>();

  take({ frame }: Seen): void {
    if (frame.kind === 'init') {
      for (const option of frame.response?.fields.filter(isStamp) ?? []) {
        this.#set(option.wire, { told: option.raw });
      }
    }
    if (frame.kind === 'upload' && frame.table !== '') {
      const stem = logStem(frame.table);
      const stamp = fieldOf(frame.request.fields, 'stamp');
      const stampId = fieldOf(frame.request.fields, 'stampId');
      if (stamp !== undefined) this.#set(`${stem}Stamp`, { sent: stamp.raw });
      if (stampId !== undefined) this.#set(`${stem}StampId`, { sent: stampId.raw });
    }
  }

  get all(): Readonly<Record<string, Stamp>> {
    return Object.fromEntries(this.#byName);
  }

  #set(name: string, part: Stamp): void {
    const known = this.#byName.get(name);
    if (known === undefined && this.#byName.size >= MOST) return;
    this.#byName.set(name, { ...known, ...part });
  }
}
