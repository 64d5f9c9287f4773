/** The end of a command that goes on: after some seconds, or when a person ends it. */

/** Resolves after so many seconds (0: never), or at the first SIGINT or SIGTERM. */
export async function untilSignal(seconds: number): Promise<void> {
  const ended = new AbortController();
  const end = () => ended.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const timer = seconds > 0 ? setTimeout(end, seconds * 1000) : null;
  await new Promise((resolve) => ended.signal.addEventListener('abort', resolve, { once: true }));
  if (timer !== null) clearTimeout(timer);
  process.off('SIGINT', end);
  process.off('SIGTERM', end);
}
