/** `pushscope lint`: what is wrong in captures, whose fault it is, and what to do about it. */

import { Command, Option } from 'commander';
import type { Exchange } from '../../shared/capture/exchange.ts';
import type { Language } from '../../shared/codec/frame.ts';
import type { Finding } from '../../shared/findings/finding.ts';
import { SEVERITIES, type Severity } from '../../shared/findings/severity.ts';
import { Courses, sayTold } from '../../shared/findings/index.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { readExchange, withTold, type Reading } from '../desk/reading.ts';
import { Held } from '../lint/held.ts';
import { LintCount, atLeast, type LintFinding } from '../lint/lint-count.ts';
import { lintHtml } from '../lint/lint-html.ts';
import { lintJunit } from '../lint/lint-junit.ts';
import { lintLines } from '../lint/lint-text.ts';
import { mutesIn } from '../lint/mutes-in.ts';
import {
  capturesIn,
  fileSource,
  followedReadingsOf,
  namesOf,
  nothingIn,
} from './capture-source.ts';
import { matchesReading, readFilter } from './filter-option.ts';
import type { CommandIo } from './io.ts';
import { languageOption } from './language.ts';
import { Output } from './output.ts';
import { printable } from './printable.ts';
import { refuseUnwritable, writeReport } from './report-output.ts';

const NEVER = 'never';

interface LintOptions {
  readonly filter: string;
  readonly json: boolean;
  readonly junit?: string;
  readonly html?: string;
  readonly failOn: Severity | typeof NEVER;
  readonly language: Language;
}

const EXAMPLES = `
Examples:
  pushscope lint captures/live/lunch.jsonl
  pushscope lint --fail-on warning --junit findings.xml captures/live
  pushscope lint --html for-the-vendor.html --filter 'sn:5158181900025' lunch.jsonl
  pushscope lint --json lunch.jsonl | jq '.findings[] | select(.fault == "server")'

Exit code: 0 nothing of that severity, 1 something, 2 usage. The rules are listed in REFERENCE.md.
`;

export function lintCommand(io: CommandIo): Command {
  return new Command('lint')
    .description('what is wrong in captures, whose fault it is, and what to do about it')
    .argument('<capture...>', 'capture files, or folders of them, read in the order given')
    .option('--filter <text>', 'only what matches, in the filter language of the page', '')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 where there is one of it, or a graver one')
        .choices([...SEVERITIES, NEVER])
        .default('error'),
    )
    .option('--json', 'every finding, and their counts, as one JSON object', false)
    .option('--junit <file>', 'the report as JUnit XML too')
    .option('--html <file>', 'the report as a page too, to be sent to whom it concerns')
    .addOption(languageOption())
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: LintOptions) => lint(io, paths, options));
}

async function lint(io: CommandIo, paths: readonly string[], options: LintOptions): Promise<void> {
  const { json, junit, html, failOn, language } = options;
  refuseUnwritable(options);
  const matches = matchesReading(readFilter(options.filter, language));
  const sessions = new Sessions();
  const courses = new Courses(sessions);
  const held = new Held();
  const count = new LintCount();
  const output = new Output(io);
  const files = capturesIn(paths);
  const mutes = await mutesIn(files);
  let isFirst = true;
  const add = async (finding: Finding, n: number, sn: string, exchange: Exchange | null) => {
    const muted = mutes.reasonOf(finding.code, sn);
    const found: LintFinding = { n, sn, ...finding, ...(muted !== null && { muted }) };
    count.add(found, exchange);
    if (!json) return;
    await output.line(`${isFirst ? '' : ','}${JSON.stringify(found)}`);
    isFirst = false;
  };
  if (json) await output.line('{"findings":[');
  const sources = files.map(fileSource);
  for await (const { reading, earlier } of followedReadingsOf(
    sources,
    language,
    io,
    sessions,
    courses,
  )) {
    // prettier-ignore
    const { sn } = reading.facts;
    for (const told of earlier) {
      const before = held.get(told.n);
      const finding = sayTold(told, language);
      if (options.filter !== '' && !(before !== null && matches(withTold(readAgain(before, language, sessions), [told], language)))) continue; // prettier-ignore
      await add(finding, told.n, sn, before);
    }
    held.keep(reading);
    if (!matches(reading)) continue;
    count.exchanges++;
    for (const finding of reading.findings) await add(finding, reading.exchange.n, sn, reading.exchange); // prettier-ignore
  }
  const report = count.report(courses.forgotten);
  const { muted, ...counts } = report.counts;
  const silenced = muted === 0 ? '' : `,"muted":${muted}`;
  if (json) await output.line(`],"counts":${JSON.stringify(counts)}${silenced}}`);
  else for (const line of lintLines(report, language)) await output.line(printable(line));
  await output.flush();
  const name = namesOf(paths);
  const severity = failOn === NEVER ? null : failOn;
  if (junit !== undefined) writeReport(junit, lintJunit(name, report, severity));
  if (html !== undefined) writeReport(html, lintHtml(name, report, language));
  if (count.exchanges === 0 && options.filter === '') throw nothingIn(paths);
  io.exit(severity !== null && atLeast(report.counts, severity) > 0 ? 1 : 0);
}

const readAgain = (exchange: Exchange, language: Language, sessions: Sessions): Reading =>
  readExchange(exchange, language, (sn) => sessions.hints(sn));
