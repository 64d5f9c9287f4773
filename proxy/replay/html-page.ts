/** Pieces of reports that are pages without scripts. */

import { escaped } from './markup.ts';

export const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
  th, td { border-bottom: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
  td.value { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
`;

export const row = (cells: readonly string[], values: readonly string[] = []): string =>
  `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}${values
    .map((value) => `<td class="value">${escaped(value)}</td>`)
    .join('')}</tr>`;

export function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const head = heads.map((text) => `<th scope="col">${escaped(text)}</th>`).join('');
  return `<h2>${escaped(caption)}</h2><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}
