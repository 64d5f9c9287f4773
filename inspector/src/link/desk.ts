/** Asks the desk: one call a route, typed, with the desk's own sentence when it says no. */

import type {
  ApiError,
  CaptureList,
  ExchangeDetail,
  ExchangeList,
  ExchangeQuery,
  Status,
  TerminalDetail,
  TerminalRow,
} from '../../../shared/link/api.ts';
import type { Language } from '../../../shared/codec/frame.ts';
import type { DiffAnswer, DiffQuery } from '../../../shared/link/diff.ts';
import type { FindingList, FindingTotals, MuteRequest } from '../../../shared/link/findings.ts';
import type { LedgerAnswer, LedgerQuery } from '../../../shared/link/ledger.ts';
import type { CommandView } from '../../../shared/link/injection.ts';
import type { NoteAnswer, NoteRequest } from '../../../shared/link/notes.ts';
import type { ServerCommand } from '../../../shared/link/server-commands.ts';
import type { ReplayDetail, ReplayFigures, ReplayJob, ReplayRequest } from '../../../shared/link/replay.ts'; // prettier-ignore
import type { Statistics, StatisticsQuery } from '../../../shared/link/statistics.ts';

/** The desk said no, or could not be reached (`status` 0). */
export class DeskError extends Error {
  readonly status: number;
  readonly code: string;
  /** Where in the filter text it went wrong. */
  readonly at: number | null;

  constructor(status: number, code: string, message: string, at: number | null = null) {
    super(message);
    this.name = 'DeskError';
    this.status = status;
    this.code = code;
    this.at = at;
  }
}

/** Whatever went wrong, in the shape of a refusal. */
export const deskErrorOf = (error: unknown): DeskError =>
  error instanceof DeskError
    ? error
    : new DeskError(0, 'PAGE', error instanceof Error ? error.message : String(error));

type FindingsQuery = Pick<ExchangeQuery, 'capture' | 'language'> & {
  readonly signal?: AbortSignal;
};
type Query = ExchangeQuery & { readonly signal?: AbortSignal };

const isApiError = (value: unknown): value is ApiError =>
  typeof value === 'object' &&
  value !== null &&
  'error' in value &&
  typeof (value.error as { message?: unknown } | null)?.message === 'string';

/** What the desk said when it said no. */
export function refusalIn(status: number, statusText: string, body: string): DeskError {
  let said: unknown = null;
  try {
    said = JSON.parse(body);
  } catch {
    // A front server answered in the desk's place.
  }
  if (!isApiError(said)) return new DeskError(status, 'HTTP', statusText);
  return new DeskError(status, said.error.code, said.error.message, said.error.at ?? null);
}

async function refusal(response: Response): Promise<DeskError> {
  return refusalIn(response.status, response.statusText, await response.text().catch(() => ''));
}

async function call(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new DeskError(0, 'UNREACHABLE', error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await call(path, init);
  return (await response.json()) as Answer;
}

/** Addresses are relative to the page, so that it works under a path of a front server too. */
function path(route: string, query: object): string {
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, String(value)]),
  ).toString();
  return search === '' ? route : `${route}?${search}`;
}

/** Of the live socket, beside the page as everything else. */
export function liveAddress(): URL {
  const address = new URL('api/live', document.baseURI);
  address.protocol = address.protocol.replace('http', 'ws');
  return address;
}

const captureAddress = (name: string) => `api/captures/${encodeURIComponent(name)}`;

const posted = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const desk = {
  /** Trades the token for a cookie. */
  signIn: (token: string) => call('api/session', posted({ token })),
  status: (signal?: AbortSignal) => ask<Status>('api/status', { signal: signal ?? null }),
  exchanges: ({ signal, ...query }: Query) =>
    ask<ExchangeList>(path('api/exchanges', query), { signal: signal ?? null }),
  exchange: (n: number, { signal, ...query }: Query) =>
    ask<ExchangeDetail>(path(`api/exchanges/${n}`, query), { signal: signal ?? null }),
  terminals: ({ signal, ...query }: Query) =>
    ask<{ readonly items: readonly TerminalRow[] }>(path('api/terminals', query), {
      signal: signal ?? null,
    }),
  /** One of them, with what its session knows. */
  terminal: (sn: string, { signal, ...query }: Query) =>
    ask<TerminalDetail>(path(`api/terminals/${encodeURIComponent(sn)}`, query), {
      signal: signal ?? null,
    }),
  statistics: ({ signal, ...query }: StatisticsQuery & { readonly signal?: AbortSignal }) =>
    ask<Statistics>(path('api/statistics', query), { signal: signal ?? null }),
  note: (note: NoteRequest) => ask<NoteAnswer>('api/notes', posted(note)),
  captures: (signal?: AbortSignal) => ask<CaptureList>('api/captures', { signal: signal ?? null }),
  diff: ({ signal, ...query }: DiffQuery & { readonly signal?: AbortSignal }) =>
    ask<DiffAnswer>(path('api/diff', query), { signal: signal ?? null }),
  findings: ({ signal, ...query }: FindingsQuery) =>
    ask<FindingList>(path('api/findings', query), { signal: signal ?? null }),
  mute: (mute: MuteRequest) => ask<FindingTotals>('api/mutes', posted(mute)),
  unmute: (query: Readonly<Record<'code' | 'sn' | 'capture', string | undefined>>) =>
    ask<FindingTotals>(path('api/mutes', query), { method: 'DELETE' }),
  ledger: ({ signal, ...query }: LedgerQuery & { readonly signal?: AbortSignal }) =>
    ask<LedgerAnswer>(path('api/ledger', query), { signal: signal ?? null }),
  /** Where every booking is to be had as a table. */
  ledgerTable: (query: LedgerQuery) => path('api/ledger', { ...query, format: 'csv' }),
  rotate: () => ask<unknown>('api/captures/rotate', { method: 'POST' }),
  commands: (language: Language, signal?: AbortSignal) =>
    ask<{ readonly items: readonly CommandView[] }>(`api/commands?language=${language}`, {
      signal: signal ?? null,
    }),
  /** Always as a batch, so that the answer has one shape. */
  sendCommands: (body: object, language: Language) =>
    ask<{ readonly items: readonly CommandView[] }>(
      `api/commands?language=${language}`,
      posted(body),
    ),
  cancelCommand: (id: string, language: Language) =>
    ask<CommandView>(`api/commands/${id}?language=${language}`, { method: 'DELETE' }),
  /** The server's own commands to one terminal. */
  serverCommands: (sn: string, language: Language, signal?: AbortSignal) =>
    ask<{ readonly items: readonly ServerCommand[] }>(
      `api/server-commands?${new URLSearchParams({ sn, language })}`,
      { signal: signal ?? null },
    ),
  /** The bytes that came with a command's answer. */
  commandContent: async (id: string) => {
    const response = await call(`api/commands/${id}/content`, {});
    return new Uint8Array(await response.arrayBuffer());
  },
  renameCapture: (from: string, name: string) =>
    ask<unknown>(captureAddress(from), posted({ name })),
  removeCapture: (name: string) => call(captureAddress(name), { method: 'DELETE' }),
  captureAddress,
  /** Where a file for a terminal goes. */
  filesAddress: (query: Readonly<Record<string, string>>) =>
    `api/files?${new URLSearchParams(query)}`,
  /** What would be sent; nothing is. */
  replayFigures: (wish: ReplayRequest) =>
    ask<ReplayFigures>('api/replay', posted({ ...wish, dryRun: true })),
  replay: (wish: ReplayRequest) => ask<ReplayJob>('api/replay', posted(wish)),
  replays: (signal?: AbortSignal) =>
    ask<{ readonly items: readonly ReplayJob[] }>('api/replay', { signal: signal ?? null }),
  /** With the items whose number in the job's capture is above `after`. */
  replayJob: (id: string, after: number, signal?: AbortSignal) =>
    ask<ReplayDetail>(`api/replay/${id}?after=${after}`, { signal: signal ?? null }),
  steerReplay: (id: string, verb: 'pause' | 'resume') =>
    ask<ReplayJob>(`api/replay/${id}/${verb}`, { method: 'POST' }),
  cancelReplay: (id: string) => ask<ReplayJob>(`api/replay/${id}`, { method: 'DELETE' }),
};
