/** A parameter of the target that the document does not have; servers pass over it. */

import { words } from '../../spec/field.ts';
import { PARAMETERS } from '../../spec/parameters.ts';
import { shown } from '../examined.ts';
import type { Rule } from '../rule.ts';

const usual = new Set(PARAMETERS.flatMap(({ wire, aliases = [] }) => [wire, ...aliases]));
const known = new Set([...usual].map((name) => name.toLowerCase()));

const isKnown = (wire: string): boolean => usual.has(wire) || known.has(wire.toLowerCase());

export const unknownParameter: Rule = {
  code: 'unknown-parameter',
  severity: 'note',
  section: '6',
  fault: 'document',
  title: words('An unknown parameter', '未知参数'),
  remedy: words(
    'Nothing needs to be done; newer firmware sends more than the document names.',
    '无需处理；较新的固件会发送文档未列出的参数。',
  ),
  find: ({ frame }) =>
    frame.kind === 'other' || frame.kind === 'file-download'
      ? []
      : frame.request.fields
          .filter(({ span, wire }) => span?.part === 'target' && !isKnown(wire))
          .map(({ span, wire }) => ({
            part: 'request',
            span,
            message: words(
              `The document has no parameter “${shown(wire)}”.`,
              `文档中没有参数 “${shown(wire)}”。`,
            ),
          })),
};
