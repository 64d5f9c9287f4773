/** What the row of a field says: its names, how it is read, and how it stood on the wire. */

import type { Language } from '../../../shared/codec/frame.ts';
import type { Words } from '../language/en.ts';
import { labelOf } from './labels.ts';
import type { Node } from './nodes.ts';
import { isSecret } from '../../../shared/codec/secret.ts';

const LONGEST = 500;

export interface FieldWords {
  /** The vendor's name. */
  readonly name: string;
  /** Whether the name is ours, since the vendor has none. */
  readonly isOurs: boolean;
  /** In words; empty where there is nothing to add. */
  readonly label: string;
  readonly reading: string;
  /** Empty where it says the same as the reading. */
  readonly raw: string;
  readonly isUnreadable: boolean;
}

const oneLine = (text: string) => text.slice(0, LONGEST).replace(/[\t\r\n]+/g, ' · ');

export function wordsOf(
  node: Node,
  say: Words,
  language: Language,
  showsSecrets: boolean,
): FieldWords {
  const { field } = node;
  const rest = { label: '', raw: '', isUnreadable: false };
  if (field === null) {
    const name = node.side === 'request' ? say.request : say.reply;
    return { ...rest, name, isOurs: false, reading: node.summary };
  }
  if (field.key === 'head') return { ...rest, name: say.head, isOurs: true, reading: '' };
  const isUnreadable = field.value === null;
  const isMasked = isSecret(field) && !showsSecrets;
  const saysNothing = isMasked || field.raw === field.text || (node.hasFields && !isUnreadable);
  return {
    name: field.wire || field.key,
    isOurs: field.wire === '',
    label: labelOf(field, language),
    reading: isUnreadable ? say.unreadable : oneLine(field.text),
    raw: saysNothing ? '' : oneLine(field.raw),
    isUnreadable,
  };
}
