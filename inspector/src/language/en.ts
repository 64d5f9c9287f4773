/** Everything the page says, in English. `zh.ts` has the same rows. */

import type { Outcome } from '../../../shared/capture/exchange.ts';
import type { Kind } from '../../../shared/codec/frame.ts';
import type { Severity } from '../../../shared/findings/finding.ts';

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

export const en = {
  // frame
  views: 'Views',
  traffic: 'Traffic',
  terminals: 'Terminals',
  captures: 'Captures',
  toList: 'Skip to the content',
  upstream: 'Server',
  upstreamTitle: (upstream: string, listen: string) =>
    `Terminals connect to ${listen}; what they say goes to ${upstream}`,
  otherLanguage: '中文',
  otherLanguageTitle: '切换到中文',
  help: 'Help',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',

  // connection truth
  connecting: 'Connecting',
  live: 'Live',
  behind: (exchanges: number) => `${count(exchanges, 'exchange', 'exchanges')} behind`,
  reconnecting: 'Reconnecting',
  paused: 'Paused',
  pause: 'Pause',
  resume: 'Resume',
  liveTitle: 'What happens is on screen at once',
  connectingTitle: 'Waiting for the desk to answer',
  behindTitle: 'These exchanges are on file, but not yet read by the desk',
  reconnectingTitle:
    'The connection to the desk is lost; terminals and recording do not depend on it',
  pausedTitle: 'The list stands still; forwarding and recording go on',
  recording: 'Recording',
  notRecording: 'Not recording',
  recordingTitle: (path: string) => `Every exchange is written to ${path}`,
  readOnly: 'Read-only',
  readOnlyTitle: 'Started with --read-only: the page can look, but change nothing',
  exchanges: (number: number) => count(number, 'exchange', 'exchanges'),
  notRecorded: (number: number) => `${number.toLocaleString('en')} not on file`,
  connections: (number: number) => count(number, 'connection', 'connections'),
  signedOut: 'This page may no longer read the desk.',
  signedOutNext:
    'pushscope was probably started anew. Open the address that it printed at its start, or give its token here.',
  signIn: 'Sign in',
  signInNext:
    'Open the address that pushscope printed at its start; it carries the token. Or give the token here.',
  signInDo: 'Sign in',
  token: 'Token',
  tokenWrong: 'This is not the token of the pushscope that runs now.',

  // traffic
  filter: 'Filter',
  filterHint: 'Filter, such as  kind:upload  sn:5158…  posMoney>5000',
  clearFilter: 'Clear the filter',
  filterWrong: 'The list still shows the last filter that could be read.',
  matchedOf: (matched: number, total: number) =>
    `${matched.toLocaleString('en')} of ${total.toLocaleString('en')}`,
  idleFolded: (polls: number) => `${count(polls, 'idle poll', 'idle polls')} folded`,
  idleShown: 'Idle polls shown',
  idleFold: 'Idle polls are folded',
  foldIdle: 'Fold the idle polls',
  unfoldIdle: 'Show the idle polls in the list',
  idleRun: (polls: number, terminals: number) =>
    `${count(polls, 'idle poll', 'idle polls')} of ${count(terminals, 'terminal', 'terminals')}`,
  idleLast: (ago: string) => `last ${ago}`,
  offers: 'What could be written here',
  showing: 'Shows',
  searching: (percent: string) => `${percent} looked through`,
  follow: 'Follow',
  followTitle: 'Keep the newest exchange in sight (F)',
  newRows: (rows: number) => `${rows.toLocaleString('en')} new`,
  newest: 'Go to the newest',
  exchangeList: 'Exchanges',
  columnFinding: 'Finding',
  columnNumber: '#',
  columnTime: 'Time',
  columnTerminal: 'Terminal',
  columnWhat: 'What',
  columnSaid: 'Said and answered',
  columnDuration: 'Duration',
  columnSize: 'Bytes',
  noExchanges: 'No exchange yet.',
  noExchangesNext: (listen: string) => `Point a terminal at ${listen}, and it appears here.`,
  noneMatch: 'No exchange matches this filter.',
  onlyIdle: 'Only idle polls so far.',
  emptyCapture: 'This capture holds no exchange.',
  changed: 'changed on the way',
  noReply: 'no reply',
  olderCapture: (name: string) => `Looking at ${name}`,
  backToLive: 'Back to live',
  loadFailed: 'The list could not be loaded.',

  // detail
  detail: 'Exchange',
  previous: 'Previous exchange',
  next: 'Next exchange',
  closeDetail: 'Close the detail (Esc)',
  tabFields: 'Fields',
  tabHeaders: 'Headers',
  tabText: 'Raw text',
  tabTiming: 'Timing',
  request: 'Request',
  reply: 'Reply',
  head: 'head',
  body: 'body',
  fields: 'Fields',
  bytes: 'Bytes',
  hex: 'Hex',
  text: 'Text',
  byteView: 'How bytes are shown',
  findings: 'Findings',
  section: (section: string) => (section === 'observed' ? 'observed' : `§ ${section}`),
  sectionTitle: (section: string) =>
    section === 'observed'
      ? 'From what terminals and servers were seen to do'
      : `Vendor's document, section ${section}`,
  computed: 'computed, not on the wire',
  unreadable: 'cannot be read',
  bytesFromTo: (from: number, to: number) =>
    to - from === 1 ? `byte ${from}` : `bytes ${from}–${to - 1}, ${to - from} long`,
  truncated: (kept: string, size: string) => `the first ${kept} of ${size} were kept`,
  incomplete: 'ended before it was whole',
  emptyBody: 'no body',
  forwardedRequest: 'Request as forwarded',
  forwardedReply: 'Reply as forwarded',
  answeredByUs: 'answered by pushscope, not by the server',
  putIn: 'put in',
  takenOut: 'taken out',
  applyFilter: (term: string) => `Filter by ${term}`,
  copy: 'Copy',
  copied: 'Copied',
  showMarks: 'Show TAB, CR, LF',
  moreText: (bytes: string) => `${bytes} more`,
  detailFailed: 'This exchange could not be loaded.',
  headerName: 'Name',
  headerValue: 'Value',
  startLine: 'Start line',
  timingRequest: 'Request sent',
  timingWait: 'Server thinks',
  timingReply: 'Reply received',
  timingTotal: 'Total',
  connection: 'Connection',
  peer: 'Terminal address',
  started: 'Started',
  outcome: 'Outcome',
  framing: 'Delimited by',
  framings: { length: 'Content-Length', chunked: 'chunks', close: 'end of connection' },
  sizes: 'Body sizes',

  // terminals
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
  overdue: 'overdue',
  overdueTitle: 'Silent for more than three of its own poll intervals',
  stamps: 'Stamps',
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

  // captures
  captureName: 'File',
  created: 'Begun',
  size: 'Size',
  writingNow: 'being written',
  open: 'Open',
  download: 'Download',
  openNamed: (name: string) => `Open ${name}`,
  downloadNamed: (name: string) => `Download ${name}`,
  rotate: 'Begin a new file',
  rotateTitle: 'Closes the file being written and goes on in a new one',
  rotated: 'A new file was begun.',
  noCaptures: 'No capture file yet.',
  captureFolder: 'Every exchange is kept in these files, one JSON value a line.',

  // help
  helpTitle: 'Keys',
  helpRows: [
    ['/', 'write a filter'],
    ['j  k  ↓  ↑', 'next, previous exchange'],
    ['Enter', 'open the exchange, go to its fields'],
    ['Esc', 'close the detail, leave the filter'],
    ['F', 'follow the newest'],
    ['Home  End', 'oldest, newest'],
    ['P', 'pause and resume the list'],
    ['I', 'fold and unfold idle polls'],
    ['1  2  3', 'traffic, terminals, captures'],
    ['?', 'this list'],
  ] as readonly (readonly [string, string])[],
  helpFields:
    'In the field tree the arrows move, open and close. Fields and bytes light each other up: point to preview, click or Enter to choose.',

  // words
  kinds: {
    init: 'Init',
    time: 'Time',
    'key-exchange': 'Public key',
    'factor-exchange': 'Factors',
    upload: 'Upload',
    poll: 'Poll',
    'card-loss': 'Card lost',
    'card-restore': 'Card restored',
    'password-check': 'Password check',
    'password-change': 'Password change',
    'subsidy-query': 'Subsidy query',
    'command-result': 'Result',
    'file-download': 'File',
    other: 'Other',
  } satisfies Record<Kind, string>,
  severities: { error: 'Error', warning: 'Warning', note: 'Note' } satisfies Record<
    Severity,
    string
  >,
  outcomes: {
    complete: 'complete',
    'terminal-aborted': 'terminal hung up',
    'server-aborted': 'server hung up',
    refused: 'server refused',
    timeout: 'timed out',
    malformed: 'malformed',
  } satisfies Record<Outcome, string>,
  justNow: 'just now',
};

type Widened<T> = T extends (...given: infer Given) => string
  ? (...given: Given) => string
  : T extends string
    ? string
    : { readonly [Key in keyof T]: Widened<T[Key]> };

export type Words = Widened<typeof en>;
