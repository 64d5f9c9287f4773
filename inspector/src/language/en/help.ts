/** The keys, in English. */

type Rows = readonly (readonly [keys: string, does: string])[];

export const help = {
  helpTitle: 'Keys',
  helpViews: 'Views',
  helpSession:
    'what one terminal and the server said to each other; from a terminal or an exchange',
  helpCompare: 'side by side, field by field; from an open exchange',
  helpDifferences: 'compared by meaning; from the captures',
  helpEverywhere: 'Everywhere',
  everywhereRows: [
    ['Ctrl+K', 'every action by name'],
    ['P', 'pause and resume the list'],
    ['Esc', 'close what is open'],
    ['?', 'this list'],
  ] as Rows,
  trafficRows: [
    ['/', 'write a filter'],
    ['H', 'write a highlight'],
    ['N  Shift+N', 'next, previous highlighted exchange'],
    ['j  k  ↓  ↑', 'next, previous exchange'],
    ['PgUp  PgDn', 'a page up, down'],
    ['Home  End', 'oldest, newest'],
    ['Enter', 'go to the fields of the exchange'],
    ['F', 'follow the newest'],
    ['I', 'fold and unfold idle polls'],
    ['M', 'mark the exchange, take its mark away'],
    ['Shift+M', 'comment on the exchange'],
    [']  [', 'next, previous marked exchange'],
    ['Shift+F10', 'menu of the chosen field'],
  ] as Rows,
  sessionRows: [
    ['j  k  ↓  ↑', 'next, previous exchange'],
    ['Enter', 'show the exchange in the traffic'],
    ['F', 'follow the newest'],
    ['I', 'fold and unfold idle polls'],
  ] as Rows,
  terminalsRows: [
    ['j  k  ↓  ↑', 'next, previous terminal or capture'],
    ['→  ←', 'more of a terminal, less'],
    ['Enter', 'its traffic; the exchanges of a capture'],
  ] as Rows,
  referenceRows: [
    ['/', 'search'],
    ['j  k  ↓  ↑', 'next, previous entry'],
  ] as Rows,
  helpFields:
    'In the field tree the arrows move, open and close. Fields and bytes light each other up: point to preview, click or Enter to choose.',
};
