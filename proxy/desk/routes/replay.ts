/** POST and GET /api/replay, GET and DELETE /api/replay/ID, POST /api/replay/ID/pause and /resume */

import { basename } from 'node:path';
import type { Exchange } from '../../../shared/capture/exchange.ts';
import { NO_HINTS } from '../../../shared/codec/decode.ts';
import { moneyText } from '../../../shared/codec/read-value.ts';
import { matchFrame, matchRow } from '../../../shared/filter/index.ts';
import type { ReplayEdit, ReplayFigures } from '../../../shared/link/replay.ts';
import { EditError, editedRequest } from '../../replay/edit.ts';
import { touchesMoney } from '../../replay/figures.ts';
import type { ReplayJobs } from '../../replay/jobs.ts';
import { isLiveServer, serversOf } from '../../replay/live-server.ts';
import { planOf, type Plan } from '../../replay/plan.ts';
import type { Pace } from '../../replay/player.ts';
import type { Target } from '../../replay/send.ts';
import { Refused, sendJson, sendJsonText } from '../answer.ts';
import { readQuery } from '../query.ts';
import { readExchange, subjectOf } from '../reading.ts';
import type { DeskState } from '../state.ts';
import { readFilter, refuseReadOnly } from './asking.ts';
import { readJsonObject } from './json-object.ts';
import type { Route } from './route.ts';

const WANTED = '{"target":"http://HOST:PORT","ns":[17,18]}';
const FASTEST = 10_000;

type Body = Readonly<Record<string, unknown>>;

const bad = (fact: string) => new Refused(400, 'BODY', `${fact}; send ${WANTED}.`);

function readTarget(text: unknown): Target {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && url.href === `${url.protocol}//${url.host}/`;
  if (url === null || !isPlain || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw bad('"target" is no http://HOST:PORT');
  }
  const { protocol, hostname, port } = url;
  const usual = protocol === 'https:' ? 443 : 80;
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? usual : Number(port),
  };
}

function readPace(pace: unknown = 'fast'): Pace {
  if (pace === 'fast') return pace;
  if (pace === 'original') return 1;
  if (typeof pace === 'number' && pace > 0 && pace <= FASTEST) return pace;
  throw bad('"pace" is neither fast nor original nor a number');
}

function readSerials(serials: unknown = {}): ReadonlyMap<string, string> {
  const isFit = typeof serials === 'object' && serials !== null && Object.values(serials).every((sn) => typeof sn === 'string'); // prettier-ignore
  if (!isFit) throw bad('"serials" is no object of serials');
  return new Map(Object.entries(serials as Record<string, string>));
}

/** Which exchanges are wanted: by number, by filter, or both. */
function readWants({ ns, filter }: Body): (exchange: Exchange) => boolean {
  const isFit = ns === undefined || (Array.isArray(ns) && ns.every(Number.isSafeInteger));
  if (!isFit) throw bad('"ns" is no list of numbers');
  if (filter !== undefined && typeof filter !== 'string') throw bad('"filter" is no text');
  const numbers = ns === undefined ? null : new Set(ns as readonly number[]);
  const parsed = readFilter(filter, 'en');
  return (exchange) => {
    if (numbers !== null && !numbers.has(exchange.n)) return false;
    if (parsed === null) return true;
    const reading = readExchange(exchange, 'en', () => NO_HINTS);
    const answer = matchRow(parsed, reading.facts);
    return answer === 'unknown' ? matchFrame(parsed, subjectOf(reading)) : answer;
  };
}

function readEdits(edits: unknown = []): ReadonlyMap<number, string> {
  const isEdit = (edit: unknown): edit is ReplayEdit =>
    typeof edit === 'object' && edit !== null && Number.isSafeInteger((edit as Body)['n']) && typeof (edit as Body)['text'] === 'string'; // prettier-ignore
  if (!Array.isArray(edits) || !edits.every(isEdit)) throw bad('"edits" is no list of {"n":17,"text":"…"}'); // prettier-ignore
  return new Map(edits.map(({ n, text }) => [n, text]));
}

/** Puts rewritten requests in place of the recorded ones. Throws Refused with the place that does not parse. */
const editing =
  (edits: ReadonlyMap<number, string>, unused: Set<number>) =>
  (exchange: Exchange): Exchange => {
    const text = edits.get(exchange.n);
    if (text === undefined) return exchange;
    unused.delete(exchange.n);
    try {
      return { ...exchange, request: editedRequest(exchange.request, text) };
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      throw new Refused(400, 'EDIT', `Edited exchange ${exchange.n}: ${error.message}.`, error.at);
    }
  };

/** Whether the target is a server in use: the recorded one, or the one behind this proxy, or this proxy. */
async function isLive(
  target: Target,
  plan: Plan,
  { upstream, listen }: { readonly upstream: string; readonly listen: string },
): Promise<boolean> {
  const hosts = [...plan.hosts, listen, upstream.replace(/^https?:\/\//, '').replace(/\/$/, '')];
  return isLiveServer(target, { ...serversOf(plan), hosts });
}

async function figuresOf(
  plan: Plan,
  target: Target,
  pace: Pace,
  state: DeskState,
): Promise<ReplayFigures> {
  const { requests, records, cents, cardRequests, terminals, spanMs } = plan.figures;
  return {
    ...{ requests, records, moneyCents: cents, cardRequests, terminals },
    durationMs: pace === 'fast' ? null : Math.round(spanMs / pace),
    liveServer: await isLive(target, plan, state.status()),
  };
}

/** Throws Refused with the figures where records would be booked again and nobody said so. */
function refuseMoney(plan: Plan, figures: ReplayFigures, confirm: unknown): void {
  if (!figures.liveServer || !touchesMoney(plan.figures)) return;
  const { records, moneyCents, cardRequests, terminals } = figures;
  const said = (typeof confirm === 'object' && confirm !== null ? confirm : {}) as Body;
  if (said['records'] === records && said['moneyCents'] === moneyCents) return;
  const cards = cardRequests === 0 ? '' : `, ${cardRequests} card requests`;
  throw new Refused(
    409,
    'MONEY',
    `The target is a server in use, and would book ${records} records, ${moneyText(moneyCents)}${cards}, of ${terminals.join(', ')}; send "confirm":{"records":${records},"moneyCents":${moneyCents}} if that is wanted, or choose another target.`,
  );
}

const unknownJob = () => new Refused(404, 'NO_JOB', 'There is no such replay; GET /api/replay lists them.'); // prettier-ignore
const ended = () => new Refused(409, 'JOB_ENDED', 'This replay has ended already.');

export function replayRoutes(state: DeskState, jobs: ReplayJobs): Route[] {
  const start = async (body: Body) => {
    const { capture, restamp = false, dryRun = false, confirm } = body;
    if (capture !== undefined && typeof capture !== 'string') throw bad('"capture" is no name');
    if (typeof restamp !== 'boolean' || typeof dryRun !== 'boolean') throw bad('"restamp" and "dryRun" are true or false'); // prettier-ignore
    const target = readTarget(body['target']);
    const pace = readPace(body['pace']);
    const serials = readSerials(body['serials']);
    const wants = readWants(body);
    // A run that has changed files is meant as a whole.
    const paths = capture === undefined ? state.live.paths : [state.captures.find(capture).path];
    const edits = readEdits(body['edits']);
    const unused = new Set(edits.keys());
    const plan = await planOf(paths, { wants, edited: editing(edits, unused) });
    let isHanded = false;
    try {
      if (unused.size > 0) throw new Refused(400, 'EDIT', `Exchange ${[...unused].join(', ')} was edited, but is none of those to be sent; select it too.`); // prettier-ignore
      if (plan.exchanges === 0) throw new Refused(400, 'NOTHING', 'No exchange that could be sent is among these; widen the selection.'); // prettier-ignore
      const figures = await figuresOf(plan, target, pace, state);
      if (dryRun) return { status: 200, value: { dryRun: true, ...figures } };
      refuseMoney(plan, figures, confirm);
      const stamp = new Date().toISOString().replace(/[:.]/g, '-');
      const name = `replayed-${stamp}.jsonl`;
      isHanded = true;
      const targetUrl = String(body['target']);
      const path = state.captures.newPath(name);
      const job = jobs.add({ plan, from: basename(plan.path), ofRun: capture === undefined, target, targetUrl, pace, serials, restamp, figures, capture: name, path }); // prettier-ignore
      return { status: 201, value: job };
    } finally {
      if (!isHanded) plan.close();
    }
  };
  const jobOf = (id: string) => {
    const job = jobs.get(id);
    if (job === undefined) throw unknownJob();
    return job;
  };
  return [
    {
      method: 'POST',
      path: /^\/api\/replay$/,
      async answer({ request, response, query }) {
        readQuery(query, []);
        refuseReadOnly(state);
        const { status, value } = await start(await readJsonObject(request, WANTED));
        sendJsonText(response, status, JSON.stringify(value));
      },
    },
    {
      method: 'GET',
      path: /^\/api\/replay$/,
      answer({ response, query }) {
        readQuery(query, []);
        sendJson(response, { items: jobs.all });
      },
    },
    {
      method: 'GET',
      path: /^\/api\/replay\/(\d+)$/,
      answer({ response, query, parts: [id = ''] }) {
        const { after } = readQuery(query, ['after']);
        sendJson(response, jobOf(id).detail(Number(after ?? 0) || 0));
      },
    },
    {
      method: 'DELETE',
      path: /^\/api\/replay\/(\d+)$/,
      answer({ response, query, parts: [id = ''] }) {
        readQuery(query, []);
        refuseReadOnly(state);
        const job = jobOf(id);
        if (!job.cancel()) throw ended();
        sendJson(response, job.told);
      },
    },
    {
      method: 'POST',
      path: /^\/api\/replay\/(\d+)\/(pause|resume)$/,
      answer({ response, query, parts: [id = '', verb] }) {
        readQuery(query, []);
        refuseReadOnly(state);
        const job = jobOf(id);
        if (!(verb === 'pause' ? job.pause() : job.resume())) throw ended();
        sendJson(response, job.told);
      },
    },
  ];
}
