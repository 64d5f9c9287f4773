/** Samples with something done to them: what Node's strict parser takes has the same bounds and body to us. */

import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReplyHead, readRequestHead } from '../../proxy/wire/head.ts';
import { atRandom } from '../kit/fuzz.ts';
import { mutated, samples, share } from '../kit/mutations.ts';
import { scan, type Story } from './story.ts';
import { strictReply, strictRequests } from './strict-parser.ts';

const closing = samples(/-request|tls/);
/** Behind one that says close the strict parser takes no other. */
const requests = [
  ...closing,
  ...closing.map((text) => text.replace('Connection: close', 'Connection: keep-alive')),
];
const replies = samples(/-response/);
const cuts = fc.array(share, { maxLength: 6 });

const tell = ({ messages, opaque }: Story) => ({ messages, opaque });

/** The requests as the strict parser would tell them. */
const told = ({ messages }: Story) =>
  messages.map(({ head, body }) => {
    const facts = readRequestHead(Buffer.from(head, 'latin1'));
    return { method: facts?.method, target: facts?.target, body };
  });

test('requests: where the strict parser takes one, ours has the same target and body', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(mutated(requests), async (text) => {
      const theirs = await strictRequests(text);
      taken += theirs.length;
      expect(told(scan(text, [])).slice(0, theirs.length)).toEqual(theirs);
    }),
    atRandom('mutated requests beside the strict parser', 600),
  );
  expect(taken).toBeGreaterThan(300);
});

test('replies: where the strict parser takes one, ours has the same status and body', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(
      mutated(replies),
      fc.constantFrom('GET', 'POST', 'HEAD'),
      async (text, method) => {
        // prettier-ignore
        const theirs = await strictReply(text, method);
        if (theirs === null) return;
        taken++;
        const final = scan(text, [], method).messages.find(({ head }) => {
          const { status } = readReplyHead(Buffer.from(head, 'latin1'));
          return status === null || status < 100 || status >= 200;
        });
        const status = final && readReplyHead(Buffer.from(final.head, 'latin1')).status;
        expect({ status, body: final?.body }).toEqual(theirs);
      },
    ),
    {
      ...atRandom<[string, string]>('mutated replies beside the strict parser', 600),
      // No interim reply, though it is below 200.
      examples: [['HTTP/1.1 018 OK\r\nContent-Length: 2\r\n\r\nNO', 'GET']],
    },
  );
  expect(taken).toBeGreaterThan(150);
});

test('both: cut anywhere, they are told the same', () => {
  const either = fc.oneof(
    mutated(requests).map((text) => ({ text, method: undefined })),
    mutated(replies).map((text) => ({ text, method: 'GET' })),
  );
  fc.assert(
    fc.property(either, cuts, ({ text, method }, shares) => {
      const whole = tell(scan(text, [], method));
      const places = shares.map((share) => Math.floor(share * text.length));
      expect(tell(scan(text, places, method))).toEqual(whole);
      expect(tell(scan(text, 'each byte', method))).toEqual(whole);
    }),
    atRandom('mutated samples for the scanner, cut', 300),
  );
});
