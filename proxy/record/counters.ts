/**
 * The counters of forwarding and recording, written by the main thread and read by the desk.
 *
 * A sequence number, odd while a write is under way, guards each update, so that a reader in another
 * thread always sees exchanges = recorded + dropped.
 */

const NAMES = [
  'exchanges',
  'recorded',
  'dropped',
  'injected',
  'connections',
  'captureBytes',
] as const;

export type CounterName = (typeof NAMES)[number];
export type CounterValues = Readonly<Record<CounterName, number>>;

const SEQUENCE_BYTES = 8;

export class SharedCounters {
  readonly buffer: SharedArrayBuffer;
  readonly #sequence: Int32Array;
  readonly #values: Float64Array;

  constructor(buffer = new SharedArrayBuffer(SEQUENCE_BYTES + NAMES.length * 8)) {
    this.buffer = buffer;
    this.#sequence = new Int32Array(buffer, 0, 1);
    this.#values = new Float64Array(buffer, SEQUENCE_BYTES, NAMES.length);
  }

  /** Adds to several counters as one step; only the main thread may call it. */
  add(changes: Partial<CounterValues>): void {
    Atomics.add(this.#sequence, 0, 1);
    for (const [index, name] of NAMES.entries()) {
      const change = changes[name];
      if (change !== undefined) this.#values[index] = (this.#values[index] ?? 0) + change;
    }
    Atomics.add(this.#sequence, 0, 1);
  }

  /** All counters as they stood at one moment. */
  read(): CounterValues {
    for (;;) {
      const before = Atomics.load(this.#sequence, 0);
      if (before % 2 !== 0) continue;
      const values = Object.fromEntries(
        NAMES.map((name, index) => [name, this.#values[index] ?? 0]),
      ) as Record<CounterName, number>;
      if (Atomics.load(this.#sequence, 0) === before) return values;
    }
  }
}
