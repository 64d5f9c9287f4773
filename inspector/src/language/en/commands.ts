/** Commands and the composer, in English. */

import type { InjectionState } from '../../../../shared/link/injection.ts';
import type { CommandState } from '../../../../shared/session/command-life.ts';
import { count } from './count.ts';

export const commands = {
  composer: {
    compose: 'Compose a command',
    to: 'To',
    noTerminals: 'No terminal has spoken yet; commands can be sent once one has.',
    verb: 'Command',
    table: 'Table',
    raw: 'A line of my own',
    rawWarning: 'Values of a line of your own are not checked; it leaves as it is written.',
    yuan: 'yuan',
    preview: 'As it will leave',
    idNote: 'The id is given when the command is queued.',
    bytes: (bytes: number) => count(bytes, 'byte', 'bytes'),
    section: (section: string) => `section ${section}`,
    add: 'Add to batch',
    batch: 'Batch, in this order',
    up: 'Up',
    remove: 'Remove',
    lastNote: (verb: string) =>
      `Nothing after ${verb} leaves in the same reply: what stands behind it waits for a later poll.`,
    expires: 'Expires after, minutes',
    dangerous:
      'This destroys, reconfigures or restarts. Type the serial number of each terminal to confirm.',
    confirm: (sn: string) => `Type ${sn}`,
    send: (commands: number, terminals: number) =>
      `Send ${count(commands, 'command', 'commands')} to ${count(terminals, 'terminal', 'terminals')}`,
    sent: (terminals: number) => `Queued for ${count(terminals, 'terminal', 'terminals')}.`,
    readOnly: 'pushscope was started with --read-only; no command can be sent from here.',
    none: 'No command was sent yet.',
    terminal: 'Terminal',
    command: 'Command',
    life: 'State',
    answer: 'Answer',
    download: 'Download',
    edit: 'Edit and send',
    again: 'Send again',
    allTerminals: 'All terminals',
    chooseOne: "Choose a terminal to see the server's own commands too.",
    from: 'From',
    fromHere: 'pushscope',
    fromServer: 'server',
    related: 'Uploads that answer it',
    soon: (seconds: number, every: number) => `in about ${seconds} s: polls every ${every} s`,
    late: (seconds: number, every: number) =>
      `the poll is ${seconds} s late: polls every ${every} s`,
    fetched: (bytes: number, size: number) =>
      `${bytes.toLocaleString('en')} of ${count(size, 'byte', 'bytes')} fetched`,
    resent: (times: number) => `sent again ${count(times, 'time', 'times')}`,
    answers: (answers: number) => `answered ${count(answers, 'time', 'times')}`,
    notHeard: 'The server did not take the answer.',
    view: 'View',
    content: 'Content',
    hex: 'Hexadecimal',
    firstBytes: (shown: number, size: number) =>
      `The first ${shown.toLocaleString('en')} of ${count(size, 'byte', 'bytes')}.`,
    serverStates: {
      delivered: 'not answered yet',
      acknowledged: 'acknowledged',
      failed: 'failed',
      unknown: 'answered, delivery not seen',
    } satisfies Record<CommandState, string>,
    states: {
      queued: 'queued',
      delivered: 'delivered',
      acknowledged: 'acknowledged',
      failed: 'failed',
      expired: 'expired',
      cancelled: 'cancelled',
    } satisfies Record<InjectionState, string>,
  },
};
