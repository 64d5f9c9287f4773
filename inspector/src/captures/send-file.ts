/** Sends a file to the desk and tells how far it is; `fetch` would not say. */

import { DeskError, refusalIn } from '../link/desk.ts';

/** False when it was stopped. Throws DeskError. */
export function sendFile(
  path: string,
  file: File,
  onshare: (share: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((done, fail) => {
    const asking = new XMLHttpRequest();
    asking.upload.onprogress = ({ loaded }) => onshare(loaded / Math.max(1, file.size));
    asking.onload = () => {
      if (asking.status < 300) done(true);
      else fail(refusalIn(asking.status, asking.statusText, asking.responseText));
    };
    asking.onerror = () => fail(new DeskError(0, 'UNREACHABLE', asking.statusText));
    asking.onabort = () => done(false);
    signal.addEventListener('abort', () => asking.abort(), { once: true });
    asking.open('PUT', path);
    asking.send(file);
  });
}
