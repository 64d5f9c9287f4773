/** A report as one page without scripts, to keep beside a build. */

import { STYLE, row, table } from './html-page.ts';
import { escaped } from './markup.ts';
import type { Alone, Report } from '../../shared/compare/index.ts';
import { shown } from './report.ts';
import { counted } from '../counted.ts';

const aloneRow = ({ n, sn, kind, summary, closest, noise }: Alone): string =>
  row([String(n), sn, kind, summary, closest === null ? '' : `n ${closest.n} ${closest.summary}`, noise ?? '']); // prettier-ignore

export function reportHtml(name: string, report: Report): string {
  const { verdict, exchanges, identical, sameMeaning, different, more } = report;
  const differences = report.differences.map(
    ({ n, sn, kind, part, within, field, secret, ...sides }) =>
      row(
        [String(n), sn, kind, within === '' ? part : `${part}, ${within}`, field],
        [
          shown(sides.recordedText, sides.recorded, secret),
          shown(sides.observedText, sides.observed, secret),
        ],
      ),
  );
  const heads = ['n', 'terminal', 'kind', 'what', 'closest', 'why it says nothing'];
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escaped(`${name}: ${verdict}`)}</title><style>${STYLE}</style>
<h1>${escaped(`${name}: ${verdict}`)}</h1>
<p>${counted(exchanges, 'exchange')} compared: ${identical} identical, ${sameMeaning} of the same meaning, ${different} different${more > 0 ? `; ${counted(more, 'difference is', 'differences are')} not listed` : ''}.</p>
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
