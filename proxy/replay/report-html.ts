/** A report as one page without scripts, to keep beside a build. */

import { escaped } from './markup.ts';
import type { Alone, Report } from './report.ts';

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
  th, td { border-bottom: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
  td.value { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
`;

const row = (cells: readonly string[], values: readonly string[] = []): string =>
  `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}${values
    .map((value) => `<td class="value">${escaped(value)}</td>`)
    .join('')}</tr>`;

function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const head = heads.map((text) => `<th scope="col">${escaped(text)}</th>`).join('');
  return `<h2>${escaped(caption)}</h2><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

const NOTHING = '(nothing)';

const aloneRow = ({ n, sn, kind, summary, closest, noise }: Alone): string =>
  row([String(n), sn, kind, summary, closest === null ? '' : `n ${closest.n} ${closest.summary}`, noise ?? '']); // prettier-ignore

export function reportHtml(name: string, report: Report): string {
  const { verdict, exchanges, identical, sameMeaning, different, more } = report;
  const differences = report.differences.map(
    ({ n, sn, kind, part, within, field, recorded, observed }) =>
      row(
        [String(n), sn, kind, within === '' ? part : `${part}, ${within}`, field],
        [recorded ?? NOTHING, observed ?? NOTHING],
      ),
  );
  const heads = ['n', 'terminal', 'kind', 'what', 'closest', 'why it says nothing'];
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escaped(`${name}: ${verdict}`)}</title><style>${STYLE}</style>
<h1>${escaped(`${name}: ${verdict}`)}</h1>
<p>${exchanges} exchanges compared: ${identical} identical, ${sameMeaning} of the same meaning, ${different} different${more > 0 ? `; ${more} differences are not listed` : ''}.</p>
${table('Differences', ['n', 'terminal', 'kind', 'where', 'field', 'recorded', 'observed'], differences)}
${table('Missing', heads, report.missing.map(aloneRow))}
${table('Extra', heads, report.extra.map(aloneRow))}
${table(
  'Noise',
  ['kind', 'field', 'times', 'reason'],
  report.noise.map(({ kind, field, count, reason }) => row([kind, field, String(count), reason])),
)}
</html>
`;
}
