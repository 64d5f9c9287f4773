/** What we know of one terminal: the sum of its frames. */

import type { Language } from '../codec/frame.ts';
import { NO_HINTS, type TerminalHints } from '../codec/decode.ts';
import type { Severity, Tally } from '../findings/severity.ts';
import { LANGUAGES } from '../spec/languages.ts';
import { Backlog } from './backlog.ts';
import { Clock } from './clock.ts';
import { ClockSettings } from './clock-settings.ts';
import { stateOf, type CommandLife } from './command-life.ts';
import { Commands } from './commands.ts';
import { Encryption } from './encryption.ts';
import { Forecasts } from './forecast.ts';
import { Gaps } from './gaps.ts';
import { Identity } from './identity.ts';
import { saidNegotiation, saidQuirks, type Knowledge } from './knowledge.ts';
import { negotiationOf } from './negotiation.ts';
import { Pace } from './pace.ts';
import { phaseOf, type Phase } from './phase.ts';
import { Quirks } from './quirks.ts';
import { commandsTo, textOf, type Seen } from './seen.ts';
import { Stamps } from './stamps.ts';
import type { TerminalState } from './terminal-state.ts';
import { Uploads } from './uploads.ts';

/** Of the commands that are remembered, so many go into a row. */
const COMMANDS_SHOWN = 50;

/** What there is to an idle poll. */
export interface IdlePollSeen {
  readonly atMs: number;
  /** Highest record number as it says; null or absent where it names none. */
  readonly devNo?: number | null;
  /** Of records, as it says; empty or absent where it names none. */
  readonly type?: string;
}

export class Session {
  readonly sn: string;
  /** Set by Sessions at every change. */
  version = 0;
  readonly #identity = new Identity();
  readonly #pace = new Pace();
  readonly #stamps = new Stamps();
  readonly #commands = new Commands();
  readonly #uploads = new Uploads();
  readonly #backlog = new Backlog();
  readonly #gaps = new Gaps();
  readonly #clock = new Clock();
  readonly #clockSettings = new ClockSettings();
  readonly #forecasts = new Forecasts();
  readonly #quirks = new Quirks();
  readonly #encryption = new Encryption();
  readonly #findings: Tally = { error: 0, warning: 0, note: 0 };
  #hints = NO_HINTS;
  #phase: Phase = 'unknown';
  #exchanges = 0;
  #firstAtMs = 0;
  #lastAtMs = 0;
  #toldDelayMs: number | null = null;

  constructor(sn: string) {
    this.sn = sn;
  }

  take(seen: Seen): void {
    const { frame, findings } = seen;
    this.#count(seen.atMs);
    this.#identity.take(seen);
    const commands = commandsTo(seen);
    this.#stamps.take(seen, commands);
    this.#commands.take(seen);
    this.#uploads.take(seen, commands);
    this.#backlog.take(seen, commands);
    this.#gaps.take(seen, commands);
    this.#clock.take(seen);
    this.#clockSettings.take(seen, commands);
    this.#forecasts.take(seen, commands, this.#stamps);
    this.#quirks.take(seen);
    if (this.#encryption.take(seen) || frame.kind === 'init') {
      const { language } = this.#identity;
      this.#hints = { language, encrypted: this.#encryption.encrypted };
    }
    this.#phase = phaseOf(seen) ?? this.#phase;
    for (const { severity } of findings) this.#findings[severity] += 1;
    if (frame.kind === 'poll') this.#pace.poll(seen.atMs);
    if (frame.kind === 'init') {
      const delay = Number.parseFloat(textOf(frame.response?.fields, 'delay'));
      if (!Number.isNaN(delay)) this.#toldDelayMs = delay * 1000;
    }
  }

  /** An idle poll, for those who do not decode every one of them. */
  takeIdlePoll({ atMs, devNo = null, type = '' }: IdlePollSeen): void {
    this.#count(atMs);
    this.#backlog.takePoll(type, devNo);
    this.#pace.poll(atMs);
    this.#phase = 'polling';
  }

  /** Something is to be said of one of its exchanges after all. */
  tell(severity: Severity): void {
    this.#findings[severity] += 1;
  }

  /** What the decoder should know of this terminal. */
  get hints(): TerminalHints {
    return this.#hints;
  }

  get lastAtMs(): number {
    return this.#lastAtMs;
  }

  /** What terminal and server agreed about encryption. */
  get encryption(): Readonly<Encryption> {
    return this.#encryption;
  }

  /** Hours east of UTC as the server told; null before it did. */
  get timeZone(): number | null {
    return this.#clock.timeZone;
  }

  /** Whether it asked for its options since we know it. */
  get isInitialised(): boolean {
    return this.#encryption.terminalVersion !== null;
  }

  /** The address it spoke from last; empty before that is known. */
  get ip(): string {
    return this.#identity.ip;
  }

  /** Lives of commands that were forgotten to keep memory bounded. */
  get forgottenCommands(): number {
    return this.#commands.forgotten;
  }

  /** How many exchanges of it were seen. */
  get exchanges(): number {
    return this.#exchanges;
  }

  /** Time of the first of them, milliseconds since 1970. */
  get firstAtMs(): number {
    return this.#firstAtMs;
  }

  /** The poll interval as the server told it; null before it did. */
  get toldDelayMs(): number | null {
    return this.#toldDelayMs;
  }

  /** The life of one of the server's commands. */
  command(id: string): CommandLife | undefined {
    return this.#commands.get(id);
  }

  /** When it polled last, and how far apart its polls are; as it was told while nothing was seen of that. */
  get polls(): { readonly lastMs: number | null; readonly intervalMs: number | null } {
    return { lastMs: this.#pace.lastMs, intervalMs: this.#pace.medianMs ?? this.#toldDelayMs };
  }

  /** The server's commands that are remembered, the longest untouched first. */
  get commands(): readonly CommandLife[] {
    return this.#commands.all;
  }

  /** What its row has no place for. */
  knowledge(language: Language): Knowledge {
    return {
      stamps: this.#stamps.facts,
      forecasts: this.#forecasts.all(this.#stamps, this.#backlog),
      missedForecasts: [...this.#forecasts.misses],
      clockSettings: [...this.#clockSettings.all],
      negotiation: saidNegotiation(negotiationOf(this.#encryption), language),
      firmwares: saidQuirks(this.#quirks.all, language),
    };
  }

  row(language: Language): TerminalState {
    const { model, firmware, pushVersion, ip } = this.#identity;
    const { serverAheadMs, recordAheadMs, timeZone, toldTime } = this.#clock;
    const { agreedVersion, serverVersion, keysExchanged, factorsExchanged, packed, encrypted } =
      this.#encryption;
    return {
      sn: this.sn,
      model,
      firmware,
      language: languageWords(this.#identity.language, language),
      pushVersion,
      ip,
      firstSeen: new Date(this.#firstAtMs).toISOString(),
      lastSeen: new Date(this.#lastAtMs).toISOString(),
      exchanges: this.#exchanges,
      pollIntervalMs: this.#pace.medianMs,
      pollGapsMs: [...this.#pace.distances],
      toldDelayMs: this.#toldDelayMs,
      stamps: this.#stamps.all,
      pendingCommands: this.#commands.pending.map(({ id, text, first }) => ({
        id,
        text,
        at: new Date(first?.atMs ?? this.#lastAtMs).toISOString(),
      })),
      findings: { ...this.#findings },
      phase: this.#phase,
      version: this.version,
      devNo: this.#backlog.devNo,
      acknowledged: this.#backlog.acknowledged(this.#uploads.all, this.#stamps.all),
      uploads: this.#uploads.all,
      gaps: this.#gaps.all,
      forgottenGaps: this.#gaps.forgotten,
      clock: { serverAheadMs, recordAheadMs, timeZone, toldTime },
      encryption: {
        agreedVersion,
        serverVersion,
        keysExchanged,
        factorsExchanged,
        packed,
        encrypted,
      },
      commands: this.#commands.all
        .slice(-COMMANDS_SHOWN)
        .map((life) => ({ ...life, state: stateOf(life) })),
      forgottenCommands: this.#commands.forgotten,
    };
  }

  #count(atMs: number): void {
    if (this.#exchanges === 0) this.#firstAtMs = atMs;
    this.#exchanges += 1;
    this.#lastAtMs = Math.max(this.#lastAtMs, atMs);
  }
}

/** `Simplified Chinese (83)`; a code that is not in the appendix keeps its number alone. */
function languageWords(code: string, language: Language): string {
  const name = Object.hasOwn(LANGUAGES, code) ? LANGUAGES[code]?.[language] : undefined;
  return name === undefined ? code : `${name} (${code})`;
}
