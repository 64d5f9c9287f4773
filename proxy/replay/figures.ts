/** What playing a capture would do to a server: requests, records, money, card requests, and for how long. */

import type { Field, Frame, Kind } from '../../shared/codec/frame.ts';
import { moneyText } from '../../shared/codec/read-value.ts';
import { tableNamed } from '../../shared/spec/tables/index.ts';
import { changesCard } from './card-requests.ts';
import { someOf } from './serials.ts';
import { counted } from '../counted.ts';

export interface Figures {
  readonly requests: number;
  readonly uploads: number;
  readonly records: number;
  /** Of all uploaded tables that count money, whatever its direction. */
  readonly cents: number;
  /** Reported losses, restored cards, changed passwords. */
  readonly cardRequests: number;
  readonly terminals: readonly string[];
  /** From the first request to the last, as recorded. */
  readonly spanMs: number;
}

const centsIn = (record: Field, keys: readonly (string | undefined)[]): number =>
  (record.fields ?? []).reduce(
    (sum, { key, value }) =>
      keys.includes(key) && typeof value === 'number' ? sum + Math.abs(value) : sum,
    0,
  );

/** Details repeat the money of the sale that they belong to. */
const DETAILS = /detail$/i;

export class FigureCount {
  #requests = 0;
  #uploads = 0;
  #records = 0;
  #cents = 0;
  #cardRequests = 0;
  readonly #terminals = new Set<string>();
  #firstMs = Infinity;
  #lastMs = -Infinity;

  /** Whether its frame is wanted beside its kind. */
  static wantsFrame(kind: Kind): boolean {
    return kind === 'upload';
  }

  add(kind: Kind, sn: string, atMs: number, frame: Frame | null): void {
    this.#requests++;
    if (sn !== '') this.#terminals.add(sn);
    this.#firstMs = Math.min(this.#firstMs, atMs);
    this.#lastMs = Math.max(this.#lastMs, atMs);
    if (changesCard(kind)) this.#cardRequests++;
    if (kind !== 'upload' || frame === null) return;
    this.#uploads++;
    const table = tableNamed(frame.table);
    const keys = DETAILS.test(frame.table) ? [] : [table?.sumOf, table?.alsoSumOf];
    for (const field of frame.request.fields) {
      if (field.key !== 'record') continue;
      this.#records++;
      this.#cents += centsIn(field, keys);
    }
  }

  get figures(): Figures {
    return {
      requests: this.#requests,
      uploads: this.#uploads,
      records: this.#records,
      cents: this.#cents,
      cardRequests: this.#cardRequests,
      terminals: [...this.#terminals].sort(),
      spanMs: this.#requests === 0 ? 0 : Math.round(this.#lastMs - this.#firstMs),
    };
  }
}

/** Whether a server would book or change anything. */
export const touchesMoney = ({ records, cardRequests, uploads }: Figures): boolean =>
  records > 0 || uploads > 0 || cardRequests > 0;

/** `4 records, 31.50, of terminals 5158181900025, 5158181900026` */
export function figuresInWords({ records, cents, cardRequests, terminals }: Figures): string {
  const cards = cardRequests === 0 ? '' : `, ${counted(cardRequests, 'card request')}`;
  return `${counted(records, 'record')}, ${moneyText(cents)}${cards}, of ${terminals.length === 1 ? 'terminal' : 'terminals'} ${someOf(terminals)}`;
}
