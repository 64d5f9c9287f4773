/**
 * What leaves at the end of a turn of the event loop, when all that came in it has been read.
 *
 *   requests ──► servers      then      exchanges ──► capture      then      replies ──► terminals
 *
 * One call to the disk then serves every exchange of the turn, and a peer is woken once, not for each of
 * its messages: at full load these two are most of what a poll costs. At low load a turn holds one message.
 */

/** Neither of the two may throw: one connection's trouble must not become another's. */
export interface Leaver {
  /** Writes what waits for the server. */
  leaveForServer(): void;
  /** Writes what waits for the terminal. */
  leaveForTerminal(): void;
}

export class Turn {
  readonly #commit: () => void;
  readonly #failed: (error: unknown) => void;
  #leavers: Leaver[] = [];
  #isDue = false;

  /** `commit` puts on file what was recorded; `failed` hears what a leaver or the commit threw all the same. */
  constructor(commit: () => void, failed: (error: unknown) => void) {
    this.#commit = commit;
    this.#failed = failed;
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
    for (const leaver of leavers) this.#try(() => leaver.leaveForServer());
    this.#try(this.#commit);
    for (const leaver of leavers) this.#try(() => leaver.leaveForTerminal());
  }

  #try(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#failed(error);
    }
  }

  #fallDue(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      if (this.#isDue) this.end();
    });
  }
}
