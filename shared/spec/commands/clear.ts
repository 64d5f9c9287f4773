/** CLEAR: wipe records or everything (vendor's document section 11.2). */

import type { CommandSpec, SubjectSpec } from '../command.ts';
import { words, type Words } from '../field.ts';
import { argument, saying } from './argument.ts';

const wipe = (name: string, label: Words, en: string, zh: string): SubjectSpec => ({
  name,
  label,
  arguments: [],
  sayings: [saying(en, zh)],
  samples: [`CLEAR ${name}`],
});

export const clear: CommandSpec = {
  verb: 'CLEAR',
  label: words('Clear', '清除数据'),
  sentence: words(
    'Deletes records, or all data, of the terminal for good. No backup is made.',
    '永久清除终端内的记录或全部数据，不做备份。',
  ),
  form: {
    kind: 'subject',
    style: { separator: '\t', blanksToo: true },
    subjects: [
      wipe(
        'POSLOG',
        words('Consumption records', '消费记录'),
        'clear all consumption records',
        '清除全部消费记录',
      ),
      wipe(
        'FULLVALUE',
        words('Recharge records', '充值记录'),
        'clear all recharge records',
        '清除全部充值记录',
      ),
      wipe(
        'SIDYLOG',
        words('Subsidy records', '补贴记录'),
        'clear all subsidy records',
        '清除全部补贴记录',
      ),
      wipe('DATA', words('All data', '全部数据'), 'clear all data', '清除全部数据'),
      {
        name: 'ONRESPOSLOG',
        label: words('Consumption records before a day', '某日之前的消费记录'),
        arguments: [
          argument('DATE', 'date', 'text', 'Day', '日期', {
            section: '11.2',
            evidence: 'documented',
            required: true,
            maxBytes: 8,
            pattern: '\\d{8}',
            example: '20181201',
            remark: words(
              'YYYYMMDD; the print says YYMMDD, its example does not.',
              'YYYYMMDD；文档写 YYMMDD，但示例不是。',
            ),
          }),
        ],
        sayings: [saying('clear consumption records before {DATE}', '清除 {DATE} 之前的消费记录')],
        last: false,
        evidence: 'documented',
        samples: ['CLEAR ONRESPOSLOG DATE=20181201'],
      },
    ],
  },
  dangerous: true,
  last: true,
  repeatable: false,
  result: 'plain',
  section: '11.2',
  evidence: 'both',
  samples: [],
};
