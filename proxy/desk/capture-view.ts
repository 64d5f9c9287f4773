/**
 * One capture as the desk sees it: read in order into an index and into what is known of its terminals.
 * The live view spans all files of the run.
 */

import { CAPTURE_VERSION, readLine, type Mute, type Note } from '../../shared/capture/line.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import type { TerminalHints } from '../../shared/codec/decode.ts';
import type { Language } from '../../shared/codec/frame.ts';
import type { FilterKey } from '../../shared/filter/index.ts';
import type { Row, TerminalRow } from '../../shared/link/api.ts';
import { Courses, Mutes, type Told } from '../../shared/findings/index.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { lineTools } from '../record/line-tools.ts';
import { amountsOf } from './amounts.ts';
import { CaptureFiles, type Place } from './capture-files.ts';
import { ROWS } from './column.ts';
import { ExchangeIndex } from './exchange-index.ts';
import { FindingCounts } from './finding-counts.ts';
import type { IdlePoll } from './idle-poll.ts';
import { Notes } from './notes.ts';
import {
  readExchange,
  seenOf,
  toldOf,
  toldOfIdle,
  withMutes,
  withTold,
  type Reading,
} from './reading.ts';
import { Readings, type Detail } from './readings.ts';
import type { SavedFacts } from './saved-index.ts';
import { SavedReader } from './saved-reader.ts';
import { Selections } from './selections.ts';
import { Tail } from './tail.ts';
import { ToldFindings } from './told-findings.ts';
import { UNRECORDED, Unrecorded } from './unrecorded.ts';

export class CaptureView {
  readonly mutes = new Mutes();
  readonly index = new ExchangeIndex(this.mutes);
  readonly findings = new FindingCounts(this.mutes);
  readonly sessions = new Sessions();
  readonly selections = new Selections(this);
  readonly notes = new Notes();
  /** Serials of the terminals that were heard of since somebody emptied it. */
  readonly touched = new Set<string>();
  /** Positions of exchanges that something was said of after they came, since somebody emptied it. */
  readonly changed = new Set<number>();
  /** Rises when other findings are muted than before: any row may say something else. */
  judgement = 0;
  /** Exchanges that were read from files. */
  recorded = 0;
  /** Lines that could not be read. */
  damaged = 0;
  /** Exchanges that were let go of, for there came too many. */
  forgotten = 0;
  /** Those of the viewers: rows are made in the first of them as exchanges come. */
  languages: readonly Language[] = ['en'];
  /** Hears that everything which was on file is read. */
  onEnd: () => void = () => {};
  /** Hears how many bytes need not be read, since they are known of what was kept. */
  onRestored: (bytes: number) => void = () => {};
  /** Hears how many of the oldest exchanges were let go of: all positions are less by that. */
  onForgot: (rows: number) => void = () => {};
  /** Hears how many of the offered lines were taken. */
  onOffered: (lines: number) => void = () => {};

  readonly #files = new CaptureFiles();
  readonly #tail = new Tail(this.#files);
  readonly #unrecorded = new Unrecorded();
  readonly #courses = new Courses(this.sessions);
  readonly #told = new ToldFindings();
  readonly #readings = new Readings({
    index: this.index,
    notes: this.notes,
    told: this.#told,
    mutes: this.mutes,
    hintsOf: (sn) => this.#hintsOf(sn),
    lineAt: (position) => this.#line(position),
  });
  /** Whether something was said of exchanges that selections may have passed over. */
  #isSelectionStale = false;
  /** Why the capture cannot be read, in one sentence. */
  #refusal: string | null = null;
  /** What was kept beside the capture, while it is being read. */
  #saved: SavedReader | null = null;
  /** Of the terminals up to where the capture was restored; null where it was read. */
  #savedHints: ReadonlyMap<string, TerminalHints> | null = null;
  #thorough: CaptureView | null = null;

  readonly #most: number;

  /** Of more exchanges than `most` it lets go of the oldest: a run may last for months. */
  constructor(paths: readonly string[], most = Infinity) {
    this.#most = most;
    for (const path of paths) this.addFile(path);
  }

  /** The capture goes on in that file. */
  addFile(path: string): void {
    this.#files.add(path);
  }

  /** The file is gone: the disk gets its room back, and its exchanges can be read no more. */
  letGo(path: string): void {
    this.#files.letGo(path);
  }

  /** A quarter at once, since all lists of positions have to be made anew. */
  #forgetOldest(): void {
    const rows = ROWS * Math.ceil((this.index.count - 0.75 * this.#most) / ROWS);
    this.index.forget(rows);
    this.#told.forget(rows);
    this.#readings.forget();
    this.selections.forget();
    this.changed.clear();
    this.forgotten += rows;
    this.onForgot(rows);
  }

  get #firstLanguage(): Language {
    return this.languages[0] ?? 'en';
  }

  get paths(): readonly string[] {
    return Array.from({ length: this.#files.count }, (_, file) => this.#files.path(file));
  }

  get refusal(): string | null {
    return this.#refusal;
  }

  /** Share of the bytes on file that was read. */
  get readShare(): number {
    return this.#tail.share;
  }

  /** Reads on by one block; false when there is nothing more for now. */
  readOn(): boolean {
    if (this.#refusal !== null) return false;
    if (this.#saved !== null) {
      this.#readSaved(this.#saved);
      return true;
    }
    const hasMore = this.#tail.readOn((line, place) => this.#takeLine(line, place));
    if (this.#isSelectionStale) this.selections.forget();
    this.#isSelectionStale = false;
    if (this.index.count > this.#most) this.#forgetOldest();
    if (hasMore) return true;
    this.#takeUnrecorded(Infinity);
    if (this.#refusal === null) this.onEnd();
    return false;
  }

  /** A view that reads every line by itself, for what no index holds: the sessions. This one, if it does so. */
  get thorough(): CaptureView {
    if (this.#saved === null && this.#savedHints === null) return this;
    return (this.#thorough ??= new CaptureView(this.paths));
  }

  /** Where the next line will be read. */
  get offset(): number {
    return this.#tail.place.offset;
  }

  /** What is worth keeping of a capture of one file. */
  save(): { readonly facts: SavedFacts; readonly columns: readonly Uint8Array[] } {
    const { head, columns } = this.index.save();
    const { recorded, damaged, offset } = this;
    const hints = new Map(this.#savedHints);
    for (const { sn } of this.sessions.changedSince(-1)) hints.set(sn, this.#hintsOf(sn));
    const notes = this.notes.all;
    return {
      facts: {
        ...{ bytes: offset, recorded, damaged, index: head, notes },
        hints: [...hints],
        told: this.#told.save(),
        mutes: this.mutes.all,
        findings: this.findings.save(),
      },
      columns,
    };
  }

  /** A capture of one file that nothing was read of begins with what that build kept beside it, if it fits. */
  beginWithSaved(version: string): void {
    this.#saved = SavedReader.open(this.#files.path(0), version, this.index);
  }

  /** Whether what was kept beside the capture is being read. */
  get isRestoring(): boolean {
    return this.#saved !== null;
  }

  #readSaved(saved: SavedReader): void {
    const got = saved.readOn();
    if (got === 'more') return;
    saved.close();
    this.#saved = null;
    // The capture itself tells all.
    if (got === 'broken') return;
    const { bytes, recorded, damaged, index, notes, hints, told, mutes, findings } = saved.facts;
    for (const mute of mutes) this.mutes.take(mute);
    this.index.restore(index);
    this.findings.restore(findings);
    for (const [n, { mark, note }] of notes) this.notes.take({ at: '', n, mark, text: note });
    this.recorded = recorded;
    this.damaged = damaged;
    this.#savedHints = new Map(hints);
    this.#told.restore(told);
    this.#tail.skipTo(bytes);
    this.onRestored(bytes);
  }

  /** Lines that are on no file: each is taken when all before it on file are. */
  offer(lines: readonly string[]): void {
    this.#unrecorded.offer(lines);
  }

  /** The exchange at that position; null when it is no longer there. */
  read(position: number, language: Language): Reading | null {
    return this.#readings.of(position, language);
  }

  row(position: number, language: Language, columns?: readonly FilterKey[]): Row {
    return this.#readings.row(position, language, columns);
  }

  detail(position: number, language: Language): Detail | null {
    return this.#readings.detail(position, language);
  }

  /** The file that an exchange stands in; null where it stands in none. */
  pathOf(n: number): string | null {
    const position = this.index.positionOf(n);
    if (position === null) return null;
    const { file } = this.index.place(position);
    return file === UNRECORDED ? null : this.#files.path(file);
  }

  takeNote(note: Note): void {
    this.notes.take(note);
    if (note.mute !== undefined) this.#takeMute(note.mute);
    // What matched before may match no more.
    this.selections.forget();
  }

  close(): void {
    this.#thorough?.close();
    this.#saved?.close();
    this.#saved = null;
    this.#files.close();
  }

  /** A terminal's row with those of its findings that count. */
  counted<R extends TerminalRow>(row: R): R {
    return { ...row, findings: this.findings.ofTerminal(row.sn) };
  }

  #takeMute(mute: Mute): void {
    this.mutes.take(mute);
    this.index.judge();
    this.findings.judge();
    this.judgement++;
  }

  #line(position: number): Uint8Array {
    const { file, offset, length } = this.index.place(position);
    return file === UNRECORDED
      ? this.#unrecorded.get(offset)
      : this.#files.read(file, offset, length);
  }

  #hintsOf(sn: string): TerminalHints {
    return this.#savedHints?.get(sn) ?? this.sessions.hints(sn);
  }

  #takeLine(line: Uint8Array, place: Place): void {
    if (line.length === 0) return;
    const idle = this.#readings.idlePollIn(line);
    if (idle !== null) this.#takeUnrecorded(idle.own.n);
    const told = idle && toldOfIdle(this.#courses, idle.told.facts.sn, idle.own);
    if (idle !== null && told !== null) {
      this.recorded++;
      this.#takeIdle(idle, place, told);
      return;
    }
    const entry = readLine(line, lineTools);
    switch (entry.type) {
      case 'exchange':
        this.recorded++;
        this.#takeUnrecorded(entry.exchange.n);
        this.#take(entry.exchange, line, place);
        break;
      case 'note':
        this.takeNote(entry.note);
        break;
      case 'damaged':
        this.damaged++;
        break;
      case 'header':
        if (entry.header.version > CAPTURE_VERSION) {
          this.#refusal = `This capture is of format ${entry.header.version}, and this build reads up to ${CAPTURE_VERSION}; update pushscope.`;
        }
        break;
    }
  }

  #takeUnrecorded(below: number): void {
    const lines = this.#unrecorded.takeBetween(this.index.newest, below, (exchange, line, place) =>
      this.#take(exchange, line, place),
    );
    if (lines > 0) this.onOffered(lines);
  }

  #takeIdle(poll: IdlePoll, place: Place, all: readonly Told[]): void {
    const { told, own } = poll;
    const { sn } = told.facts;
    const position = this.index.addRepeat(told.position, own, place);
    this.#readings.keepIdle(position, poll);
    this.sessions.takeIdlePoll(sn, { ...own, type: told.type });
    if (sn !== '') this.touched.add(sn);
    for (const each of all) this.#tellLate(each, sn);
  }

  /** Something is to be said of an exchange that is in the index already. */
  #tellLate(told: Told, sn: string): void {
    const position = this.index.positionOf(told.n);
    if (position === null || !this.#told.add(position, [told])) return;
    const severity = told.severity ?? told.rule.severity;
    const found = { code: told.rule.code, severity };
    this.index.addFound(position, found);
    this.findings.add(found, sn, told.n);
    this.sessions.tell(sn, severity);
    this.changed.add(position);
    this.#isSelectionStale = true;
  }

  #take(exchange: Exchange, line: Uint8Array, place: Place): void {
    const language = this.#firstLanguage;
    const plain = readExchange(exchange, language, (sn) => this.#hintsOf(sn));
    const all = toldOf(this.#courses, plain);
    const own = all.filter(({ n }) => n === exchange.n);
    const isKept = own.length > 0 && this.#told.add(this.index.count, own);
    const reading = withMutes(isKept ? withTold(plain, own, language) : plain, this.mutes);
    const { facts, frame, findings } = reading;
    const position = this.index.add(facts, place, amountsOf(frame));
    this.#readings.keep(position, { line, reading }, language);
    this.sessions.take(seenOf(reading));
    for (const finding of findings) this.findings.add(finding, facts.sn, facts.n);
    if (facts.sn !== '') this.touched.add(facts.sn);
    for (const each of all) if (each.n !== exchange.n) this.#tellLate(each, facts.sn);
    this.selections.lookAlong(position, reading, language);
  }
}
