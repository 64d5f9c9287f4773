/** Invented card holders: an account (SysID), a card and a name each, most of them Chinese. */

export interface CardHolder {
  /** The card account; on these cards the card number is the same. */
  readonly sysId: number;
  readonly pin: string;
  readonly name: string;
  readonly password: string;
  /** Whether the card belongs to an operator and not to a guest. */
  readonly management: boolean;
}

const FAMILY_NAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜'];
const GIVEN_NAMES = [
  '伟',
  '芳',
  '秀英',
  '敏',
  '静',
  '磊',
  '洋',
  '艳',
  '勇',
  '娟',
  '涛',
  '超',
  '霞',
];

/** Guests from abroad: their names are not the same bytes in GB18030 and UTF-8 either. */
const GUESTS = ['José Núñez', 'Zoë Müller', 'Иван Петров', 'Şule Çelik'];
const GUEST_EVERY = 8;
const FIRST_GUEST = 2;

const FIRST_SYS_ID = 10_021;
const PIN_DIGITS = 9;
const OPERATOR_SYS_ID = 90_001;

/** The operator whose card stands as OPID in recharges and corrections. */
export const operator: CardHolder = {
  sysId: OPERATOR_SYS_ID,
  pin: '000090001',
  name: '管理员',
  password: '888888',
  management: true,
};

function inventName(index: number): string {
  if (index % GUEST_EVERY === FIRST_GUEST) {
    return GUESTS[Math.floor(index / GUEST_EVERY) % GUESTS.length] ?? '';
  }
  // Two list lengths without a common divisor: no name comes twice among the first few hundred.
  return `${FAMILY_NAMES[index % FAMILY_NAMES.length]}${GIVEN_NAMES[index % GIVEN_NAMES.length]}`;
}

export const inventPeople = (count: number): readonly CardHolder[] =>
  Array.from({ length: count }, (_, index) => ({
    sysId: FIRST_SYS_ID + index,
    pin: String(101 + index).padStart(PIN_DIGITS, '0'),
    name: inventName(index),
    password: '123456',
    management: false,
  }));
