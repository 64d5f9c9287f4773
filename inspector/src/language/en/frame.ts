/** The bar, the connection, and the way in, in English. */

import { count } from './count.ts';

export const frame = {
  // frame
  views: 'Views',
  traffic: 'Traffic',
  terminals: 'Terminals',
  captures: 'Captures',
  reference: 'Reference',
  statistics: 'Statistics',
  commands: 'Commands',
  replay: 'Replay',
  toList: 'Skip to the content',
  upstream: 'Server',
  upstreamTitle: (upstream: string, listen: string) =>
    `Terminals connect to ${listen}; what they say goes to ${upstream}`,
  otherLanguage: '中文',
  otherLanguageTitle: '切换到中文',
  help: 'Help',
  close: 'Close',
  cancel: 'Cancel',

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
  keptPlain: 'Kept plain',
  keptPlainTitle:
    'Started with --force-plaintext: what terminals and server offer at initialisation is changed so that they agree on no encryption',
  readOnly: 'Read-only',
  readOnlyTitle: 'Started with --read-only: the page can look, but change nothing',
  exchanges: (number: number) => count(number, 'exchange', 'exchanges'),
  notRecorded: (number: number) => `${number.toLocaleString('en')} not on file`,
  connections: (number: number) => count(number, 'connection open', 'connections open'),
  signedOut: 'This page may no longer read the desk.',
  signedOutNext:
    'pushscope was probably started anew. Open the address that it printed at its start, or give its token here.',
  signIn: 'Sign in',
  signInNext:
    'Open the address that pushscope printed at its start; it carries the token. Or give the token here.',
  signInDo: 'Sign in',
  token: 'Token',
  tokenWrong: 'This is not the token of the pushscope that runs now.',
};
