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
};

const cm108: Model = {
  name: 'CM108',
  role: 'pos',
  firmware: 'Ver_2020.0.0.4-20181203',
  functions: 1,
  pushVersion: '4.0.1',
  sales: [1, 3],
};

const cm20: Model = {
  name: 'CM20',
  role: 'full',
  firmware: 'Ver 6.60 Apr 18 2013',
  functions: null,
  pushVersion: null,
  sales: [],
};

/** A canteen's mix; a longer row of terminals repeats it. */
const MIX: readonly Model[] = [
  cm102,
  cm108,
  cm20,
  { ...cm102, role: 'allow', functions: 1 },
  cm108,
  cm102,
];

export const modelOf = (index: number): Model => MIX[index % MIX.length] ?? cm102;
