import { expect, test } from 'vitest';
import { tokenIn } from '../../../inspector/src/link/token.ts';

test.each([
  ['#token=abc123', 'abc123'],
  ['#/?token=a%2Fb', 'a/b'],
  ['#token=', null],
  ['#/traffic?n=3', null],
  ['', null],
])('the token in %j', (hash, token) => expect(tokenIn(hash)).toBe(token));
