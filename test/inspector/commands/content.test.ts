import { expect, test } from 'vitest';
import { hexOf, isText } from '../../../inspector/src/commands/content.ts';

test('rows of sixteen bytes, with what of them is ASCII', () => {
  const bytes = Uint8Array.from([...Buffer.from('options.cfg=1\n\xff', 'latin1'), 0, 65]);
  expect(hexOf(bytes)).toBe(
    '000000  6f 70 74 69 6f 6e 73 2e 63 66 67 3d 31 0a ff 00  options.cfg=1...\n' +
      '000010  41                                               A',
  );
});

test('text has no control characters but those of lines', () => {
  expect(isText(Buffer.from('名称=1\r\n\t'))).toBe(true);
  expect(isText(Buffer.from([0x1f, 0x8b, 8]))).toBe(false);
});
