/** The findings as one page without scripts, to be sent to whom it concerns: frames, bytes and sections, no secrets. */

import { NO_HINTS } from '../../shared/codec/decode.ts';
import type { Language } from '../../shared/codec/frame.ts';
import { bodyOfTree } from '../commands/tree.ts';
import { decodedOf, readExchange } from '../desk/reading.ts';
import { escaped } from '../replay/markup.ts';
import { Pseudonyms } from '../replay/pseudonym.ts';
import { redactExchange } from '../replay/redact.ts';
import { STYLE, row, table } from '../replay/html-page.ts';
import { bytesHtml, partOf } from './bytes-html.ts';
import type { Counts } from '../../shared/findings/severity.ts';
import type { Example, LintReport, RuleCount } from './lint-count.ts';
import { LINT_WORDS, countsText, sectionText, totalsText } from './lint-text.ts';
import { titleOf } from './titles.ts';

const WORDS = {
  en: {
    title: (name: string) => `Findings in ${name}`,
    rule: 'rule', what: 'what', terminals: 'terminals', terminal: 'terminal', byRule: 'By rule', byTerminal: 'By terminal',
    exchange: (n: number, sn: string) => `Exchange ${n} of ${sn}`,
    frame: 'the exchange, read', bytes: 'the bytes', remedy: 'What to do',
    gone: 'The exchange is no longer at hand.',
    secrets: 'Passwords, keys and tokens are replaced by others of the same length.',
  },
  zh: {
    title: (name: string) => `${name} 中的问题`,
    rule: '规则', what: '内容', terminals: '终端数', terminal: '终端', byRule: '按规则', byTerminal: '按终端',
    exchange: (n: number, sn: string) => `${sn} 的交换 ${n}`,
    frame: '解读后的交换', bytes: '字节', remedy: '处理方法',
    gone: '该交换已不可用。',
    secrets: '密码、密钥和令牌已替换为同样长度的其他内容。',
  },
} as const; // prettier-ignore

const MORE_STYLE = `
  pre { overflow-x: auto; padding: .6rem .8rem; background: #8881; border-radius: .3rem; font: 13px/1.45 ui-monospace, monospace; }
  mark { background: #f6c344; color: #000; }
  article { border-left: .25rem solid #8886; padding-left: 1rem; margin: 1rem 0; }
  .error { color: #b3261e; } .warning { color: #8a5a00; } .note { color: #555; }
  @media (prefers-color-scheme: dark) { .error { color: #ff8a80; } .warning { color: #ffc766; } .note { color: #bbb; } }
`;

export function lintHtml(name: string, report: LintReport, language: Language): string {
  const words = WORDS[language];
  const { severities } = LINT_WORDS[language];
  const heads = Object.values(severities);
  const counted = ({ error, warning, note }: Counts) => [error, warning, note].map(String); // prettier-ignore
  const names = new Pseudonyms(crypto.randomUUID());
  return `<!doctype html>
<html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(words.title(name))}</title><style>${STYLE}${MORE_STYLE}</style>
<h1>${escaped(words.title(name))}</h1>
<p>${escaped(`${LINT_WORDS[language].exchanges(report.exchanges)}: ${totalsText(report.counts, language)}`)}. ${escaped(words.secrets)}</p>
${table(
  words.byRule,
  [words.rule, words.what, ...heads, words.terminals],
  report.rules.map(({ code, counts, terminals }) =>
    row([code, titleOf(code, language), ...counted(counts), String(terminals)]),
  ),
)}
${table(
  words.byTerminal,
  [words.terminal, ...heads],
  report.terminals.map(({ sn, counts }) => row([sn, ...counted(counts)])),
)}
${report.rules.map((rule) => ruleHtml(rule, names, language)).join('\n')}
</html>
`;
}

function ruleHtml(
  { code, counts, examples }: RuleCount,
  names: Pseudonyms,
  language: Language,
): string {
  // prettier-ignore
  const [first] = examples;
  const remedy = first?.finding.remedy;
  return `<section id="${escaped(code)}"><h2>${escaped(titleOf(code, language))} <small>${escaped(code)}</small></h2>
<p>${escaped(countsText(counts, language))}</p>
${remedy === undefined ? '' : `<p><strong>${WORDS[language].remedy}</strong>: ${escaped(remedy)}</p>`}
${examples.map((example) => exampleHtml(example, names, language)).join('\n')}</section>`;
}

function exampleHtml(
  { finding, exchange }: Example,
  names: Pseudonyms,
  language: Language,
): string {
  // prettier-ignore
  const words = WORDS[language];
  const { severity, section, fault, message, part, span, n, sn } = finding;
  const { whose, nobody } = LINT_WORDS[language];
  const basis = `${sectionText(section, language)}${fault === undefined ? '' : `, ${whose[fault]}`}`;
  const heading = `<h3>${escaped(words.exchange(n, sn === '' ? nobody : sn))}</h3>
<p><strong class="${severity}">${escaped(message)}</strong> (${escaped(basis)})</p>`;
  if (exchange === null) return `<article>${heading}<p>${words.gone}</p></article>`;
  const clean = redactExchange(exchange, names);
  const reading = readExchange(clean, language, () => NO_HINTS);
  const tree = [...bodyOfTree({ ...decodedOf(reading), findings: [] }, language)].join('\n');
  const side = part === 'request' ? clean.request : clean.response;
  const bytes =
    span === null || side === null
      ? ''
      : `<p>${words.bytes} (${part}, ${span.part} ${span.from}-${span.to})</p>${bytesHtml(partOf(side, span.part), span)}`;
  return `<article>${heading}${bytes}<details><summary>${words.frame}</summary><pre>${escaped(tree)}</pre></details></article>`;
}
