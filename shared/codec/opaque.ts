/** Bytes that are no text to us: counted and kept, never shown as garbage. */

import type { Field, Language, Part } from './frame.ts';
import { latin1 } from './latin1.ts';

/**
 * encrypted: the server told the terminal to encrypt · binary: plainly no text, nobody said why ·
 * tls: the first bytes of a TLS connection on the plain port · noise: no HTTP.
 */
export type OpaqueReason = 'encrypted' | 'binary' | 'tls' | 'noise';

const WORDS = {
  encrypted: { en: 'encrypted', zh: '已加密' },
  binary: { en: 'binary', zh: '二进制' },
  tls: { en: 'TLS ClientHello', zh: 'TLS ClientHello' },
  noise: { en: 'no HTTP', zh: '不是 HTTP' },
} as const;

const NOTES = {
  encrypted: {
    en: 'the server switched encryption on (Encrypt=1); without its key nothing can be read',
    zh: '服务器启用了加密（Encrypt=1）；没有密钥无法读取',
  },
  binary: {
    en: 'no text: packed, encrypted or a file',
    zh: '不是文本：可能是压缩、加密内容或文件',
  },
  tls: {
    en: 'the terminal speaks HTTPS to a plain HTTP port',
    zh: '终端在明文 HTTP 端口上使用 HTTPS',
  },
  noise: { en: 'does not begin as an HTTP message does', zh: '开头不是 HTTP 消息' },
} as const;

const BYTES = { en: 'bytes', zh: '字节' } as const;

/** `encrypted, 812 bytes` */
export const opaqueText = (reason: OpaqueReason, size: number, language: Language): string =>
  `${WORDS[reason][language]}${language === 'en' ? ', ' : '，'}${size} ${BYTES[language]}`;

/** Raw is Latin-1: one character a byte. */
export function opaqueField(
  bytes: Uint8Array,
  part: Part,
  reason: OpaqueReason,
  language: Language,
): Field {
  return {
    key: 'content',
    wire: '',
    raw: latin1(bytes),
    value: WORDS[reason].en,
    text: opaqueText(reason, bytes.length, language),
    span: { part, from: 0, to: bytes.length },
    note: NOTES[reason][language],
  };
}

/** A TLS record of the handshake, version 3.x. */
export const isTlsHello = (bytes: Uint8Array): boolean => bytes[0] === 0x16 && bytes[1] === 0x03;
