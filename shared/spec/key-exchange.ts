/** Bodies of the key and factor exchanges (vendor's document sections 7 and 8, appendix 4). */

import { words, type FieldSpec } from './field.ts';

const secret = { type: 'opaque', secret: true, evidence: 'documented' } as const;

// prettier-ignore
export const EXCHANGE_FIELDS: readonly FieldSpec[] = [
  { key: 'publicKey', wire: 'PublicKey', label: words('Public key', '公钥'), section: '7', ...secret },
  { key: 'factors', wire: 'Factors', label: words('Factor, encrypted for the other side', '因子（以对方公钥加密）'), section: '8', ...secret },
];

const byName = new Map(EXCHANGE_FIELDS.map((field) => [field.wire.toLowerCase(), field]));

export const exchangeFieldNamed = (wire: string): FieldSpec | undefined =>
  byName.get(wire.toLowerCase());
