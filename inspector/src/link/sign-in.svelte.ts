/** Whether the desk knows us: a token is traded once for a cookie that scripts cannot read. */

import { desk, DeskError, deskErrorOf } from './desk.ts';
import { takeToken } from './token.ts';

export type SignedIn = 'asking' | 'in' | 'out';

export class SignIn {
  state = $state<SignedIn>('asking');
  /** Why the last token did not do. */
  failure = $state.raw<DeskError | null>(null);
  /** Whether we were in before. */
  wasIn = $state(false);

  /** With a token from the address, or the cookie of an earlier visit. Returns what ends the watching. */
  start(): () => void {
    const arrived = () => {
      const token = takeToken();
      if (token !== null) void this.give(token);
    };
    window.addEventListener('hashchange', arrived);
    const token = takeToken();
    if (token === null) void this.#look();
    else void this.give(token);
    return () => window.removeEventListener('hashchange', arrived);
  }

  async give(token: string): Promise<void> {
    try {
      await desk.signIn(token);
      this.failure = null;
      this.#enter();
    } catch (error) {
      this.failure = deskErrorOf(error);
      if (this.state !== 'in') this.state = 'out';
    }
  }

  /** Told of every error: a 401 means that we are out. */
  refused(error: unknown): void {
    if (error instanceof DeskError && error.status === 401) this.state = 'out';
  }

  async #look(): Promise<void> {
    try {
      await desk.status();
      this.#enter();
    } catch (error) {
      // An unreachable desk is the live socket's to say, which tries again by itself.
      if (error instanceof DeskError && error.status === 401) this.state = 'out';
      else this.#enter();
    }
  }

  #enter(): void {
    this.state = 'in';
    this.wasIn = true;
  }
}
