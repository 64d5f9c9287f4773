/** The kinds of terminal the simulation knows, a row each. */

/** What a poll names as its `type`, and what the terminal does for people. */
export type Role = 'pos' | 'full' | 'allow';

/** BUYLOG State: 1 fixed amount, 2 typed amount, 3 keys, 5 goods. */
export type SaleState = 1 | 2 | 3 | 5;

export interface Model {
  readonly name: string;
  readonly role: Role;
  readonly firmware: string;
  /** Bit 0: consumption and subsidy in one; bit 1: two wallets. Null for firmware that does not say. */
  readonly functions: number | null;
  /** Null for firmware that names no protocol version. */
  readonly pushVersion: string | null;
  readonly sales: readonly SaleState[];
  /** Its number in appendix 2 of the vendor's document. */
  readonly language: string;
  /** Stamp of an upload: ISO text as documented, or the packed second count of older firmware (observed). */
  readonly stamps: 'iso' | 'packed';
  /** Tables that its firmware does not have. */
  readonly lacks: readonly string[];
}

const TWO_WALLETS = 2;

export const hasTwoWallets = (model: Model): boolean =>
  model.functions !== null && (model.functions & TWO_WALLETS) !== 0;

const cm102: Model = {
  name: 'CM102',
  role: 'pos',
  firmware: 'Ver_2020.0.0.2-20181011',
  functions: 3,
  pushVersion: '4.0.1',
  sales: [2, 5],
  language: '83',
  stamps: 'iso',
  lacks: [],
};

const cm108: Model = {
  ...cm102,
  name: 'CM108',
  firmware: 'Ver_2020.0.0.4-20181203',
  functions: 1,
  sales: [1, 3],
};

const cm20: Model = {
  name: 'CM20',
  role: 'full',
  firmware: 'Ver 6.60 Apr 18 2013',
  functions: null,
  pushVersion: null,
  sales: [],
  language: '83',
  stamps: 'packed',
  lacks: ['TIMESEG', 'FIXED'],
};

/** A canteen's mix; a longer row of terminals repeats it. */
const MIX: readonly Model[] = [
  cm102,
  cm108,
  cm20,
  { ...cm102, role: 'allow', functions: 1 },
  // Spanish: names come to it as UTF-8.
  { ...cm108, firmware: 'Ver_2020.0.1.0-20190416', language: '97' },
  { ...cm102, functions: 1, language: '84' },
];

export const modelOf = (index: number): Model => MIX[index % MIX.length] ?? cm102;
