/** What goes on changing at the desk is asked for again and again, as long as somebody looks at the page. */

/** How often a page that nobody has seen yet looks whether it is seen. */
const UNSEEN_MS = 400;

/**
 * `ask` asks once, and says after how many milliseconds to ask again; null: nothing more will come.
 * Returns what ends the asking, which the signal tells a question that is on its way.
 */
export function keepAsking(ask: (signal: AbortSignal) => Promise<number | null>): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs: number | null = UNSEEN_MS;
  const turn = async () => {
    if (!document.hidden) waitMs = await ask(signal);
    if (waitMs !== null && !signal.aborted) timer = setTimeout(() => void turn(), waitMs);
  };
  void turn();
  return () => {
    ending.abort();
    clearTimeout(timer);
  };
}
