/** The filter language as Markdown, made from its keys: the last part of REFERENCE.md. */

import type { Words } from '../spec/field.ts';
import type { FilterKey, Holds } from './key.ts';
import { KEYS, OWN_KEYS } from './keys/index.ts';

/** What `key:value` asks, by what the key holds. */
const ASKS: Readonly<Record<Holds, string>> = {
  text: 'text: contains',
  name: 'name: is, in any case',
  number: 'number: equals',
  money: 'money: equals',
  time: 'time: lies within',
  choice: 'choice: its code, or part of its words',
  mixed: 'equals, or contains',
  flag: 'flag: stands alone',
};

const INTRODUCTION = `## The filter language 过滤语言

The same in the page, in \`show --filter\` and in \`GET /api/exchanges?filter=\`. 页面、\`show --filter\` 和接口用同一种语言。

| write | means | 含义 |
| --- | --- | --- |
| \`kind:upload posMoney>50.00\` | both; \`and\` may stand between | 同时满足；中间可写 \`and\` |
| \`kind:poll or kind:time\` | one of them; \`and\` binds closer than \`or\` | 满足其一；\`and\` 先于 \`or\` |
| \`-idle\`, \`not kind:poll\` | the opposite | 取反 |
| \`sn:5158… (kind:upload or severity>=warning)\` | parentheses group | 括号分组 |
| \`lunch\`, \`"2 consumption records"\` | a text anywhere; in quotes where it holds blanks, parentheses or an operator (\`\\"\` is a quote) | 任意处的文本；含空格、括号或运算符时加引号 |
| \`key:value\` | what fits the key: contains, is, equals or lies within, see below | 按键的类型：包含、等于或在其中，见下表 |
| \`key=value\` | is exactly | 完全等于 |
| \`key!=value\` | is there and is not | 存在且不等于 |
| \`key>value\` \`>=\` \`<\` \`<=\` | numbers, money, times, and \`severity\` | 比较大小：数字、金额、时间和 \`severity\` |
| \`recNo>=10 recNo<20\` | a range: two conditions | 范围：写两个条件 |
| \`key~pattern\` | a regular expression without look-around and back-references | 正则表达式，不支持环视和反向引用 |
| \`sn:5158…\`, \`sn:5158*\` | begins with | 以此开头 |
| \`recNo:*\` | is there at all | 存在 |
| \`posMoney>50.00\` | money with a decimal point is yuan | 金额带小数点为元 |
| \`posMoney>5000\` | the same: a whole number is cents | 同上：整数为分 |
| \`posTime:2018-11-02\` | that day; \`2018-11\` a month, \`2018-11-02T12:00\` a minute; \`Z\` or \`+08:00\` behind it names a zone | 当天；\`2018-11\` 为当月，\`2018-11-02T12:00\` 为该分钟；后面可加 \`Z\` 或 \`+08:00\` |
| \`posTime>2018-11-02\` | after the end of that day; \`>=\` from its beginning | 晚于当天结束；\`>=\` 从当天开始 |
| \`severity>=warning\` | warnings and errors | 警告和错误 |
| \`changed\`, \`-changed\` | a flag stands alone | 标志单独使用 |
| \`field.newName:3\` | a field that no definition knows, by its name on the wire | 未定义的字段，按报文中的名称 |

Case never matters. A condition on a field holds when one field of that name, in request or reply, meets it. 不区分大小写。请求或应答中有一个同名字段满足条件即可。`;

const code = (text: string): string => `\`${text.replaceAll('|', '¦')}\``;
const plain = (text: string): string => text.replace(/[|<>*_[\]#]/g, '\\$&');

const choicesOf = (choices: Readonly<Record<string, Words>>): string =>
  Object.entries(choices)
    .map(([value, { en, zh }]) => `${code(value)} ${plain(en)} ${plain(zh)}`)
    .join('<br>');

function holdsOf({ holds, unit, closed }: FilterKey): string {
  if (closed === true) return 'choice: is that value';
  return holds !== 'money' && unit !== undefined ? `${ASKS[holds]}, in ${unit.en}` : ASKS[holds];
}

const exampleOf = ({ name, holds, order, example }: FilterKey): string => {
  if (holds === 'flag') return name;
  return `${name}${order === undefined ? ':' : '>='}${example}`;
};

const ownRow = (key: FilterKey): string =>
  [
    [key.name, ...key.aliases].map(code).join(' '),
    plain(key.label.en),
    plain(key.label.zh),
    holdsOf(key),
    code(exampleOf(key)),
    choicesOf(key.choices ?? {}),
  ].join(' | ');

/** Choices of fields stand with their definitions. */
const fieldRow = (key: FilterKey): string =>
  [
    [key.name, ...key.aliases.filter((each) => each.toLowerCase() !== key.name.toLowerCase())]
      .map(code)
      .join(' '),
    plain(key.label.en),
    plain(key.label.zh),
    holdsOf(key),
  ].join(' | ');

const table = (head: readonly string[], rows: readonly string[]): string =>
  [head.join(' | '), head.map(() => '---').join(' | '), ...rows]
    .map((row) => `| ${row} |`)
    .join('\n');

export function filterMarkdown(): string {
  const own = new Set(OWN_KEYS);
  return `${[
    INTRODUCTION,
    '### Keys of pushscope 自有的键',
    table(['key', 'English', '中文', '`key:value`', 'example', 'values'], OWN_KEYS.map(ownRow)),
    '### Keys of the protocol 协议字段',
    'Every field by our name or by its name on the wire; secrets are not offered. 每个字段可用本工具的名称或报文中的名称。',
    table(
      ['key', 'English', '中文', '`key:value`'],
      KEYS.filter((key) => !own.has(key)).map(fieldRow),
    ),
  ].join('\n\n')}\n`;
}
