/** The desk put together: reads the capture, answers the API, feeds the live socket. Knows no thread. */

import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Status } from '../../shared/link/api.ts';
import type { DeskStart, FromDesk, ToDesk } from '../../shared/link/desk.ts';
import { FILES_FOLDER } from '../../shared/link/injection.ts';
import { SharedCounters } from '../record/counters.ts';
import { ReplayJobs } from '../replay/jobs.ts';
import { Captures } from './captures.ts';
import { CaptureView } from './capture-view.ts';
import { Credentials } from './credentials.ts';
import { InjectionLine } from './injection-line.ts';
import { Errands } from './errands.ts';
import { LiveFeed } from './live-feed.ts';
import { LiveReader } from './live-reader.ts';
import { ReplayFeed } from './replay-feed.ts';
import { LiveSocket } from './live-socket.ts';
import { PageFiles } from './page-files.ts';
import { readLanguage, readQuery } from './query.ts';
import { captureRoutes } from './routes/captures.ts';
import { commandRoutes } from './routes/commands.ts';
import { fileRoutes } from './routes/files.ts';
import { diffRoutes } from './routes/diff.ts';
import { exchangeRoutes } from './routes/exchanges.ts';
import { findingRoutes } from './routes/findings.ts';
import { healthRoutes } from './routes/health.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { noteRoutes } from './routes/notes.ts';
import { replayRoutes } from './routes/replay.ts';
import { serverCommandRoutes } from './routes/server-commands.ts';
import { sessionRoutes } from './routes/session.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { statusRoutes } from './routes/status.ts';
import { startServer } from './server.ts';
import type { DeskState } from './state.ts';

const LIVE_PATH = '/api/live';
const LOG_MS = 60_000;

export interface Desk {
  readonly host: string;
  readonly port: number;
  /** Bytes that wait for the viewer which most wait for. */
  readonly mostWaiting: number;
  take(message: ToDesk): void;
  stop(): void;
}

/** At most one line a minute, so that a fault that comes again and again does not flood the log. */
function faultLog(post: (message: FromDesk) => void): (error: unknown) => void {
  let nextMs = 0;
  return (error) => {
    if (Date.now() < nextMs) return;
    nextMs = Date.now() + LOG_MS;
    post({
      type: 'log',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  };
}

/** Exchanges of the run that are listed, some 80 MB of them; the captures hold all. */
const MOST_LIVE = 1_000_000;

/** Resolves once the API answers; rejects with Node's error when the port cannot be had. */
export async function openDesk(start: DeskStart, post: (message: FromDesk) => void): Promise<Desk> {
  const onFault = faultLog(post);
  const counters = new SharedCounters(start.counters);
  const live = new CaptureView([...(start.earlierPaths ?? []), start.capturePath], start.mostLive ?? MOST_LIVE); // prettier-ignore
  live.sessions.onEncryption = (sn, isEncrypted) => post({ type: 'encryption', sn, isEncrypted });
  live.onOffered = (lines) => post({ type: 'took', lines });
  const isOfRun = (name: string) => live.paths.some((path) => basename(path) === name);
  const captures = new Captures(
    start.capturesDir,
    start.version,
    (name) => !start.readOnly && !isOfRun(name),
  );
  const errands = new Errands(post);
  const injections = new InjectionLine((requestId, ask) =>
    post({ type: 'injection', requestId, ask }),
  );
  const reader = new LiveReader({ view: live, counters, onFault });
  let capturePath = start.capturePath;
  let notRecording: string | null = null;

  const bytesOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

  const status = (): Status => {
    const { exchanges, recorded, dropped, injected, connections } = counters.read();
    return {
      version: start.version,
      listen: start.listen,
      upstream: start.upstream,
      uptimeMs: Date.now() - start.startedAtMs,
      capture: { path: capturePath, bytes: bytesOf(capturePath) },
      counters: { exchanges, recorded, dropped, injected, connections },
      findings: live.findings.totals,
      notRecording,
      behind: Math.max(0, recorded - live.recorded),
      readOnly: start.readOnly,
      ...(live.forgotten > 0 && { forgotten: live.forgotten }),
      ...(start.demonstration === true && { demonstration: true }),
      ...(start.forcePlaintext === true && { forcePlaintext: true }),
    };
  };

  const state: DeskState = {
    live,
    captures,
    readOnly: start.readOnly,
    get capturePath() {
      return capturePath;
    },
    isOfRun,
    status,
    rotate: () => errands.rotate(),
    keepNote: (path, note) => errands.note(path, note),
  };

  const replays = new ReplayJobs((job) => replayFeed.changed(job));
  const credentials = new Credentials(start.token);
  const socket: LiveSocket = new LiveSocket({ onWaiting: () => feed.viewersChanged() });
  const feed = new LiveFeed({ view: live, socket, status });
  live.onForgot = (rows) => feed.forgot(rows);
  const replayFeed = new ReplayFeed(socket);
  const server = await startServer({
    host: start.inspectorHost,
    port: start.inspectorPort,
    credentials,
    page: new PageFiles(start.pageDir),
    routes: [
      ...sessionRoutes(credentials, () => server.port),
      ...statusRoutes(state),
      ...healthRoutes(state),
      ...exchangeRoutes(state),
      ...statisticsRoutes(state),
      ...captureRoutes(state),
      ...diffRoutes(state),
      ...ledgerRoutes(state),
      ...noteRoutes(state),
      ...findingRoutes(state),
      ...replayRoutes(state, replays),
      ...commandRoutes(state, injections),
      ...fileRoutes(state, injections, join(start.capturesDir, FILES_FOLDER)),
      ...serverCommandRoutes(state),
    ],
    livePath: LIVE_PATH,
    upgrade(request, connection, head, query) {
      const { language } = readQuery(query, ['language']);
      socket.accept(request, connection, head, readLanguage(language));
    },
    onFault,
  });
  reader.start();

  const goOnIn = (path: string): void => {
    if (path === capturePath) return;
    capturePath = path;
    live.addFile(path);
    // Each file stands for itself.
    for (const mute of live.mutes.all) {
      errands.note(path, { at: new Date().toISOString(), mute }).catch(onFault);
    }
  };

  const stop = (): void => {
    replays.stop();
    reader.stop();
    feed.close();
    replayFeed.close();
    socket.close();
    server.close();
    captures.close();
    live.close();
  };

  return {
    host: server.host,
    port: server.port,
    get mostWaiting() {
      return socket.mostWaiting;
    },
    take(message) {
      switch (message.type) {
        case 'rotated':
          goOnIn(message.path);
          if (message.requestId !== undefined) errands.done(message.requestId, message.path);
          break;
        case 'removed':
          live.letGo(message.path);
          captures.letGo(basename(message.path));
          break;
        case 'rotate-failed':
          errands.failed(message.requestId, message.message);
          break;
        case 'injection':
          injections.answered(message.requestId, message.answer);
          break;
        case 'noted':
          errands.done(message.requestId, '');
          break;
        case 'note-failed':
          errands.failed(message.requestId, message.message);
          break;
        case 'unrecorded':
          live.offer(message.lines);
          reader.wake();
          break;
        case 'recording':
          notRecording = message.notRecording;
          break;
        case 'stop':
          stop();
          break;
      }
    },
    stop,
  };
}
