/** Sends a file to the desk and tells on the way how far it got, which `fetch` cannot. */

import { DeskError, refusalIn } from './desk.ts';

/** `sent` is told bytes. Throws DeskError. */
export function upload(
  route: string,
  query: Readonly<Record<string, string>>,
  file: File,
  sent: (bytes: number) => void,
): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded }) => sent(loaded));
    request.addEventListener('error', () =>
      failed(new DeskError(0, 'UNREACHABLE', 'The connection broke.')),
    );
    request.addEventListener('load', () => {
      const { status, statusText, responseText } = request;
      if (status === 201) done();
      else failed(refusalIn(status, statusText, responseText));
    });
    request.open('POST', `${route}?${new URLSearchParams(query)}`);
    request.send(file);
  });
}
