/**
 * When what came is drawn next: in the coming frame, but at most a third of the time is spent on drawing,
 * so that keys and clicks get their turn however much comes.
 */

/** Rest after a drawing, in lengths of that drawing. */
const REST = 2;
/** However long a drawing took: what is on screen is never older than this and the drawing itself. */
const LONGEST_REST_MS = 400;

export class Pace {
  readonly #draw: () => void;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #isResting = false;
  #isWished = false;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  /** Something is to be drawn. */
  wish(): void {
    this.#isWished = true;
    if (this.#frame === 0 && !this.#isResting) this.#next();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#frame = 0;
    this.#isResting = false;
    this.#isWished = false;
  }

  #next(): void {
    this.#frame = requestAnimationFrame((begunMs) => {
      this.#frame = 0;
      this.#isWished = false;
      this.#isResting = true;
      this.#draw();
      // A task of its own begins once the frame has been laid out and painted.
      this.#rest = setTimeout(() => this.#drawn(performance.now() - begunMs));
    });
  }

  #drawn(tookMs: number): void {
    this.#rest = setTimeout(
      () => {
        this.#isResting = false;
        if (this.#isWished) this.#next();
      },
      Math.min(REST * tookMs, LONGEST_REST_MS),
    );
  }
}
