/** Families of exchanges: kinds that share a colour. */

import type { Kind } from '../../../shared/codec/frame.ts';

export type Hue = 'money' | 'setup' | 'command' | 'card' | 'secret' | 'quiet';

export const HUES = {
  init: 'setup',
  time: 'setup',
  'key-exchange': 'secret',
  'factor-exchange': 'secret',
  upload: 'money',
  poll: 'quiet',
  'card-loss': 'card',
  'card-restore': 'card',
  'password-check': 'card',
  'password-change': 'card',
  'subsidy-query': 'card',
  'command-result': 'command',
  'file-download': 'setup',
  other: 'quiet',
} satisfies Record<Kind, Hue>;
