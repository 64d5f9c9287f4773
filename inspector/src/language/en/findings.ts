/** The findings of a capture and what is muted of them, in English. */

import type { Fault } from '../../../../shared/findings/finding.ts';
import { count } from './count.ts';

export const findings = {
  findingsView: {
    by: 'In order of',
    byRule: 'rules',
    byTerminal: 'terminals',
    none: 'Nothing is wrong so far: what terminals and server do against the document, or at odds with each other, appears here.',
    allMuted: 'Nothing that counts is wrong.',
    reading: (percent: string) => `${percent} read`,
    counting: (findings: number) => count(findings, 'finding', 'findings'),
    muted: (findings: number) => `${findings.toLocaleString('en')} muted`,
    mutedTitle: 'Muted',
    remedy: 'What to do',
    terminals: 'Terminals',
    noSerial: 'no serial',
    moreTerminals: (terminals: number) =>
      `and ${count(terminals, 'more terminal', 'more terminals')}`,
    atMoreTerminals: (terminals: number) =>
      `at ${count(terminals, 'more terminal', 'more terminals')}`,
    exchanges: (first: number, last: number) =>
      first === last ? `exchange ${first}` : `exchanges ${first} to ${last}`,
    showExchanges: (code: string, sn: string) =>
      sn === '' ? `Show the exchanges with ${code}` : `Show the exchanges of ${sn} with ${code}`,
    mute: 'Mute…',
    muteEverywhere: (code: string) => `Mute ${code} at every terminal`,
    muteAt: (code: string, sn: string) => `Mute ${code} at ${sn}`,
    unmute: 'Count again',
    reason: 'Why it does not count',
    keep: 'Mute',
    everywhere: 'at every terminal',
    at: (sn: string) => `at ${sn}`,
    title: (errors: number, warnings: number, notes: number) =>
      `${count(errors, 'error', 'errors')}, ${count(warnings, 'warning', 'warnings')}, ${count(notes, 'note', 'notes')}: show what is wrong`,
    faults: {
      terminal: 'fault of the terminal',
      server: 'fault of the server',
      document: 'left open by the document',
      network: 'fault of the network',
    } satisfies Record<Fault, string>,
  },
};
