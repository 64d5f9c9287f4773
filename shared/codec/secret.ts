/** Which fields people do not see as they are: passwords, keys and tokens. */

import type { Field } from './frame.ts';
import { MASK } from './read-value.ts';

/** Its text is masked wherever people see it, which is what makes it a secret. */
export const isSecret = ({ text }: Pick<Field, 'text'>): boolean => text === MASK;

/** Whether it is one, or a part of it is. */
export const holdsSecret = (field: Field): boolean =>
  isSecret(field) || (field.fields?.some(holdsSecret) ?? false);
