/** The commands that were sent from pushscope and those of the server, as they live on; asked for again while some are open. */

import type { CommandInput } from '../../../shared/codec/commands/compose.ts';
import type { Language } from '../../../shared/codec/frame.ts';
import type { CommandView, Redelivery } from '../../../shared/link/injection.ts';
import type { ServerCommand } from '../../../shared/link/server-commands.ts';
import { desk, deskErrorOf, type DeskError } from '../link/desk.ts';
import { keepAsking } from '../link/keep-asking.ts';
import { upload } from '../link/upload.ts';

const OPEN_MS = 1_000;
const SETTLED_MS = 5_000;

const isOpen = ({ state }: CommandView) => state === 'queued' || state === 'delivered';

/** A command of the server, with the terminal that got it. */
export type ServerRow = ServerCommand & { readonly sn: string };

export interface Sending {
  readonly terminals: readonly {
    readonly sn: string;
    readonly commands: readonly CommandInput[];
  }[];
  readonly raw: boolean;
  /** What was typed for each terminal when something dangerous is sent. */
  readonly confirm: Readonly<Record<string, string>>;
  readonly expiresAfterMs?: number;
  readonly redeliver?: Redelivery;
}

/** A file for terminals, with the path at which they keep it. */
export interface LocalFile {
  readonly file: File;
  readonly path: string;
}

export interface Uploaded {
  readonly sn: string;
  readonly bytes: number;
  readonly size: number;
}

const sendCommands = (
  { sn, commands }: Sending['terminals'][number],
  wish: Sending,
  language: Language,
) =>
  desk.sendCommands(
    {
      sn,
      commands: commands.map((each) => ('text' in each ? each.text : each)),
      ...(wish.raw && { raw: true }),
      ...(wish.confirm[sn] !== undefined && { confirm: wish.confirm[sn] }),
      ...(wish.expiresAfterMs !== undefined && { expiresAfterMs: wish.expiresAfterMs }),
      ...(wish.redeliver !== undefined && { redeliver: wish.redeliver }),
    },
    language,
  );

export class Commands {
  items = $state.raw<readonly CommandView[] | null>(null);
  ofServer = $state.raw<readonly ServerRow[]>([]);
  /** Terminals whose commands of the server are asked for. */
  watched: readonly string[] = [];
  failure = $state.raw<DeskError | null>(null);
  sending = $state(false);
  /** How much of a file has reached the desk; null when none is on its way. */
  uploaded = $state.raw<Uploaded | null>(null);
  readonly #onRefused: (error: unknown) => void;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  /** Asks until it is told to end. */
  watch(language: Language): () => void {
    return keepAsking(async (signal) => {
      await this.list(language, signal);
      return this.items?.some(isOpen) === true ? OPEN_MS : SETTLED_MS;
    });
  }

  /** Newest first. */
  async list(language: Language, signal?: AbortSignal): Promise<void> {
    try {
      const { items } = await desk.commands(language, signal);
      this.items = items.toSorted((a, b) =>
        (b.steps[0]?.at ?? '').localeCompare(a.steps[0]?.at ?? ''),
      );
      const sets = await Promise.all(
        this.watched.map(async (sn) => {
          const { items: found } = await desk.serverCommands(sn, language, signal);
          return found.map((each) => ({ sn, ...each }));
        }),
      );
      this.ofServer = sets.flat();
    } catch (error) {
      if (signal?.aborted !== true) this.#failed(error);
    }
  }

  /** To one terminal after the other; those that have it. Stops at the first refusal. */
  async send(
    wish: Sending,
    language: Language,
    local: LocalFile | null = null,
  ): Promise<readonly string[]> {
    this.sending = true;
    this.failure = null;
    const done: string[] = [];
    try {
      for (const terminal of wish.terminals) {
        if (local === null) await sendCommands(terminal, wish, language);
        else await this.#sendFile(terminal.sn, wish, language, local);
        done.push(terminal.sn);
      }
    } catch (error) {
      this.#failed(error);
    }
    this.sending = false;
    this.uploaded = null;
    await this.list(language);
    return done;
  }

  async cancel(id: string, language: Language): Promise<void> {
    this.failure = null;
    try {
      await desk.cancelCommand(id, language);
    } catch (error) {
      this.#failed(error);
    }
    await this.list(language);
  }

  async #sendFile(sn: string, wish: Sending, language: Language, { file, path }: LocalFile) {
    const { confirm, expiresAfterMs, redeliver } = wish;
    const query = {
      ...{ sn, path, name: file.name, language },
      ...(confirm[sn] !== undefined && { confirm: confirm[sn] }),
      ...(expiresAfterMs !== undefined && { expiresAfterMs: String(expiresAfterMs) }),
      ...(redeliver !== undefined && {
        redeliverAfterMs: String(redeliver.afterMs),
        redeliverTimes: String(redeliver.times),
      }),
    };
    await upload('POST', desk.filesAddress(query), file, (bytes) => {
      this.uploaded = { sn, bytes, size: file.size };
    });
  }

  #failed(error: unknown): void {
    this.#onRefused(error);
    this.failure = deskErrorOf(error);
  }
}
