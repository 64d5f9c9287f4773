/** A recording against a server written apart, in another language: faithful, and with one fault at a time. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exchangesOf, planOf } from '../../proxy/replay/plan.ts';
import type { Report } from '../../shared/compare/index.ts';
import { Verification } from '../../proxy/replay/verify.ts';
import { temporaryFolder } from '../kit/product.ts';
import { DAY, KNOWLEDGE, writeCapture, type Said } from './day.ts';
import { fastAt } from './play-options.ts';
import { hasPython, startPython } from './python.ts';

const folder = temporaryFolder();
const capture = join(folder, 'day.jsonl');
const knowledge = join(folder, 'knowledge.json');
writeCapture(capture, DAY);
/** With polls enough for a server that takes its time. */
const longer = join(folder, 'longer.jsonl');
const IDLE = DAY.at(-1) as Said;
writeCapture(longer, [...DAY, ...Array.from({ length: 4 }, () => IDLE)]);
writeFileSync(knowledge, JSON.stringify(KNOWLEDGE));

async function verified(fault: string, path = capture): Promise<Report> {
  const server = await startPython('server.py', [knowledge, fault]);
  const plan = await planOf(path);
  try {
    return await new Verification({ ...fastAt(server.port), rules: [] }).run(exchangesOf(plan));
  } finally {
    plan.close();
    server.stop();
  }
}

/** `kind field recorded → observed` of each difference. */
const told = ({ differences }: Report): readonly string[] =>
  differences.map(
    ({ kind, field, recorded, observed }) => `${kind} ${field} ${recorded} → ${observed}`,
  );

const REBOOT = 'C:1331:REBOOT';
const NEW_ID = String.raw`C:7\d{4}:`;

/** A fault, and all that is to be said of it. */
const FAULTS: readonly {
  readonly fault: string;
  readonly wanted: readonly (string | RegExp)[];
}[] = (
  [
    ['a-cent', 'poll Price 1200 → 1201'],
    ['other-key', 'poll KeyID 2 → 3'],
    ['lf-lost', /^poll KeyID 2 → 2C:7\d{4}:REBOOT$/, `poll C ${REBOOT} → null`],
    ['reboot-not-last', /^poll order/],
    ['reboot-lost', `poll C ${REBOOT} → null`],
    ['clears-all', new RegExp(`^poll C null → ${NEW_ID}CLEAR DATA$`)],
    ['command-twice', new RegExp(`^poll C null → ${NEW_ID}UPDATE PRESSKEY`)],
    ['other-charset', 'poll charset gb18030 → utf-8'],
    ['other-card', 'poll CardNo 10023 → 10032'],
    ['other-name', 'poll Name 张三 → 张四'],
    ['deletes-all', 'poll SysID 10044 → null'],
    ['cut-short', 'poll end whole → broken off'],
    ['subsidy-cent', 'subsidy-query Money 30000 → 30001'],
    ['subsidy-column', 'subsidy-query Batch 1811 → 30000', 'subsidy-query Money 30000 → 1811'],
    ['subsidy-lost', /^subsidy-query record 10044\t.* → null$/],
    ['subsidy-refused', 'subsidy-query RET OK → NO'],
    ['card-answer', 'card-loss answer OK → NO'],
    ['acks-nothing', ...Array.from({ length: 3 }, () => 'command-result answer OK → ')],
    ['upload-unknown', 'upload answer OK → UNKNOWN'],
    ['upload-500', 'upload status 200 → 500'],
    ['upload-silent', 'upload reply OK → null'],
    ['time-unreadable', 'time Time 2018-11-02T17:05:36+08:00 → now'],
    ['other-delay', 'init Delay 30 → 31'],
    ['option-lost', 'init TransTimes 00:00;14:05 → null'],
    ['encrypts', 'init Encrypt 0 → 1'],
    ['other-serial', 'init GET OPTION FROM 5158181900025 → 5158181900026'],
  ] satisfies readonly (readonly (string | RegExp)[])[]
).map(([fault, ...wanted]) => ({ fault: String(fault), wanted }));

describe.skipIf(!hasPython)(
  'a server in Python, with numbers, times, headers and an order of its own',
  () => {
    test('that is faithful means the same, without one false alarm', async () => {
      const report = await verified('');
      expect(told(report)).toEqual([]);
      expect(report).toMatchObject({
        verdict: 'same-meaning',
        exchanges: DAY.length,
        missing: [],
        extra: [],
      });
    });

    test.each(['late', 'one-a-poll', 'two-in-one'])(
      'that hands out the same commands %s means the same',
      async (way) => {
        const report = await verified(way, longer);
        expect(told(report)).toEqual([]);
        const { verdict, missing, extra, leftOut } = report;
        expect({ verdict, missing, extra, leftOut }).toEqual({
          verdict: 'same-meaning',
          missing: [],
          extra: [],
          leftOut: [],
        });
      },
    );

    test('that compresses its replies differs in that, and in nothing that is in them', async () => {
      const report = await verified('gzip');
      expect(new Set(told(report).map((line) => line.replace(/^\S+ /, '')))).toEqual(
        new Set(['Content-Encoding null → gzip']),
      );
      expect(report).toMatchObject({ different: DAY.length, missing: [], extra: [] });
    });

    test.each(FAULTS)(
      '$fault is reported with its field, and nothing else',
      async ({ fault, wanted }) => {
        const report = await verified(fault);
        expect(report.verdict).toBe('different');
        expect(told(report)).toEqual(
          wanted.map((each) => (typeof each === 'string' ? each : expect.stringMatching(each))),
        );
        expect([...report.missing, ...report.extra].filter(({ noise }) => noise === null)).toEqual(
          [],
        );
      },
    );

    test('without Date, terminals could not set their clock: every exchange says so', async () => {
      const report = await verified('no-date');
      expect(told(report)).toHaveLength(DAY.length);
      expect(new Set(report.differences.map(({ field }) => field))).toEqual(new Set(['Date']));
    });
  },
);
