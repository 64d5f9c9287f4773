/** CHECK, SYNC, COLL: have the terminal upload records (vendor's document sections 11.7 to 11.9). */

import type { ArgumentSpec, CommandSpec, SubjectSpec } from '../command.ts';
import { words, type Words } from '../field.ts';
import { LOGS } from '../logs.ts';
import { argument, saying } from './argument.ts';

const plain = (
  name: string,
  label: Words,
  en: string,
  zh: string,
  more: Partial<SubjectSpec> = {},
): SubjectSpec => ({
  name,
  label,
  arguments: [],
  sayings: [saying(en, zh)],
  samples: [`CHECK ${name}`],
  ...more,
});

export const check: CommandSpec = {
  verb: 'CHECK',
  label: words('Check and upload', '检查并上传'),
  sentence: words(
    'Has the terminal fetch its options again, or upload new records at once.',
    '让终端重新获取参数，或立即上传新记录。',
  ),
  form: {
    kind: 'subject',
    style: { separator: '\t' },
    subjects: [
      plain('OPTION', words('Options', '参数'), 'fetch the options again', '重新获取参数'),
      ...LOGS.map(({ command: name, noun }) =>
        plain(name, noun, `upload new ${noun.en} now`, `立即上传新的${noun.zh}`),
      ),
      plain(
        'ALL',
        words('Options and records', '参数与记录'),
        'fetch the options again and upload all new records now',
        '重新获取参数并立即上传所有新记录',
      ),
      plain(
        'ALLLOG',
        words('All records', '所有记录'),
        'upload all new records now',
        '立即上传所有新记录',
        { last: false, section: 'observed', evidence: 'observed' },
      ),
    ],
  },
  dangerous: false,
  last: true,
  repeatable: true,
  result: 'uploads',
  section: '11.7',
  evidence: 'both',
  samples: [],
};

const START = (more: Partial<ArgumentSpec>) =>
  argument('START', 'start', 'integer', 'From', '起', { required: true, ...more });
const END = (more: Partial<ArgumentSpec>) =>
  argument('END', 'end', 'integer', 'To', '止', { required: true, ...more });

export const sync: CommandSpec = {
  verb: 'SYNC',
  label: words('Upload by record number', '按流水号上传'),
  sentence: words(
    'Has the terminal upload the records between two record numbers again.',
    '让终端重新上传两个流水号之间的记录。',
  ),
  form: {
    kind: 'subject',
    style: { separator: '\t', closed: 'always', blanksToo: true },
    subjects: LOGS.map(({ command: name, noun }) => ({
      name,
      label: noun,
      arguments: [
        START({ section: '11.8', example: '37' }),
        END({ section: '11.8', example: '41' }),
      ],
      sayings: [
        saying(`upload ${noun.en} {START} to {END} again`, `重新上传${noun.zh} {START} 至 {END}`),
      ],
      evidence: name === 'POSLOG' ? 'both' : 'documented',
      samples: [`SYNC ${name} START=37\tEND=41\t`],
    })),
  },
  dangerous: false,
  last: false,
  repeatable: true,
  result: 'uploads',
  section: '11.8',
  evidence: 'both',
  remark: words(
    'Printed with blanks and without `=` after END; servers write TABs.',
    '文档用空格分隔且 END 后无 `=`；服务器用 TAB。',
  ),
  samples: [],
};

const coll = { type: 'time', section: '11.9', evidence: 'documented' } as const;

export const collect: CommandSpec = {
  verb: 'COLL',
  label: words('Upload by date', '按日期上传'),
  sentence: words(
    'Has the terminal upload the records of a span of time again, of one card or of all.',
    '让终端重新上传某时间段内的记录（某张卡或全部）。',
  ),
  form: {
    kind: 'subject',
    style: { separator: '\t', blanksToo: true },
    subjects: LOGS.map(({ command: name, noun }) => ({
      name,
      label: noun,
      arguments: [
        START({ ...coll, example: '2018-12-24 00:00:00' }),
        END({ ...coll, example: '2018-12-24 23:59:59' }),
        argument('CARDNO', 'cardNo', 'integer', 'Card number', '卡号', {
          section: '11.9',
          evidence: 'documented',
          required: true,
          example: '0',
          remark: words('0: all cards.', '0：所有卡。'),
        }),
      ],
      sayings: [
        saying(
          `upload ${noun.en} from {START} to {END} again`,
          `重新上传 {START} 至 {END} 的${noun.zh}`,
          { CARDNO: '0' },
        ),
        saying(
          `upload ${noun.en} from {START} to {END} again[, card {CARDNO}]`,
          `重新上传 {START} 至 {END} 的${noun.zh}[，卡号 {CARDNO}]`,
        ),
      ],
      samples: [`COLL ${name} START=2018-12-24 00:00:00\tEND=2018-12-24 23:59:59\tCARDNO=0`],
    })),
  },
  dangerous: false,
  last: false,
  repeatable: true,
  result: 'uploads',
  section: '11.9',
  evidence: 'documented',
  remark: words(
    'Printed with blanks between arguments although dates hold one; no server is known to send it. We write TABs.',
    '文档用空格分隔参数，而日期中也有空格；未见服务器使用。我们写 TAB。',
  ),
  samples: [],
};
