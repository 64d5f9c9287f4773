/** The time of day, once a second, for everything that says "ago". */

class Clock {
  #now = $state(Date.now());

  constructor() {
    setInterval(() => {
      if (!document.hidden) this.#now = Date.now();
    }, 1_000);
    document.addEventListener('visibilitychange', () => (this.#now = Date.now()));
  }

  get now(): number {
    return this.#now;
  }
}

export const clock = new Clock();
