/** What terminal and server offered about encryption, and why they came out plain or cipher, in words. */

import { words, type Words } from '../spec/field.ts';
import {
  DEFAULT_VERSION,
  FIRST_ENCRYPTED,
  staysPlain,
  type Encryption,
  type KeyStep,
} from './encryption.ts';

export interface Negotiation {
  readonly outcome: 'plain' | 'cipher' | 'unknown';
  /** Sentence by sentence; the last says what came out of it. */
  readonly steps: readonly { readonly n: number | null; readonly text: Words }[];
}

export function negotiationOf(encryption: Readonly<Encryption>): Negotiation {
  const { keys, factors, packed, initN, heard } = encryption;
  const terminalVersion = shortened(encryption.terminalVersion);
  const serverVersion = shortened(encryption.serverVersion);
  const steps: { n: number | null; text: Words }[] = [];
  const say = (n: number | null, en: string, zh: string) => steps.push({ n, text: words(en, zh) });

  if (terminalVersion !== null && serverVersion !== null) {
    if (terminalVersion === '')
      say(initN, `The terminal names no pushver, which stands for ${DEFAULT_VERSION}.`, `终端未带 pushver，视为 ${DEFAULT_VERSION}。`); // prettier-ignore
    else
      say(initN, `The terminal offers pushver ${terminalVersion}.`, `终端提出 pushver ${terminalVersion}。`); // prettier-ignore
    if (heard?.pushVersion !== undefined)
      say(initN, `--force-plaintext: the server heard ${heard.pushVersion} instead.`, `--force-plaintext：服务器收到的是 ${heard.pushVersion}。`); // prettier-ignore
    if (serverVersion === '')
      say(initN, `The server names no PushProtVer, which stands for ${DEFAULT_VERSION}.`, `服务器未返回 PushProtVer，视为 ${DEFAULT_VERSION}。`); // prettier-ignore
    else
      say(initN, `The server offers PushProtVer ${serverVersion}.`, `服务器提出 PushProtVer ${serverVersion}。`); // prettier-ignore
    if (heard?.pushProtVer !== undefined)
      say(initN, `--force-plaintext: the terminal heard ${heard.pushProtVer || 'none'}.`, `--force-plaintext：终端收到的是${heard.pushProtVer || '没有 PushProtVer 的应答'}。`); // prettier-ignore
    const agreed = encryption.agreedVersion ?? DEFAULT_VERSION;
    const isPlain = staysPlain(agreed);
    say(
      initN,
      `Both use the lower version, ${agreed}: ${isPlain ? `encryption begins with ${FIRST_ENCRYPTED}, so nothing is encrypted` : `from ${FIRST_ENCRYPTED} on keys are exchanged`}.`,
      `双方使用较低的版本 ${agreed}：${isPlain ? `加密从 ${FIRST_ENCRYPTED} 开始，因此不加密` : `自 ${FIRST_ENCRYPTED} 起要交换密钥`}。`,
    );
  }
  sayStep(keys, words('Public keys', '公钥'));
  sayStep(factors, words('Factors', '因子'));
  if (packed)
    say(initN, 'The server told Encrypt=1: uploads are packed with the serial as key (observed).', '服务器下发 Encrypt=1：上传内容以序列号为密钥打包（实测）。'); // prettier-ignore

  const outcome = encryption.encrypted ? 'cipher' : terminalVersion === null ? 'unknown' : 'plain';
  say(null, ...OUTCOMES[outcome]);
  return { outcome, steps };

  function sayStep(step: KeyStep | null, what: Words): void {
    if (step === null) return;
    if (step.isAnswered) say(step.n, `${what.en} were exchanged.`, `已交换${what.zh}。`);
    else
      say(step.n, `${what.en} were offered, and the server gave none back.`, `终端发出了${what.zh}，服务器没有返回。`); // prettier-ignore
  }
}

/** Peers may say anything. */
const shortened = (version: string | null): string | null => version?.slice(0, 40) ?? null;

const OUTCOMES: Readonly<Record<Negotiation['outcome'], readonly [en: string, zh: string]>> = {
  plain: ['So they speak plain text.', '因此通信为明文。'],
  cipher: ['So what follows is cipher, which pushscope records and cannot read.', '因此之后为密文，pushscope 只记录，无法解读。'], // prettier-ignore
  unknown: ['No initialisation was seen, so nothing tells whether they agreed on encryption.', '未见初始化，无从得知是否协商了加密。'], // prettier-ignore
};
