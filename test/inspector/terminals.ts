/** Terminals for the board: one busy, one with commands open, one silent, one odd. */

import type { TerminalRow } from '../../shared/link/api.ts';
import { SERIALS } from './samples.ts';

const iso = (ms: number) => new Date(ms).toISOString();

export const TERMINALS = (nowMs: number): readonly TerminalRow[] => [
  {
    sn: SERIALS[0],
    model: 'CM70',
    firmware: 'Ver 8.0.4.2-20180910',
    language: 'Simplified Chinese (83)',
    pushVersion: '2.0.1',
    ip: '192.168.1.55',
    firstSeen: iso(nowMs - 7_200_000),
    lastSeen: iso(nowMs - 2_000),
    exchanges: 1_204,
    pollIntervalMs: 5_010,
    toldDelayMs: 5_000,
    stamps: {
      PosLogStamp: { told: '2018-11-02T12:04:55', sent: '2018-11-02T12:04:55' },
      PosLogStampId: { told: '36', sent: '40' },
      FullLogStamp: { told: '0' },
    },
    pendingCommands: [],
    findings: { error: 0, warning: 3, note: 12 },
  },
  {
    sn: SERIALS[1],
    model: 'CM50',
    firmware: 'Ver 6.3.1',
    language: 'English (69)',
    pushVersion: '',
    ip: '192.168.1.51',
    firstSeen: iso(nowMs - 3_600_000),
    lastSeen: iso(nowMs - 4_000),
    exchanges: 733,
    pollIntervalMs: 9_980,
    toldDelayMs: 10_000,
    stamps: {},
    pendingCommands: [
      {
        id: '1201',
        text: 'C:1201:UPDATE USERINFO\tSysID=10023\tCardNo=10023\tName=李小明',
        at: iso(nowMs - 8_000),
      },
      { id: '1202', text: 'C:1202:SET OPTION IPAddress=192.168.1.225', at: iso(nowMs - 8_000) },
    ],
    findings: { error: 0, warning: 0, note: 0 },
  },
  {
    sn: SERIALS[2],
    model: 'CM70',
    firmware: 'Ver 8.0.4.2-20180910',
    language: 'Simplified Chinese (83)',
    pushVersion: '2.0.1',
    ip: '192.168.1.57',
    firstSeen: iso(nowMs - 7_000_000),
    lastSeen: iso(nowMs - 184_000),
    exchanges: 410,
    pollIntervalMs: 5_004,
    toldDelayMs: 5_000,
    stamps: { PosLogStamp: { sent: '2018-11-02T12:01:07' } },
    pendingCommands: [],
    findings: { error: 2, warning: 0, note: 4 },
  },
  {
    sn: SERIALS[3],
    model: '',
    firmware: '',
    language: '',
    pushVersion: '',
    ip: '',
    firstSeen: iso(nowMs - 60_000),
    lastSeen: iso(nowMs - 6_000),
    exchanges: 3,
    pollIntervalMs: null,
    toldDelayMs: null,
    stamps: {},
    pendingCommands: [],
    findings: { error: 0, warning: 0, note: 1 },
  },
];
