/** Records come from a terminal that has not asked for its options since the recording began. */

import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';

export const uploadBeforeInit: CourseRule<{ isSaid: boolean }> = {
  code: 'upload-before-init',
  severity: 'note',
  section: '5',
  fault: 'document',
  kinds: ['upload', 'init'],
  title: words('An upload before initialisation', '初始化之前上传'),
  remedy: words(
    'Nothing needs to be done: terminals initialise when they start, which was before the recording began.',
    '无需处理：终端在启动时初始化，当时尚未开始记录。',
  ),
  begin: () => ({ isSaid: false }),
  take: ({ exchange, session }, state) => {
    if (state.isSaid) return [];
    state.isSaid = true;
    if (exchange.frame.kind === 'init' || session?.isInitialised === true) return [];
    const table = exchange.requestField('table');
    return [
      {
        part: 'request',
        span: table?.span ?? null,
        message: words(
          'The terminal uploads, and its initialisation was not seen.',
          '终端上传数据，但未见其初始化。',
        ),
      },
    ];
  },
};
