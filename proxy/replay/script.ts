/** What a recorded server said, ready to be said again: for each terminal, its exchanges in order by kind. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { Kind } from '../../shared/codec/frame.ts';
import { alignKeyOf, type AlignKey } from '../../shared/compare/align.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { textCodec } from '../charset.ts';
import type { Plan } from './plan.ts';

/** A recorded exchange that waits for its turn. */
export interface Cue {
  readonly key: AlignKey;
  /** Index in the plan. */
  readonly at: number;
}

export interface Found {
  readonly cue: Cue;
  /** Whether its turn had come; otherwise it is only what is most like the request. */
  readonly isHit: boolean;
}

const group = ({ kind, table }: Pick<AlignKey, 'kind' | 'table'>): string => `${kind} ${table}`;

/** Kinds that are about certain records, cards or files; all others come in turn. */
const BY_SUBJECT: ReadonlySet<Kind> = new Set([
  ...(['upload', 'card-loss', 'card-restore', 'password-check'] as const),
  ...(['password-change', 'subsidy-query', 'file-download', 'other'] as const),
]);

/** A day has many that were said already; those need not be looked at again. */
function indexFrom(cues: readonly Cue[], from: number, fits: (cue: Cue) => boolean): number {
  for (let at = from; at < cues.length; at++) if (fits(cues[at] as Cue)) return at;
  return -1;
}

/** One recorded terminal's part. */
class Part {
  readonly #byGroup = new Map<string, { readonly cues: Cue[]; next: number }>();
  readonly #all: Cue[] = [];

  add(cue: Cue): void {
    const name = group(cue.key);
    const lane = this.#byGroup.get(name) ?? { cues: [], next: 0 };
    lane.cues.push(cue);
    this.#byGroup.set(name, lane);
    this.#all.push(cue);
  }

  /**
   * The next of its kind and table. Uploads and card requests look for the one about the same records or
   * card; polls and results simply come in turn: identical polls are not one poll.
   */
  find(asked: AlignKey): Found | null {
    const lane = this.#byGroup.get(group(asked));
    if (lane === undefined) {
      const [like] = this.#all.filter(({ key }) => key.kind === asked.kind);
      return like === undefined ? null : { cue: like, isHit: false };
    }
    const isInTurn = !BY_SUBJECT.has(asked.kind);
    const same = isInTurn
      ? -1
      : indexFrom(lane.cues, lane.next, ({ key }) => key.about === asked.about);
    const at = same >= 0 ? same : lane.next;
    const cue = lane.cues[at];
    if (cue !== undefined) {
      // What was asked about other records than recorded is answered, but it is no hit.
      const isHit = isInTurn || same >= 0;
      if (isHit) lane.next = at + 1;
      return { cue, isHit };
    }
    // Said already: a repeated upload gets its answer again, a poll after the end gets a quiet one.
    const isPoll = asked.kind === 'poll';
    const again = lane.cues.findLast(({ key }) =>
      isPoll ? key.isIdle : key.about === asked.about,
    );
    if (again !== undefined) return { cue: again, isHit: !isPoll };
    const last = isPoll ? undefined : lane.cues.at(-1);
    return last === undefined ? null : { cue: last, isHit: false };
  }

  get rest(): number {
    let rest = 0;
    for (const { cues, next } of this.#byGroup.values()) rest += cues.length - next;
    return rest;
  }
}

export class Script {
  readonly #plan: Plan;
  readonly #parts = new Map<string, Part>();
  /** Serials that ask now, each with the recorded one whose part it plays. */
  readonly #roles: Map<string, string>;

  /** `roles` from serials that ask to recorded ones. */
  constructor(plan: Plan, roles: ReadonlyMap<string, string>) {
    this.#plan = plan;
    this.#roles = new Map(roles);
    for (let at = 0; at < plan.exchanges; at++) {
      const exchange = plan.read(at);
      const frame = decodeExchange(exchange, { text: textCodec, language: 'en' });
      const part = this.#parts.get(frame.sn) ?? new Part();
      part.add({ key: alignKeyOf(exchange.n, frame), at });
      this.#parts.set(frame.sn, part);
    }
  }

  /** The recorded serial whose part this one plays: its own, else one that nobody plays yet. */
  roleOf(sn: string): string {
    const known = this.#roles.get(sn);
    if (known !== undefined) return known;
    const taken = new Set(this.#roles.values());
    const free = [...this.#parts.keys()].find((each) => each !== '' && !taken.has(each));
    const role = this.#parts.has(sn) ? sn : (free ?? [...this.#parts.keys()][0] ?? '');
    this.#roles.set(sn, role);
    return role;
  }

  find(asked: AlignKey): Found | null {
    return this.#parts.get(this.roleOf(asked.sn))?.find(asked) ?? null;
  }

  read({ at }: Cue): Read & { readonly raw: Exchange } {
    const raw = this.#plan.read(at);
    return { raw, frame: decodeExchange(raw, { text: textCodec, language: 'en' }) };
  }

  /** Recorded exchanges that nobody asked for, by serial. */
  get unasked(): ReadonlyMap<string, number> {
    return new Map([...this.#parts].map(([sn, part]) => [sn, part.rest]));
  }
}
