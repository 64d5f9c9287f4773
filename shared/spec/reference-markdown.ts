/** The reference as Markdown, English and Chinese side by side: what REFERENCE.md holds. */

import {
  reference,
  type Reference,
  type ReferenceChoice,
  type ReferenceCommand,
  type ReferenceField,
  type ReferenceSubject,
} from './reference.ts';

type Both<Thing> = readonly [en: Thing, zh: Thing];

/** Nothing on the wire may be taken for Markdown. */
const escape = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replace(/[|<>*_[\]#]/g, '\\$&')
    .replaceAll('\n', ' ');

/** Shown exactly; TABs as ⇥. A `|` would end the cell even here. */
const code = (text: string): string =>
  text === '' ? '' : `\`${text.replaceAll('\t', '⇥').replaceAll('|', '¦').replaceAll('`', "'")}\``;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const both = (en: string, zh: string): string =>
  [en, zh === en ? '' : zh]
    .filter((text) => text !== '')
    .map(escape)
    .join('<br>');

/** Pairs up what the two languages say of the same things. */
const pairs = <Thing>(en: readonly Thing[], zh: readonly Thing[]): readonly Both<Thing>[] =>
  en.map((thing, index) => [thing, zh[index] ?? thing]);

const choicesOf = (en: readonly ReferenceChoice[], zh: readonly ReferenceChoice[]): string =>
  pairs(en, zh)
    .map(
      ([{ value, label }, { label: labelZh }]) =>
        `${code(value)} ${escape(label)} ${escape(labelZh)}`,
    )
    .join('<br>');

const FIELD_HEAD = ['on the wire', 'English', '中文', 'type', 'section', 'evidence', 'remarks'];

function fieldRow([en, zh]: Both<ReferenceField>): readonly string[] {
  const type = [
    en.type,
    ...(en.unit === '' ? [] : [en.unit]),
    ...(en.required ? ['required'] : []),
    ...(en.secret ? ['secret'] : []),
  ];
  const aliases = en.aliases.length === 0 ? [] : [`also ${en.aliases.map(code).join(' ')}`];
  const remarks = [choicesOf(en.choices, zh.choices), both(en.remark, zh.remark), ...aliases];
  return [
    code(en.wire),
    escape(en.label),
    escape(zh.label),
    type.join(', '),
    en.section,
    en.evidence,
    remarks.filter((text) => text !== '').join('<br>'),
  ];
}

const fields = (en: readonly ReferenceField[], zh: readonly ReferenceField[]): string =>
  table(FIELD_HEAD, pairs(en, zh).map(fieldRow));

const samples = (texts: readonly string[]): string =>
  texts.length === 0
    ? ''
    : ['```text', ...texts.map((text) => text.replaceAll('\t', '⇥')), '```'].join('\n');

const EVIDENCE = {
  documented: 'documented only',
  observed: 'observed only',
  both: 'documented and observed',
} as const;

const source = ({ section, evidence }: Pick<ReferenceField, 'section' | 'evidence'>): string =>
  section === 'observed' ? 'Observed only.' : `Section ${section}, ${EVIDENCE[evidence]}.`;

function commandPart([en, zh]: Both<ReferenceCommand>): readonly string[] {
  const traits = [
    ...(en.dangerous ? ['**dangerous**'] : []),
    ...(en.last ? ['last of its batch'] : []),
    en.repeatable ? 'may be sent twice' : 'not to be sent twice',
    `result: ${en.result}`,
  ];
  const aliases =
    en.aliases.length === 0 ? '' : ` Also written ${en.aliases.map(code).join(', ')}.`;
  return [
    `### ${escape(en.verb)}: ${escape(en.label)} ${escape(zh.label)}`,
    `${both(en.sentence, zh.sentence)}`,
    `${source(en)} Traits: ${traits.join(', ')}.${aliases}`,
    both(en.remark, zh.remark),
    fields(en.arguments, zh.arguments),
    samples(en.samples),
    ...pairs(en.subjects, zh.subjects).flatMap((subject) => subjectPart(en, subject)),
  ];
}

function subjectPart(
  command: ReferenceCommand,
  [en, zh]: Both<ReferenceSubject>,
): readonly string[] {
  const differs = [
    ...(en.last === command.last ? [] : [en.last ? 'last of its batch' : 'not last of its batch']),
    ...(en.repeatable === command.repeatable ? [] : ['not to be sent twice']),
  ];
  return [
    `#### ${escape(command.verb)} ${escape(en.name)}: ${escape(en.label)} ${escape(zh.label)}`,
    [
      source(en),
      ...differs.map((text) => `${text}.`),
      ...en.aliases.map((alias) => `Also ${code(alias)}.`),
    ].join(' '),
    both(en.remark, zh.remark),
    // The conditions of DELETE and QUERY are the columns of UPDATE.
    en.arguments.length > 0 && ['DELETE', 'QUERY'].includes(command.verb)
      ? 'Conditions: any columns of UPDATE.'
      : fields(en.arguments, zh.arguments),
    samples(en.samples),
  ];
}

function parts(en: Reference, zh: Reference): readonly string[] {
  return [
    '# The protocol as pushscope reads it',
    'Made from the definitions in `shared/spec` by `npm run reference`; do not edit. [The filter language](#the-filter-language-过滤语言) stands at the end. Sections are those of the vendor\'s document "消费机 PUSH 通讯协议" V1.0 of 2018. *documented*: the document says so; *observed*: real servers or devices showed it; *both*: both. ⇥ stands for a TAB. What is not listed here is read and kept all the same.',
    '## Messages 消息',
    table(
      ['kind', 'English', '中文', 'request', 'body', 'reply', 'section', 'evidence'],
      pairs(en.messages, zh.messages).map(([a, b]) => [
        a.kind,
        escape(a.label),
        escape(b.label),
        a.samples.map(code).join(' '),
        both(a.body, b.body),
        both(a.reply, b.reply),
        a.section,
        a.evidence,
      ]),
    ),
    '## Parameters 参数',
    fields(en.parameters, zh.parameters),
    '## Tables 上传数据表',
    ...pairs(en.tables, zh.tables).flatMap(([a, b]) => [
      `### ${escape(a.name)}: ${escape(a.label)} ${escape(b.label)}`,
      source(a),
      both(a.remark, b.remark),
      ...pairs(a.layouts, b.layouts).flatMap(([layout, layoutZh]) => [
        `*${escape(layout.name)} ${escape(layoutZh.name)}*`,
        fields(layout.columns, layoutZh.columns),
      ]),
      samples(a.samples.filter((text) => text !== '')),
    ]),
    '## Options 服务器下发参数',
    fields(en.options, zh.options),
    '## Commands 命令',
    ...pairs(en.commands, zh.commands).flatMap(commandPart),
    '## Results of commands 命令回复',
    fields(en.results, zh.results),
    '### INFO',
    fields(en.info, zh.info),
    '### Return codes 返回值',
    table(
      ['Return', 'English', '中文'],
      pairs(en.returnCodes, zh.returnCodes).map(([a, b]) => [
        code(a.value),
        escape(a.label),
        escape(b.label),
      ]),
    ),
    '## Plain answers 简单应答',
    'All of them come with status 200: acceptance is told from the body.',
    table(
      ['body', 'answers', 'verdict', 'English', '中文', 'section', 'evidence'],
      pairs(en.answers, zh.answers).map(([a, b]) => [
        a.wire === '' ? '(empty)' : code(a.wire),
        a.kinds.length === 0 ? 'all' : a.kinds.join(', '),
        a.verdict,
        escape(a.label),
        escape(b.label),
        a.section,
        a.evidence,
      ]),
    ),
    '## Keys and factors 公钥与因子',
    fields(en.exchange, zh.exchange),
    '## Languages 语言编号',
    table(
      ['number', 'English', '中文'],
      pairs(en.languages, zh.languages).map(([a, b]) => [
        a.value,
        escape(a.label),
        escape(b.label),
      ]),
    ),
  ];
}

export function referenceMarkdown(): string {
  const text = parts(reference('en'), reference('zh'));
  return `${text.filter((part) => part !== '').join('\n\n')}\n`;
}
