/** The keys, in English. */

export const help = {
  helpTitle: 'Keys',
  helpRows: [
    ['Ctrl+K', 'every action by name'],
    ['/', 'write a filter'],
    ['H', 'write a highlight'],
    ['N  Shift+N', 'next, previous highlighted exchange'],
    ['j  k  ↓  ↑', 'next, previous exchange'],
    ['Enter', 'open the exchange, go to its fields'],
    ['Esc', 'close the detail, leave the filter'],
    ['F', 'follow the newest'],
    ['Home  End', 'oldest, newest'],
    ['P', 'pause and resume the list'],
    ['I', 'fold and unfold idle polls'],
    ['M', 'mark the exchange, take its mark away'],
    ['Shift+M', 'comment on the exchange'],
    [']  [', 'next, previous marked exchange'],
    ['Shift+F10', 'menu of the chosen field'],
    ['?', 'this list'],
  ] as readonly (readonly [string, string])[],
  helpFields:
    'In the field tree the arrows move, open and close. Fields and bytes light each other up: point to preview, click or Enter to choose.',
};
