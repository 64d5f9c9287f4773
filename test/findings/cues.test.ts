/** What stands out at first sight: a rule that waits for it has nothing to say, and learns nothing, where it is not seen. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { RawExchange } from '../../shared/codec/message.ts';
import { Course } from '../../shared/findings/course.ts';
import { bitOf } from '../../shared/findings/cues.ts';
import { Room } from '../../shared/findings/room.ts';
import { COURSE_RULES, Examined, RULES } from '../../shared/findings/index.ts';
import type { RuleWords } from '../../shared/findings/rule.ts';
import { isOk } from '../../shared/session/seen.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { atRandom } from '../kit/fuzz.ts';
import { mutated, samples } from '../kit/mutations.ts';
import { messageOf } from '../kit/samples.ts';

const message = (name: RegExp) =>
  mutated(samples(name)).chain((text) =>
    fc
      .record(
        { incomplete: fc.boolean(), excess: fc.uint8Array({ maxLength: 3 }) },
        { requiredKeys: [] },
      )
      .map((ending) => ({ ...messageOf(Buffer.from(text, 'latin1')), ...ending })),
  );
const exchange: fc.Arbitrary<RawExchange> = fc.record({
  request: message(/-request|tls/),
  response: fc.option(
    fc
      .tuple(message(/-response/), fc.constantFrom('server', 'pushscope'))
      .map(([reply, by]) => ({ ...reply, by })),
  ),
});
const hints = fc.record({
  language: fc.constantFrom('', '83', '69'),
  encrypted: fc.boolean(),
});

const isOf = ({ kinds }: RuleWords, { frame }: Examined) =>
  kinds === undefined || kinds.includes(frame.kind);
const isSeen = ({ cue }: RuleWords, { cues }: Examined) => (cues & bitOf(cue)) !== 0;

test('in one exchange', () => {
  fc.assert(
    fc.property(exchange, hints, (raw, told) => {
      const frame = decodeExchange(raw, { text: textCodec, language: 'en', hints: told });
      const examined = new Examined(raw, frame);
      const said = RULES.filter((rule) => isOf(rule, examined) && !isSeen(rule, examined))
        .filter((rule) => rule.find(examined).length > 0)
        .map(({ code }) => code);
      expect(said).toEqual([]);
    }),
    atRandom('cues of an exchange', 2_000),
  );
});

test('in the course of a terminal', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(exchange, hints), { maxLength: 12 }), (all) => {
      const waiting = COURSE_RULES.filter(({ cue }) => cue !== undefined).map((rule) => ({
        rule,
        takesAll: rule.begin?.(),
        takesSome: rule.begin?.(),
      }));
      const sessions = new Sessions();
      const course = new Course(new Room(1_000_000));
      all.forEach(([raw, told], n) => {
        const frame = decodeExchange(raw, { text: textCodec, language: 'en', hints: told });
        const examined = new Examined(raw, frame);
        const seen = { n, atMs: n * 1000, peer: '10.0.0.9:4444', outcome: 'complete' as const };
        const step = {
          ...seen,
          exchange: examined,
          session: sessions.get(frame.sn),
          course,
          heard: null,
          table: course.tableOf(examined),
          isTaken: isOk({ ...seen, frame }),
        };
        for (const { rule, takesAll, takesSome } of waiting) {
          if (!isOf(rule, examined)) continue;
          const found = isSeen(rule, examined) ? rule.take(step, takesSome) : [];
          expect(rule.take(step, takesAll), rule.code).toEqual(found);
        }
        sessions.take({ ...seen, frame, findings: [] });
      });
    }),
    atRandom('cues of a course', 300),
  );
});
