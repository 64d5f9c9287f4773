/** Which fields people do not see as they are: passwords, keys and tokens. */

import type { Field } from './frame.ts';
import { MASK } from './read-value.ts';

/** What nobody declared may still say by its name what it holds. */
const SECRET_NAME = /pass|pwd|token|commkey|cookie|authorization/i;

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);

/** Bytes that nobody has read further: they are told by their number, and hold whatever was sent. */
const UNREAD: ReadonlySet<string> = new Set(['excess', 'unread']);

/** Its text is masked wherever people see it, which is what makes it a secret. */
export const isSecret = ({ text }: Pick<Field, 'text'>): boolean => text === MASK;

/** Whether it is one, or a part of it is. */
export const holdsSecret = (field: Field): boolean =>
  isSecret(field) ||
  (UNREAD.has(field.key) && isSecretName(field.raw)) ||
  (field.fields?.some(holdsSecret) ?? false);
