/** Texts that come again and again, as numbers. */

/** A serial or table name longer than this is somebody's nonsense; the capture has all of it. */
const LONGEST = 64;

export const kept = (text: string): string =>
  text.length > LONGEST ? text.slice(0, LONGEST) : text;

export class Words {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  get texts(): readonly string[] {
    return this.#texts;
  }

  number(given: string): number {
    const text = kept(given);
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }
}
