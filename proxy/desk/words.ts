/** Texts that come again and again, as numbers. */

/** A serial or table name longer than this is somebody's nonsense; the capture has all of it. */
const LONGEST = 64;

export class Words {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  number(text: string): number {
    const kept = text.length > LONGEST ? text.slice(0, LONGEST) : text;
    let number = this.#numbers.get(kept);
    if (number === undefined) {
      number = this.#texts.push(kept) - 1;
      this.#numbers.set(kept, number);
    }
    return number;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }
}
