/** GET /api/ledger: the money of a capture by card, terminal and day, one card's bookings, or all as a table. */

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { CardAccount } from '../../../shared/ledger/ledger.ts';
import { csvLines } from '../../../shared/ledger/csv.ts';
import type { LedgerAnswer } from '../../../shared/link/ledger.ts';
import { Refused, sendJson } from '../answer.ts';
import { LatelyAsked } from '../lately-asked.ts';
import { accountOf, LedgerReader, summaryOf } from '../ledger-reader.ts';
import type { Patience } from '../look-through.ts';
import { oneOf, readQuery, wholeNumber } from '../query.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { slices } from '../slices.ts';
import type { DeskState } from '../state.ts';
import { patienceOf, refuseUnreadable, viewOf } from './asking.ts';
import type { Route } from './route.ts';

const MOST_KEPT = 2;
const MOST_LIMIT = 5_000;
/** Characters of the table that are sent in one piece. */
const BLOCK = 64 * 1024;
/** Whoever wants the table waits for it; the page asks for it when everything is read. */
const TABLE_PATIENCE_MS = 20_000;
const QUERY = ['capture', 'card', 'offset', 'limit', 'format'] as const;

export function ledgerRoutes(state: DeskState): Route[] {
  const kept = new LatelyAsked<LedgerReader>(MOST_KEPT);
  const readerOf = (capture: string | undefined): LedgerReader => {
    const view = viewOf(state, capture);
    const name = capture ?? '';
    // The capture of that name may be another by now.
    if (kept.get(name)?.view !== view) kept.forget(name);
    return kept.ask(name, () => new LedgerReader(view));
  };
  return [
    {
      method: 'GET',
      path: /^\/api\/ledger$/,
      async answer({ response, query }) {
        const given = readQuery(query, QUERY);
        const format = oneOf('format', given.format, ['json', 'csv']);
        const offset = wholeNumber('offset', given.offset) ?? 0;
        const limit = wholeNumber('limit', given.limit, MOST_LIMIT) ?? MOST_LIMIT;
        const reader = readerOf(given.capture);
        const patience = patienceOf(response, format === 'csv' ? TABLE_PATIENCE_MS : undefined);
        const isWhole = await reader.read(patience);
        refuseUnreadable(reader.view);
        if (format === 'csv') return sendTable(response, reader, isWhole);
        sendJson(response, await answerOf(reader, isWhole, { ...given, offset, limit }, patience));
      },
    },
  ];
}

interface Asked {
  readonly card?: string;
  readonly offset: number;
  readonly limit: number;
}

async function answerOf(
  reader: LedgerReader,
  isWhole: boolean,
  { card, offset, limit }: Asked,
  patience: Patience,
): Promise<LedgerAnswer> {
  if (!isWhole) return { progress: reader.progress };
  if (card !== undefined) {
    const account = reader.account(card);
    return { account: account && accountOf(account) };
  }
  const report = await reader.report(patience);
  return report === null ? { progress: 0.999 } : { report: summaryOf(report, offset, limit) };
}

async function sendTable(
  response: ServerResponse,
  reader: LedgerReader,
  isWhole: boolean,
): Promise<void> {
  if (!isWhole) {
    throw new Refused(
      503,
      'READING',
      'The capture is still being read; ask without "format" until there is a report, or use pushscope ledger --csv.',
    );
  }
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Cache-Control': 'no-store',
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="ledger.csv"',
  });
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  const pause = slices();
  for (const block of blocksOf(reader.accounts())) {
    if (response.destroyed) return;
    if (!response.write(block)) await Promise.race([once(response, 'drain'), once(response, 'close')]); // prettier-ignore
    await pause();
  }
  response.end();
}

function* blocksOf(accounts: Iterable<CardAccount>): Generator<string> {
  let block = '';
  for (const line of csvLines(accounts)) {
    block += `${line}\r\n`;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield block;
}
