/** The page's icons: strokes on a grid of sixteen. */

export const ICONS = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14',
  close: 'm4 4 8 8m0-8-8 8',
  pause: 'M5.5 3.5v9m5-9v9',
  play: 'M5 3.2v9.6l7.5-4.8Z',
  down: 'M8 3v10m-4-4 4 4 4-4',
  chevron: 'm6 4 4 4-4 4',
  previous: 'm4 10 4-4 4 4',
  next: 'm4 6 4 4 4-4',
  download: 'M8 2.5V10m-3-3 3 3 3-3M3 13.5h10',
  open: 'M2.5 12.5v-9h4l1.5 2h5.5v7Z',
  alarm: 'M8 2 14.5 13.5h-13ZM8 6.5v3.2m0 1.7v.1',
  help: 'M6 6.2A2 2 0 1 1 8.4 8c-.3.2-.4.5-.4.8v.7m0 2.2v.1M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z',
  highlight: 'M2.5 14h11M5 11.5V9l5.5-6.5 3 2.5L8 11.5Zm0-2.5 3 2.5',
  filter: 'M2 3.5h12L9.5 8.8v4.2l-3 1V8.8Z',
  columns: 'M2.5 3h11v10h-11Zm3.7 0v10m3.6-10v10',
  add: 'M8 3v10M3 8h10',
  copy: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8Z',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  changed: 'm3 13 .6-2.8L10.8 3 13 5.2l-7.2 7.2Z',
  mark: 'M4 14V2.5h8V14L8 10.8Z',
  comment: 'M2.5 3h11v8H8l-3 2.8V11H2.5Z',
  bookmark: 'm8 2 1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5Z',
  ladder: 'M4 2v12m8-12v12M4 5h8m-8 6h8',
  compare: 'M2.5 3h4.5v10H2.5Zm6.5 0h4.5v10H9Z',
  pulse: 'M1.5 8h3l2-4.5 3 9 2-4.5h3',
} as const;

export type IconName = keyof typeof ICONS;
