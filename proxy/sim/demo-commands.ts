/** The commands that the demonstration's server gives by itself: a welcome, then one kind after the other. */

import { packedDay, monthText, dateTimeText } from './local-time.ts';
import { operator, type CardHolder } from './people.ts';
import { dataCommand, setOption, type Arguments } from './server/command-text.ts';
import type { KnownTerminal } from './server/registry.ts';

const DAY_MS = 86_400_000;

const userInfo = ({ sysId, pin, name, password }: CardHolder): Arguments => [
  ['SysID', sysId],
  ['UserID', sysId],
  ['PIN', pin],
  ['CardNo', sysId],
  ['Name', name],
  ['PassWord', password],
  ['UserType', 0],
  ['Privage', 0],
];

const MEALS: readonly Arguments[] = [
  ['早餐', '0500', '0959'],
  ['午餐', '1000', '1459'],
  ['晚餐', '1500', '2059'],
  ['夜宵', '2100', '2359'],
].map(([name = '', start = '', end = ''], index) => [
  ['Mlid', index + 1],
  ['Name', name],
  ['Start', start],
  ['End', end],
]);

/** Observed: STOREINFO prices are a decimal times 100, printed with two places. */
const GOODS: readonly Arguments[] = [
  ['米饭', '100.00'],
  ['红烧肉', '1200.00'],
  ['番茄炒蛋', '650.00'],
  ['酸奶', '350.00'],
].map(([name = '', price = ''], index) => [
  ['StoreNo', index + 1],
  ['Name', name],
  ['Price', price],
  ['agio', 100],
]);

const KEYS: readonly Arguments[] = [600, 850, 1200].map((price, index) => [
  ['KeyID', index + 1],
  ['Price', price],
]);

/** Observed: a blank stands before Maxlimit. */
const CARD_TYPE: Arguments = [
  ['SortID', 1],
  ['Name', '员工卡'],
  ['rebate', 100],
  ['Timemaxmoney', 5000],
  ['Daymaxmoney', 10000],
  ['Mealmaxmoney', 5000],
  ['Daymaxtimes', 10],
  ['Mealmaxtimes', 3],
  ['Lowlimit', 0],
  [' Maxlimit', 99900],
  ['MealType', 15],
  ['Enable', 1],
  ['limit', 0],
  ['BatchNo', 0],
  ['UseFinger', 0],
];

const update = (table: string, rows: readonly Arguments[]): readonly string[] =>
  rows.map((row) => dataCommand('UPDATE', table, row));

/** What a terminal gets at first contact, in the order of a full synchronisation (observed). */
export const welcome = (holders: readonly CardHolder[]): readonly string[] => [
  ...update('MEALTYPE', MEALS),
  ...update('STOREINFO', GOODS),
  ...update('PRESSKEY', KEYS),
  ...update('TIMESEG', [
    [
      ['SegID', 1],
      ['TsID', 1],
      ['Start', '0600'],
      ['End', '2200'],
    ],
  ]),
  ...update('FIXED', [
    [
      ['TsID', 1],
      ['Start', '1100'],
      ['End', '1330'],
      ['Price', 850],
    ],
  ]),
  ...update('CARDTYPE', [CARD_TYPE]),
  ...update('USERINFO', holders.slice(0, 3).map(userInfo)),
  dataCommand('UPDATE', 'USERINFO', [
    ['SysID', operator.sysId],
    ['UserID', operator.sysId],
    ['CardNo', operator.sysId],
    ['PassWord', operator.password],
    ['Privage', 2],
  ]),
  setOption([
    ['CardWitdh', 8],
    ['WhiteList', 0],
    ['Consmod', 2],
    ['FixMoney', 850],
  ]),
  'INFO',
];

interface Occasion {
  readonly terminal: KnownTerminal;
  readonly holder: CardHolder;
  readonly now: number;
}

/** One of these now and then, in turn. */
const OCCASIONS: readonly ((occasion: Occasion) => string)[] = [
  ({ holder }) => dataCommand('UPDATE', 'USERINFO', userInfo(holder)),
  () => 'INFO',
  ({ terminal }) => `SYNC POSLOG START=1\tEND=${terminal.stampIds['PosLog'] ?? '1'}\t`,
  ({ holder, now }) =>
    dataCommand('UPDATE', 'SUBSIDYLOG', [
      ['SysID', holder.sysId],
      ['CardNo', holder.sysId],
      ['Batch', monthText(now)],
      ['Money', 30_000],
      ['allowDate', packedDay(now + 60 * DAY_MS)],
    ]),
  () => 'CHECK POSLOG',
  () => 'GetFile /mnt/mtdblock/options.cfg',
  () => 'PutFile file/fw/X938/main.tgz\tmain.tgz',
  () => 'SHELL ls -l /mnt/mtdblock',
  ({ holder }) => `QUERY USERINFO PIN=${holder.pin}`,
  ({ now }) =>
    `COLL POSLOG START=${dateTimeText(now - 60_000)}\tEND=${dateTimeText(now)}\tCARDNO=0`,
  () => 'SET OPTION IPAddress=192.168.1.225',
  ({ holder }) => dataCommand('DELETE', 'USERINFO', [['SysID', holder.sysId]]),
  () => 'CHECK OPTION',
  () => 'REBOOT',
];

export const occasional = (turn: number, occasion: Occasion): string =>
  (OCCASIONS[turn % OCCASIONS.length] ?? (() => 'INFO'))(occasion);
