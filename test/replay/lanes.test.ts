/** Work in order within a name, side by side across names, and never more of it in memory than wanted. */

import { describe, expect, test } from 'vitest';
import { Lanes } from '../../proxy/replay/lanes.ts';

/** Work that is done when somebody says so. */
function byHand() {
  const begun: string[] = [];
  const open = new Map<string, (error?: Error) => void>();
  const work = (item: string) =>
    new Promise<void>((done, fail) => {
      begun.push(item);
      open.set(item, (error) => (error === undefined ? done() : fail(error)));
    });
  const end = async (item: string, error?: Error) => {
    open.get(item)?.(error);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { begun, work, end };
}

const laneOf = (item: string): string => item.charAt(0);

describe('lanes', () => {
  test('begin what is next of a name only when what came before is done', async () => {
    const { begun, work, end } = byHand();
    const lanes = new Lanes<string>(work, { atOnce: 2, weight: 100 });
    for (const item of ['a1', 'a2', 'b1', 'c1']) await lanes.add(laneOf(item), item, 1);
    expect(begun).toEqual(['a1', 'b1']);
    await end('a1');
    expect(begun).toEqual(['a1', 'b1', 'c1']);
    await end('c1');
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2']);
    const ended = lanes.settled();
    await end('b1');
    await end('a2');
    await ended;
  });

  test('take no more than there is room for', async () => {
    const { work, end } = byHand();
    const lanes = new Lanes<string>(work, { atOnce: 1, weight: 3 });
    await lanes.add('a', 'a1', 2);
    let isTaken = false;
    const added = lanes.add('a', 'a2', 2).then(() => (isTaken = true));
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    expect(isTaken).toBe(false);
    await end('a1');
    await added;
    expect(isTaken).toBe(true);
  });

  test('begin nothing more once something failed, and say what it was when the rest is done', async () => {
    const { begun, work, end } = byHand();
    const lanes = new Lanes<string>(work, { atOnce: 2, weight: 100 });
    for (const item of ['a1', 'a2', 'b1', 'b2']) await lanes.add(laneOf(item), item, 1);
    const ended = lanes.settled().catch((error: unknown) => error);
    await end('a1', new Error('torn'));
    await end('b1');
    expect(await ended).toEqual(new Error('torn'));
    expect(begun).toEqual(['a1', 'b1']);
  });
});
