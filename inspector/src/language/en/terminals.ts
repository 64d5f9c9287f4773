/** The board of terminals, in English. */

import { count } from './count.ts';

export const terminals = {
  terminal: 'Terminal',
  more: 'More',
  orderBy: (column: string) => `Order by: ${column}`,
  exchangeCount: 'Exchanges',
  model: 'Model',
  firmware: 'Firmware',
  pushVersion: 'PUSH',
  spokenLanguage: 'Language',
  lastSeen: 'Last seen',
  firstSeen: 'First seen',
  pollInterval: 'Polls every',
  told: (delay: string) => `told ${delay}`,
  board: {
    phase: 'Doing',
    firmware: 'Firmware, language',
    silent: 'silent',
    gaps: (polls: number, longest: string) =>
      `Last ${count(polls, 'distance', 'distances')} between polls, ${longest} at most`,
    toldDelay: 'Poll delay told',
    backlog: 'Backlog',
    records: (records: number) => count(records, 'record', 'records'),
    backlogTitle: (devNo: string | null, acknowledged: string | null) =>
      `Newest record of the terminal: ${devNo ?? 'not known'}; taken by the server: ${acknowledged ?? 'not known'}`,
    devNo: 'Newest record',
    acknowledged: 'Taken by the server',
    clock: 'Clock',
    inStep: 'in step',
    skewBy: {
      records:
        'The newest record lies in the future of the server’s clock: the terminal’s clock is ahead',
      server:
        'The server’s clock against the one of this machine; terminals are set by the server’s',
    },
  },
  overdue: 'overdue',
  overdueTitle: 'Silent for more than three of its own poll intervals',
  stamps: 'Stamps',
  newestStamp: 'Newest stamp',
  stampName: 'Stamp',
  stampTold: 'Server told',
  stampSent: 'Terminal sent',
  pending: 'Pending',
  pendingCommands: 'Delivered, not yet answered',
  pendingCount: (commands: number) => count(commands, 'command', 'commands'),
  none: '–',
  noTerminals: 'No terminal has spoken yet.',
  scopeTo: (sn: string) => `Show the traffic of ${sn}`,
  moreOf: (sn: string) => `More about ${sn}`,
  findingCounts: (errors: number, warnings: number, notes: number) =>
    `${count(errors, 'error', 'errors')}, ${count(warnings, 'warning', 'warnings')}, ${count(notes, 'note', 'notes')}`,
  noFindings: 'no findings',
  address: 'Address',
};
