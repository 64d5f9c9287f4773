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

/** Those of one kind and table, in order. */
class Lane {
  readonly cues: Cue[] = [];
  readonly #isInTurn: boolean;
  /** Not said yet, by what they are about; those that come in turn are about one thing. */
  readonly #unsaid = new Map<string, Cue[]>();
  readonly #said = new Map<string, Cue>();
  /** Place of the one that was said last. */
  #lastAt = -1;
  /** How many were not said. */
  rest = 0;

  constructor(kind: Kind) {
    this.#isInTurn = !BY_SUBJECT.has(kind);
  }

  add(cue: Cue): void {
    const subject = this.#subjectOf(cue.key);
    const others = this.#unsaid.get(subject);
    if (others === undefined) this.#unsaid.set(subject, [cue]);
    else others.push(cue);
    this.cues.push(cue);
    this.rest++;
  }

  /** What fits and was not said yet: the nearest ahead, else the first of those that were passed over. */
  take(asked: AlignKey): Cue | null {
    const subject = this.#subjectOf(asked);
    const unsaid = this.#unsaid.get(subject) ?? [];
    const ahead = unsaid.findIndex(({ at }) => at > this.#lastAt);
    const [cue] = unsaid.splice(Math.max(0, ahead), 1);
    if (cue === undefined) return null;
    this.#said.set(subject, cue);
    this.#lastAt = cue.at;
    this.rest--;
    return cue;
  }

  /** Said already: a repeated upload gets its answer again. */
  again(asked: AlignKey): Cue | null {
    if (!this.#isInTurn) return this.#said.get(asked.about) ?? null;
    return this.cues.findLast(({ key }) => key.about === asked.about) ?? null;
  }

  /** Where the recording stands; undefined at its end. */
  get ahead(): Cue | undefined {
    return this.cues.find(({ at }) => at > this.#lastAt);
  }

  #subjectOf({ about }: AlignKey): string {
    return this.#isInTurn ? '' : about;
  }
}

/** One recorded terminal's part. */
class Part {
  readonly #lanes = new Map<string, Lane>();
  readonly #all: Cue[] = [];

  add(cue: Cue): void {
    const name = group(cue.key);
    const lane = this.#lanes.get(name) ?? new Lane(cue.key.kind);
    lane.add(cue);
    this.#lanes.set(name, lane);
    this.#all.push(cue);
  }

  /**
   * Uploads and card requests look for the one about the same records or card, wherever it stands; polls and
   * results simply come in turn: identical polls are not one poll.
   */
  find(asked: AlignKey): Found | null {
    const lane = this.#lanes.get(group(asked));
    if (lane === undefined) {
      const like = this.#all.find(({ key }) => key.kind === asked.kind);
      return like === undefined ? null : { cue: like, isHit: false };
    }
    // A poll after the end gets a quiet reply.
    const isPoll = asked.kind === 'poll';
    const hit = lane.take(asked) ?? (isPoll ? null : lane.again(asked));
    if (hit !== null) return { cue: hit, isHit: true };
    // What was asked about other records than recorded is answered, but it is no hit.
    const like = isPoll ? lane.cues.findLast(({ key }) => key.isIdle) : (lane.ahead ?? lane.cues.at(-1)); // prettier-ignore
    return like === undefined ? null : { cue: like, isHit: false };
  }

  get rest(): number {
    let rest = 0;
    for (const lane of this.#lanes.values()) rest += lane.rest;
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
