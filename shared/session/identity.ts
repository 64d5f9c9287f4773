/** Who a terminal says it is, and from where it speaks. */

import { fieldOf, textOf, type Seen } from './seen.ts';

export class Identity {
  model = '';
  firmware = '';
  /** Appendix 2 code as it stood on the wire. */
  language = '';
  pushVersion = '';
  /** Taken from the connection: the `ip` that terminals send is the server's in the vendor's own example. */
  ip = '';

  take({ frame, peer }: Seen): void {
    this.ip = addressIn(peer);
    if (frame.kind !== 'init') return;
    const { fields } = frame.request;
    this.model = textOf(fields, 'deviceName') || this.model;
    this.firmware = textOf(fields, 'firmware') || this.firmware;
    this.language = fieldOf(fields, 'language')?.raw || this.language;
    this.pushVersion = textOf(fields, 'pushVersion') || this.pushVersion;
  }
}

/** `192.168.1.50:40213`, `[::1]:40213`, `::ffff:192.168.1.50:40213` → the address alone. */
export function addressIn(peer: string): string {
  const address = peer.replace(/:\d+$/, '');
  return address.replace(/^\[|\]$/g, '').replace(/^::ffff:(?=\d+\.)/i, '');
}
