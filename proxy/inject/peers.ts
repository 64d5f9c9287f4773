/** From which address each terminal polled when it was given commands. */

export type Peers = Map<string, string>;

/** `192.168.1.50:40213` → `192.168.1.50` */
export const hostOf = (peer: string): string => peer.slice(0, Math.max(0, peer.lastIndexOf(':')));
