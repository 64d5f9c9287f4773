/** The option reply of initialisation (vendor's document section 6), as a ZKECO of 2018 prints it. */

import type { KnownTerminal } from './registry.ts';

export interface OptionSettings {
  readonly delaySeconds: number;
  readonly errorDelaySeconds: number;
  readonly syncTimeSeconds: number;
  readonly realtime: boolean;
  readonly allowOnline: boolean;
  /** Sector and password of the cards, told at first contact only. */
  readonly useSection: number;
  readonly backSection: number;
  readonly cardPassword: string;
}

export const defaultOptions: OptionSettings = {
  delaySeconds: 30,
  errorDelaySeconds: 60,
  syncTimeSeconds: 600,
  realtime: true,
  allowOnline: false,
  useSection: 1,
  backSection: 2,
  cardPassword: '123456',
};

const CARD_PASSWORD_KEY = 'zksoft';

/** Observed: the card password is XORed with a fixed word before it is sent. */
const veiled = (password: string): string =>
  [...password]
    .map((character, index) =>
      String.fromCharCode(
        character.charCodeAt(0) ^ CARD_PASSWORD_KEY.charCodeAt(index % CARD_PASSWORD_KEY.length),
      ),
    )
    .join('');

const flag = (on: boolean): number => (on ? 1 : 0);

/** `firstContact` while no firmware version was stored before this request. */
export function optionReply(
  terminal: KnownTerminal,
  settings: OptionSettings,
  firstContact: boolean,
): string {
  const stamp = (prefix: string) => terminal.stamps[prefix] ?? '0';
  const stampId = (prefix: string) => terminal.stampIds[prefix] ?? '0';
  const sectors: readonly (readonly [string, string | number])[] = firstContact
    ? [
        ['UseSection', settings.useSection],
        ['BackSection', settings.backSection],
        ['CardPass', veiled(settings.cardPassword)],
      ]
    : [];
  const rows: readonly (readonly [string, string | number])[] = [
    ['Stamp', 0],
    ['OpStamp', 0],
    ['ZhiWeiLogStamp', 0],
    ['ZhiWeiLogStampId', 0],
    ['ZhiWeiBakLogStampId', 0],
    ['PosLogStamp', stamp('PosLog')],
    ['FullLogStamp', stamp('FullLog')],
    ['AllowLogStamp', stamp('AllowLog')],
    ['PosLogStampId', stampId('PosLog')],
    ['FullLogStampId', stampId('FullLog')],
    ['AllowLogStampId', stampId('AllowLog')],
    ['PosBakLogStampId', stampId('PosBakLog')],
    ['FullBakLogStampId', stampId('FullBakLog')],
    ['AllowBakLogStampId', stampId('AllowBakLog')],
    ['UseStampId', 1],
    ['TableNameStamp', 0],
    ['PhotoStamp', 0],
    ['ErrorDelay', settings.errorDelaySeconds],
    ['Delay', settings.delaySeconds],
    ['TransTimes', '00:00;14:05'],
    ['TransInterval', 1],
    ['TransFlag', '1111101011'],
    ['SyncTime', settings.syncTimeSeconds],
    ['AllowOnline', flag(settings.allowOnline)],
    ['MachineType', terminal.machineType],
    ...sectors,
    ['CustomSector', 1],
    ['TimeZone', 8],
    ['Realtime', flag(settings.realtime)],
    ['Encrypt', 0],
  ];
  // Observed: the reply ends in two LFs.
  return `GET OPTION FROM: ${terminal.sn}\n${rows.map(([key, value]) => `${key}=${value}\n`).join('')}\n`;
}
