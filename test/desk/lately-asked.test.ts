/** What was asked for lately: what nobody asked for longest is let go, and only then. */

import { expect, test } from 'vitest';
import { LatelyAsked } from '../../proxy/desk/lately-asked.ts';

test('the one that nobody asked for longest is let go, and made anew when somebody asks again', () => {
  const gone: string[] = [];
  const kept = new LatelyAsked<{ readonly name: string }>(2, ({ name }) => gone.push(name));
  const ask = (name: string) => kept.ask(name, () => ({ name }));
  const [a, b] = [ask('a'), ask('b')];
  expect(ask('a')).toBe(a);
  expect(kept.get('b')).toBe(b);
  ask('c');
  expect(gone).toEqual(['b']);
  expect(kept.has(b)).toBe(false);
  expect(ask('b')).not.toBe(b);
  expect(gone).toEqual(['b', 'a']);
});

test('what is forgotten is let go once', () => {
  const gone: string[] = [];
  const kept = new LatelyAsked<{ readonly name: string }>(3, ({ name }) => gone.push(name));
  for (const name of ['a', 'b', 'c']) kept.ask(name, () => ({ name }));
  kept.forget('b');
  kept.forget('b');
  kept.forgetAll();
  expect(gone).toEqual(['b', 'a', 'c']);
  expect(kept.get('a')).toBeUndefined();
});
