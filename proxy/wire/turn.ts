/**
 * What leaves at the end of a turn of the event loop, when all that came in it has been read.
 *
 *   requests ──► servers      then      exchanges ──► capture      then      replies ──► terminals
 *
 * One call to the disk then serves every exchange of the turn, and a peer is woken once, not for each of
 * its messages: together that halves what a poll costs at full load. At low load a turn holds one message.
 */

export interface Leaver {
  /** Writes what waits for the server. */
  leaveForServer(): void;
  /** Writes what waits for the terminal. */
  leaveForTerminal(): void;
}

export class Turn {
  readonly #commit: () => void;
  #leavers: Leaver[] = [];
  #isDue = false;

  /** `commit` puts on file what was recorded; it must not throw. */
  constructor(commit: () => void) {
    this.#commit = commit;
  }

  /** Something was recorded: it is on file at the end of the turn. */
  recorded(): void {
    this.#fallDue();
  }

  /** To be called once a turn by whoever has something to write. */
  join(leaver: Leaver): void {
    this.#leavers.push(leaver);
    this.#fallDue();
  }

  /** Ends the turn now: for whoever cannot wait, because a connection breaks or too much is waiting. */
  end(): void {
    this.#isDue = false;
    const leavers = this.#leavers;
    this.#leavers = [];
    for (const leaver of leavers) leaver.leaveForServer();
    this.#commit();
    for (const leaver of leavers) leaver.leaveForTerminal();
  }

  #fallDue(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      if (this.#isDue) this.end();
    });
  }
}
