/** The product wired together: wire → recorder → desk, and the commands that we inject. The one place where these rooms meet. */

import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { isTerminalRequest } from '../shared/codec/terminal-request.ts';
import { textCodec } from './charset.ts';
import { formatAddress, formatUpstream, type Address, type Upstream } from './commands/address.ts';
import { startDesk, type DeskHost } from './desk/host.ts';
import { answerDesk, injectionPasses, openInjections, type Injections } from './inject/index.ts';
import { logger } from './log.ts';
import { PlaintextPass } from './plaintext/plaintext-pass.ts';
import { appendNote } from './record/append-note.ts';
import { Budget } from './record/budget.ts';
import { claimFolder, type FolderClaim } from './record/claim-folder.ts';
import { SharedCounters } from './record/counters.ts';
import { realDisk } from './record/disk.ts';
import { createRecorder, type Recorder } from './record/recorder.ts';
import { version } from './version.ts';
import { startWire, type Wire } from './wire/listener.ts';

export interface ProductOptions {
  readonly listen: Address;
  readonly upstream: Upstream;
  /** False accepts any certificate of an https server. */
  readonly rejectUnauthorized: boolean;
  readonly inspector: Address;
  readonly capturesDir: string;
  readonly rotateBytes: number;
  /** What all captures of the folder may take; without it they are kept. */
  readonly keepBytes?: number;
  readonly bodyLimit: number;
  readonly recordConsole: boolean;
  readonly token: string;
  readonly readOnly: boolean;
  /** Terminals and server are kept from agreeing on encryption. */
  readonly forcePlaintext?: boolean;
  /** Whether server and terminals are the built-in ones. */
  readonly demonstration?: boolean;
  readonly pageDir: string;
}

export interface Product {
  readonly listen: Address;
  readonly inspector: Address;
  readonly capturePath: string;
  /** How many exchanges are on file, how many could not be, and in which file or, after a rotation, folder. */
  recorded(): { readonly exchanges: number; readonly dropped: number; readonly place: string };
  /** Stops accepting, lets running exchanges end for `graceMs`, completes the capture. */
  stop(graceMs: number): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** How often the recorder may look after what had to wait. */
const TICK_MS = 500;
/** How often commands are looked after that wait, expire or are sent again. */
const INJECTION_TICK_MS = 1_000;

/** The desk, also while there is none yet: what it is told then, it hears when it has come. */
class DeskLine {
  #desk: DeskHost | null = null;
  #waiting: ((desk: DeskHost) => void)[] = [];

  tell(say: (desk: DeskHost) => void): void {
    if (this.#desk === null) this.#waiting.push(say);
    else say(this.#desk);
  }

  connect(desk: DeskHost): void {
    this.#desk = desk;
    for (const say of this.#waiting) say(desk);
    this.#waiting = [];
  }
}

/** Null without --keep: then nothing is ever removed. */
function openBudget(options: ProductOptions, deskLine: DeskLine): Budget | null {
  const { keepBytes, rotateBytes, capturesDir } = options;
  if (keepBytes === undefined) return null;
  return new Budget({
    dir: resolve(capturesDir),
    keepBytes,
    rotateBytes,
    log: (sentence) => logger.info(sentence),
    onRemove: (path) => deskLine.tell((desk) => desk.removed(path)),
  });
}

function openRecorder(
  options: ProductOptions,
  counters: SharedCounters,
  onRotated: (path: string) => void,
  deskLine: DeskLine,
): Recorder {
  return createRecorder({
    dir: resolve(options.capturesDir),
    disk: realDisk,
    upstream: formatUpstream(options.upstream),
    host: hostname(),
    rotateBytes: options.rotateBytes,
    counters,
    now: Date.now,
    monotonicMs: () => performance.now(),
    log: (sentence) => logger.warn(sentence),
    onRotated,
    onUnrecorded: (lines) => deskLine.tell((desk) => desk.unrecorded(lines)),
    onRecording: (reason) => deskLine.tell((desk) => desk.recording(reason)),
  });
}

/** Null with --read-only: then nothing can be injected, whoever asks. */
function openInjectionQueue(
  options: ProductOptions,
  counters: SharedCounters,
  recorder: Recorder,
): Injections | null {
  if (options.readOnly) return null;
  return openInjections({
    folder: resolve(options.capturesDir),
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    text: textCodec,
    now: Date.now,
    audit: (injection) => recorder.injection(injection),
    onDelivered: (commands) => counters.add({ injected: commands }),
    log: (sentence) => logger.warn(sentence),
  });
}

function openWire(
  options: ProductOptions,
  counters: SharedCounters,
  recorder: Recorder,
  injections: Injections | null,
): Promise<Wire> {
  let connections = 0;
  return startWire({
    ...options.listen,
    upstream: { ...options.upstream, rejectUnauthorized: options.rejectUnauthorized },
    record: (exchange) => recorder.take(exchange),
    commit: () => recorder.commit(),
    passes: [
      ...(options.forcePlaintext === true ? [new PlaintextPass()] : []),
      ...(injections === null ? [] : injectionPasses(injections)),
    ],
    recordConsole: options.recordConsole,
    bodyLimit: options.bodyLimit,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    onConnections(open) {
      counters.add({ connections: open - connections });
      connections = open;
    },
    log: ({ level, message, ...facts }) => logger[level](facts, message),
    isTerminalRequest,
    now: Date.now,
    monotonicMs: () => performance.now(),
  });
}

/**
 * Resolves once terminals and browsers can connect. Rejects with Node's error when an address or the
 * captures folder cannot be had, and with FolderInUse when another run has it; nothing is left open then.
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const claim = await claimFolder(resolve(options.capturesDir), (sentence) =>
    logger.warn(sentence),
  );
  try {
    return await startIn(options, claim);
  } catch (error) {
    claim.release();
    throw error;
  }
}

async function startIn(options: ProductOptions, claim: FolderClaim): Promise<Product> {
  const counters = new SharedCounters();
  const deskLine = new DeskLine();
  const startedAtMs = Date.now();
  const budget = openBudget(options, deskLine);
  const onRotated = (path: string) => {
    deskLine.tell((desk) => desk.rotated(path));
    void budget?.trim(path);
  };
  const recorder = openRecorder(options, counters, onRotated, deskLine);
  const capturePath = recorder.path;
  void budget?.trim(capturePath);

  const injections = openInjectionQueue(options, counters, recorder);

  const wire = await openWire(options, counters, recorder, injections).catch((error: unknown) => {
    injections?.close();
    recorder.abandon();
    throw error;
  });

  const desk = await startDesk(
    {
      version,
      listen: formatAddress(wire.address),
      upstream: formatUpstream(options.upstream),
      inspectorHost: options.inspector.host,
      inspectorPort: options.inspector.port,
      capturesDir: resolve(options.capturesDir),
      capturePath,
      token: options.token,
      readOnly: options.readOnly,
      ...(options.demonstration === true && { demonstration: true }),
      ...(options.forcePlaintext === true && { forcePlaintext: true }),
      startedAtMs,
      pageDir: options.pageDir,
      counters: counters.buffer,
    },
    {
      rotate() {
        const path = recorder.rotate();
        void budget?.trim(path);
        return path;
      },
      note(path, note) {
        if (path === recorder.path) recorder.note(note);
        else appendNote(path, note);
      },
      log: (message) => logger.warn(message),
      ...(injections !== null && {
        injection: (ask) => answerDesk(injections, ask),
        encryption: (sn, isEncrypted) =>
          injections.delivery.setEncrypted(sn, isEncrypted, 'session'),
      }),
    },
  ).catch(async (error: unknown) => {
    await wire.stop(0);
    injections?.close();
    recorder.abandon();
    throw error;
  });
  deskLine.connect(desk);
  const ticking = setInterval(() => recorder.tick(), TICK_MS);
  const looking = setInterval(() => injections?.tick(), INJECTION_TICK_MS);

  return {
    listen: wire.address,
    inspector: desk.address,
    capturePath,
    recorded() {
      const { recorded: exchanges, dropped } = counters.read();
      const place = recorder.path === capturePath ? capturePath : resolve(options.capturesDir);
      return { exchanges, dropped, place };
    },
    async stop(graceMs) {
      await wire.stop(graceMs);
      clearInterval(ticking);
      clearInterval(looking);
      injections?.close();
      recorder.close();
      await desk.stop();
      claim.release();
    },
  };
}
