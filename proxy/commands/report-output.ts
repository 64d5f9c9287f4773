/** A report of differences to stdout and to files for other programs. */

import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { reportHtml } from '../replay/report-html.ts';
import { reportJunit } from '../replay/report-junit.ts';
import type { Report } from '../../shared/compare/index.ts';
import { reportLines } from '../replay/report.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { Output } from './output.ts';
import { printable } from './printable.ts';

export interface ReportOptions {
  readonly json: boolean;
  readonly junit?: string;
  readonly html?: string;
}

/** Whole or not at all. Throws RunError where the file cannot be written. */
export function writeReport(path: string, text: string): void {
  const unfinished = `${path}.unfinished`;
  // A pipe or a device is written to, and never replaced.
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  try {
    writeFileSync(isFile ? unfinished : path, text);
    if (isFile) renameSync(unfinished, path);
  } catch (error) {
    if (isFile) rmSync(unfinished, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    throw new RunError(`${path} cannot be written (${code ?? message}); choose another place.`);
  }
}

/** A report may be replaced by the next; a capture whose name slipped into its place must not be. */
function isReport(path: string): boolean {
  const first = Buffer.alloc(1);
  const file = openSync(path, 'r');
  try {
    readSync(file, first, 0, 1, 0);
  } finally {
    closeSync(file);
  }
  return first.toString('latin1') === '<';
}

/** Throws UsageError where a report could not be written in the end; nothing has been done by then. */
export function refuseUnwritable({ junit, html }: Omit<ReportOptions, 'json'>): void {
  for (const path of [junit, html]) {
    if (path === undefined) continue;
    try {
      const found = statSync(path, { throwIfNoEntry: false });
      if (found?.isDirectory() === true) throw new UsageError(`${path} is a folder; name a file.`);
      if (found?.isFile() === true && found.size > 0 && !isReport(path))
        throw new UsageError(`${path} is there already and is no report; choose another name.`);
      // It is replaced as a whole, so it is its folder that must be written to; a pipe or a device is not.
      if (found === undefined || found.isFile()) accessSync(dirname(path), constants.W_OK);
      else accessSync(path, constants.W_OK);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      throw new UsageError(`${path} cannot be written (${code ?? message}); choose another place.`);
    }
  }
}

/** `name` is what was checked. The exit code is 1 when something differs. */
export async function putReport(
  io: CommandIo,
  name: string,
  report: Report,
  { json, junit, html }: ReportOptions,
): Promise<void> {
  const output = new Output(io);
  if (json) await output.line(JSON.stringify(report));
  else for (const line of reportLines(report)) await output.line(printable(line));
  await output.flush();
  if (junit !== undefined) writeReport(junit, reportJunit(name, report));
  if (html !== undefined) writeReport(html, reportHtml(name, report));
  io.exit(report.verdict === 'different' ? 1 : 0);
}
