/** What the session of a terminal knows, in English. */

import { count } from './count.ts';

export const known = {
  known: {
    show: 'What is known',
    showTitle: 'Stamps, clocks, encryption and firmware, as the exchanges tell them',
    acknowledged: 'Server took',
    zeros: 'Told 0',
    next: 'The next upload',
    table: 'Table',
    comes: 'What will come',
    stampFrom: 'Stamp not before',
    because: 'Since',
    by: { acknowledged: 'the last one taken', options: 'told at the start', command: 'SET OPTION' },
    asForetold: 'As foretold',
    heldOf: (held: number, all: number) => `${held} of ${count(all, 'upload', 'uploads')}`,
    everything: 'everything it holds, since the server told 0',
    nothingWaits: (recNo: string) => `nothing waits; then RecNo ${recNo}`,
    fromTo: (recNo: string, last: string) =>
      recNo === last
        ? `RecNo ${recNo}, StampId ${last}`
        : `RecNo ${recNo} to ${last}, StampId ${last}`,
    from: (recNo: string) => `from RecNo ${recNo}; StampId names the last`,
    missed: (table: string, expected: string, got: string) =>
      `${table} began with RecNo ${got}; ${expected} was foretold`,
    clocks: 'Who set its clock',
    setBy: {
      date: 'Date of replies',
      time: 'Reply about the time',
      options: 'Options',
      command: 'SET OPTION',
    },
    setter: 'By',
    said: 'Said',
    off: 'Off this machine',
    seen: 'Exchanges',
    times: (times: number) => count(times, 'time', 'times'),
    encryption: 'Encryption',
    outcome: { plain: 'plain', cipher: 'cipher', unknown: 'not known' },
    firmwares: 'How its firmware departs from the document',
    unnamedFirmware: 'before it named its firmware',
    likeDocument: 'as the document has it, as far as seen',
    insteadOf: (documented: string) => `document: ${documented}`,
    before: (form: string) => `changed; before: ${form}`,
  },
};
