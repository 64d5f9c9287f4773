/** The rules as Markdown, made from themselves: a part of REFERENCE.md. */

import { COURSE_RULES } from './course-rules/index.ts';
import type { RuleWords } from './rule.ts';
import { RULES } from './rules/index.ts';

const INTRODUCTION = `## Findings 问题

What pushscope says of an exchange by itself, and in the light of the terminal's exchanges before it: in the page, in
\`lint\`, and under \`findings\` of every decoded exchange. Some are milder or graver by circumstance. 对单条交换本身，以及结合该终端此前的交换所给出的问题；严重程度可能视情况而不同。

| code | severity | fault | section | English | 中文 | what to do | 处理方法 |
| --- | --- | --- | --- | --- | --- | --- | --- |`;

const row = ({ code, severity, fault, section, title, remedy }: RuleWords): string =>
  `| \`${code}\` | ${severity} | ${fault} | ${section} | ${title.en} | ${title.zh} | ${remedy.en} | ${remedy.zh} |`;

export const findingsMarkdown = (): string =>
  `${[INTRODUCTION, ...RULES.map(row), ...COURSE_RULES.map(row)].join('\n')}\n`;
