/** Sends a file to the desk and tells on the way how far it got, which `fetch` cannot. */

import { DeskError, refusalIn } from './desk.ts';

/** `sent` is told bytes. False when it was stopped. Throws DeskError. */
export function upload(
  method: 'POST' | 'PUT',
  path: string,
  file: File,
  sent: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded }) => sent(loaded));
    request.addEventListener('abort', () => done(false));
    request.addEventListener('error', () =>
      failed(new DeskError(0, 'UNREACHABLE', 'The connection broke.')),
    );
    request.addEventListener('load', () => {
      const { status, statusText, responseText } = request;
      if (status < 300) done(true);
      else failed(refusalIn(status, statusText, responseText));
    });
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.open(method, path);
    request.send(file);
  });
}
