/** The port that terminals connect to, and every connection that came in through it. */

import { createServer, type AddressInfo, type Server } from 'node:net';
import { ConsoleServer } from './console-lane.ts';
import { errorWord, withDefaults, type WireOptions, type WireSettings } from './options.ts';
import { TerminalConnection, type TerminalConnectionHost } from './terminal-connection.ts';
import { Turn } from './turn.ts';

/** One timer for all connections: none of them has its own. */
const SWEEP_MS = 1_000;
const CLOSING_SWEEP_MS = 25;
/** Every terminal of a site may reconnect in the same second. */
const BACKLOG = 4_096;

export interface Wire {
  readonly address: { readonly host: string; readonly port: number };
  /** Stops accepting, lets running exchanges end for `graceMs`, then cuts what is left. */
  stop(graceMs: number): Promise<void>;
}

class Listener implements TerminalConnectionHost {
  readonly settings: WireSettings;
  readonly consoleServer: ConsoleServer;
  readonly server: Server;
  readonly #open = new Set<TerminalConnection>();
  #accepted = 0;
  #sweeper: NodeJS.Timeout;
  #allClosed: (() => void) | null = null;

  constructor(options: WireOptions) {
    const settings = withDefaults(options);
    const turn = new Turn(
      () => void settings.commit(),
      (error) => this.#turnFailed(error),
    );
    this.settings = { ...settings, turn };
    this.consoleServer = new ConsoleServer(this.settings);
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    this.server = createServer({ allowHalfOpen: true }, (socket) => {
      this.#open.add(new TerminalConnection(this, socket, ++this.#accepted));
      settings.onConnections(this.#open.size);
    });
  }

  closed(connection: TerminalConnection): void {
    this.#open.delete(connection);
    this.settings.onConnections(this.#open.size);
    if (this.#open.size === 0) this.#allClosed?.();
  }

  /** EMFILE and the like: Node goes on accepting by itself. */
  acceptFailed(error: Error): void {
    this.settings.log({
      level: 'error',
      message:
        'A terminal could not connect: raise the limit of open files (ulimit -n) if it is EMFILE.',
      error: errorWord(error),
    });
  }

  stopSweeping(): void {
    clearInterval(this.#sweeper);
  }

  async stop(graceMs: number): Promise<void> {
    const closed = new Promise<void>((done) => this.server.close(() => done()));
    this.stopSweeping();
    this.#sweeper = setInterval(() => this.#sweep(), CLOSING_SWEEP_MS);
    for (const connection of this.#open) connection.closeWhenIdle();
    const patience = setTimeout(() => this.#cutAll(), graceMs);
    if (this.#open.size > 0) await new Promise<void>((done) => (this.#allClosed = done));
    clearTimeout(patience);
    this.stopSweeping();
    await closed;
  }

  #turnFailed(error: unknown): void {
    const message = 'A turn did not end as it should; forwarding goes on.';
    this.settings.log({ level: 'error', message, error: errorWord(error) });
  }

  #sweep(): void {
    const nowMs = this.settings.monotonicMs();
    for (const connection of this.#open) connection.sweep(nowMs);
  }

  #cutAll(): void {
    for (const connection of this.#open) connection.cut();
  }
}

/** Resolves once terminals can connect; rejects with the errno error when the address cannot be had. */
export async function startWire(options: WireOptions): Promise<Wire> {
  const listener = new Listener(options);
  const { server } = listener;
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen({ host: options.host, port: options.port, backlog: BACKLOG }, () => {
        server.off('error', failed);
        listening();
      });
    });
  } catch (error) {
    listener.stopSweeping();
    throw error;
  }
  server.on('error', (error) => listener.acceptFailed(error));
  const { address, port } = server.address() as AddressInfo;
  return { address: { host: address, port }, stop: (graceMs) => listener.stop(graceMs) };
}
