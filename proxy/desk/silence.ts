/** Notices a desk that says nothing any more: an endless loop neither throws nor ends. */

/** How often the desk says that it is there. */
export const BEAT_MS = 1_000;
/** More than the longest piece of work of a healthy desk takes on a busy machine. */
export const SILENT_BEATS = 15;

export interface Silence {
  /** The desk was heard. */
  heard(): void;
  end(): void;
}

/** Beats are counted, not time: a machine that slept, or a main thread that stalled, misses but one. */
export function listenForSilence(silentBeats: number, onSilent: () => void): Silence {
  let missed = 0;
  const timer = setInterval(() => {
    if (++missed <= silentBeats) return;
    clearInterval(timer);
    onSilent();
  }, BEAT_MS);
  timer.unref();
  return {
    heard: () => {
      missed = 0;
    },
    end: () => clearInterval(timer),
  };
}
