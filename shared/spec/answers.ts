/**
 * Replies of one word or line, and what they mean. All of them come with status 200, so acceptance is told
 * from the body (field notes; vendor's document sections 10 to 13).
 */

import { words, type Evidence, type Words } from './field.ts';

/**
 * accepted: the server has it · refused: it has not, the terminal keeps it or stays as it is ·
 * lost: the terminal takes it for delivered, the server does not have it · unclear: told by nobody.
 */
export type Verdict = 'accepted' | 'refused' | 'lost' | 'unclear';

export interface AnswerSpec {
  /** As it stands on the wire; `…` stands for any text. */
  readonly wire: string;
  /** The whole answer, blanks and line breaks around it removed. */
  readonly pattern: RegExp;
  /** Kinds of exchanges that it answers; absent: all. */
  readonly kinds?: readonly string[];
  readonly verdict: Verdict;
  readonly meaning: Words;
  readonly section: string;
  readonly evidence: Evidence;
}

const OK = { wire: 'OK', pattern: /^OK$/i, verdict: 'accepted', evidence: 'both' } as const;
const NO = { wire: 'NO', pattern: /^NO$/i, verdict: 'refused', evidence: 'both' } as const;
const EMPTY = { wire: '', pattern: /^$/, evidence: 'observed', section: 'observed' } as const;
const CARD_REFUSED = words(
  'refused: unknown card, wrong password, wrong state, or a management card',
  '被拒绝：未知卡、密码错误、状态不符或管理卡',
);

/** The first that fits is taken. */
export const ANSWERS: readonly AnswerSpec[] = [
  { ...OK, kinds: ['poll'], section: '11', meaning: words('no command waits', '没有待发命令') },
  {
    ...OK,
    kinds: ['upload'],
    section: '10.2',
    meaning: words(
      'accepted: stored by the server, not yet parsed',
      '已接收：服务器已保存，尚未解析',
    ),
  },
  {
    ...OK,
    kinds: ['command-result'],
    section: '13',
    meaning: words('accepted: the server has the results', '已接收：服务器已收到命令结果'),
  },
  {
    ...OK,
    kinds: ['card-loss'],
    section: '12.1',
    meaning: words('accepted: the card is reported lost', '已接受：卡已挂失'),
  },
  {
    ...OK,
    kinds: ['card-restore'],
    section: '12.2',
    meaning: words('accepted: the card is restored', '已接受：卡已解挂'),
  },
  {
    ...OK,
    kinds: ['password-check'],
    section: '12.3',
    meaning: words(
      'accepted: the password is right and may be changed',
      '已接受：密码正确，可以修改',
    ),
  },
  {
    ...OK,
    kinds: ['password-change'],
    section: '12.3',
    meaning: words('accepted: the server keeps the new password', '已接受：服务器已保存新密码'),
  },
  {
    ...OK,
    kinds: ['key-exchange', 'factor-exchange'],
    section: 'observed',
    evidence: 'observed',
    verdict: 'unclear',
    meaning: words('no key: this server does not encrypt', '无密钥：该服务器不支持加密'),
  },
  { ...OK, section: '10.2', meaning: words('accepted', '已接受') },
  {
    wire: 'OK: …',
    pattern: /^OK[:\s]\s*\d+$/i,
    kinds: ['upload', 'command-result'],
    verdict: 'accepted',
    section: 'observed',
    evidence: 'observed',
    meaning: words('accepted, with a count', '已接收，并附数量'),
  },
  {
    ...NO,
    kinds: ['card-loss', 'card-restore', 'password-check', 'password-change'],
    section: '12',
    meaning: CARD_REFUSED,
  },
  { ...NO, section: '12', meaning: words('refused', '被拒绝') },
  {
    wire: 'UNKNOWNDEVICE',
    pattern: /^UNKNOWN ?DEVICE$/i,
    verdict: 'refused',
    section: 'observed',
    evidence: 'observed',
    meaning: words(
      'refused: the server does not know this terminal, or has paused it',
      '被拒绝：服务器不认识该终端，或已停用',
    ),
  },
  {
    wire: 'UNKNOWN',
    pattern: /^UNKNOWN$/i,
    kinds: ['upload'],
    verdict: 'refused',
    section: 'observed',
    evidence: 'observed',
    meaning: words('refused: the upload has no Stamp', '被拒绝：上传缺少 Stamp'),
  },
  {
    wire: "ERROR: u'…'",
    pattern: /^ERROR:\s*u?'.*'/is,
    kinds: ['upload'],
    verdict: 'refused',
    section: 'observed',
    evidence: 'observed',
    meaning: words('refused: the server does not know this table', '被拒绝：服务器不认识该数据表'),
  },
  {
    wire: 'save post data error',
    pattern: /^save post data error/i,
    kinds: ['upload'],
    verdict: 'refused',
    section: 'observed',
    evidence: 'observed',
    meaning: words('refused: the server could not store it', '被拒绝：服务器无法保存'),
  },
  {
    wire: 'UNKOWN DATA …',
    pattern: /^UNKN?OWN DATA/i,
    verdict: 'refused',
    section: 'observed',
    evidence: 'observed',
    meaning: words(
      'refused: the server does not know this kind of request',
      '被拒绝：服务器不认识此类请求',
    ),
  },
  {
    wire: 'Error',
    pattern: /^ERROR\b/i,
    verdict: 'refused',
    section: '10.2',
    evidence: 'both',
    meaning: words('refused, with an error', '被拒绝，返回错误'),
  },
  {
    ...EMPTY,
    kinds: ['command-result'],
    verdict: 'lost',
    meaning: words(
      'lost: nothing was acknowledged, the server failed on a line',
      '丢失：服务器处理某行出错，未确认任何结果',
    ),
  },
  {
    ...EMPTY,
    kinds: ['upload'],
    verdict: 'refused',
    meaning: words(
      'not accepted: the reply is empty, the terminal sends it again',
      '未接收：回复为空，终端会重发',
    ),
  },
  { ...EMPTY, verdict: 'unclear', meaning: words('an empty reply', '空回复') },
  {
    wire: '…',
    pattern: /^/,
    kinds: ['upload'],
    verdict: 'refused',
    section: '10.2',
    evidence: 'both',
    meaning: words(
      'refused: an error text of the server, the terminal sends it again',
      '被拒绝：服务器返回错误描述，终端会重发',
    ),
  },
  {
    wire: '…',
    pattern: /^/,
    kinds: ['command-result'],
    verdict: 'unclear',
    section: '13',
    evidence: 'observed',
    meaning: words(
      'no OK: whether the results were taken is not told',
      '不是 OK：未说明是否已接收结果',
    ),
  },
  {
    wire: '…',
    pattern: /^/,
    kinds: [
      'poll',
      'card-loss',
      'card-restore',
      'password-check',
      'password-change',
      'subsidy-query',
    ],
    verdict: 'refused',
    section: 'observed',
    evidence: 'observed',
    meaning: words('an error text of the server', '服务器返回的错误描述'),
  },
  {
    wire: '…',
    pattern: /^/,
    verdict: 'unclear',
    section: 'observed',
    evidence: 'observed',
    meaning: words('a text that nothing declares', '未知文本'),
  },
];

/** `text`: the whole body, blanks and line breaks around it removed. */
export function answerOf(kind: string, text: string): AnswerSpec {
  const found = ANSWERS.find(
    ({ kinds, pattern }) => (kinds === undefined || kinds.includes(kind)) && pattern.test(text),
  );
  // The last row takes everything.
  return found ?? (ANSWERS.at(-1) as AnswerSpec);
}
