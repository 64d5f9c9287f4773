/** A body that is encrypted: it is passed on and kept, and cannot be read. */

import type { FieldValue, Frame } from '../../codec/frame.ts';
import { words } from '../../spec/field.ts';
import type { Found, Rule } from '../rule.ts';

export const encrypted: Rule = {
  code: 'encrypted',
  severity: 'note',
  section: 'appendix 4',
  fault: 'document',
  cue: 'opaque',
  title: words('An encrypted body', '正文已加密'),
  remedy: words(
    'Both sides use the lower version: a server that names PushProtVer=2.3.0 gets plain text.',
    '双方使用较低的协议版本：服务器返回 PushProtVer=2.3.0 即可改用明文。',
  ),
  find: ({ frame }) => {
    const found: Found[] = [];
    for (const part of PARTS) {
      for (const { key, span, value } of frame[part]?.fields ?? []) {
        if (key !== 'content' || (value !== 'encrypted' && !isPacked(frame, value))) continue;
        found.push({ part, span, message: value === 'encrypted' ? ENCRYPTED : NO_TEXT });
      }
    }
    return found;
  },
};

const PARTS = ['request', 'response'] as const;
const ENCRYPTED = words('The body is encrypted and cannot be read.', '正文已加密，无法识别。');
const NO_TEXT = words(
  'The body is no text: packed or encrypted, though no reply that we saw asked for it.',
  '正文不是文本：可能被压缩或加密，但未见服务器要求。',
);

/** Files are no text either, and rightly so. */
const isPacked = ({ kind }: Frame, value: FieldValue): boolean =>
  kind === 'upload' && value === 'binary';
