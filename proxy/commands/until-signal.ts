/** The end of a command that goes on: after some seconds, or when a person ends it. */

/** Aborts the signal that it hands out at the first SIGINT or SIGTERM, for as long as `act` goes on. */
export async function endedByPerson<T>(act: (ended: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const end = () => ended.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    return await act(ended.signal);
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}

/** Resolves after so many seconds (0: never), or at the first SIGINT or SIGTERM. */
export const untilSignal = (seconds: number): Promise<void> =>
  endedByPerson(
    (ended) =>
      new Promise((resolve) => {
        const timer = seconds > 0 ? setTimeout(resolve, seconds * 1000) : undefined;
        ended.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
  );
