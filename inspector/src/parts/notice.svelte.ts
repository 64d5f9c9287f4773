/** One sentence that answers what was just done, until it was read. */

const READ_MS = 6_000;

export class Notice {
  text = $state('');
  #ending: ReturnType<typeof setTimeout> | undefined;

  say(text: string): void {
    clearTimeout(this.#ending);
    this.text = text;
    this.#ending = setTimeout(() => this.clear(), READ_MS);
  }

  clear(): void {
    clearTimeout(this.#ending);
    this.text = '';
  }
}
