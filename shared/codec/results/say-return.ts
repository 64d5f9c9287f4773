/** A command's Return in words, and whether it means success. */

import { COUNTED, RETURN_CODES } from '../../spec/return-codes.ts';
import type { Language } from '../frame.ts';
import { isInteger } from '../read-value.ts';

const countedBy = (cmd: string) => {
  const name = cmd.toLowerCase();
  return Object.hasOwn(COUNTED, name) ? COUNTED[name] : undefined;
};

const isPositive = (code: string): boolean => isInteger(code) && Number(code) > 0;

/** `335064 bytes`, `success`, `-1002, not supported …`; an unknown code stands for itself. */
export function returnText(code: string, cmd: string, language: Language): string {
  const counted = countedBy(cmd);
  if (counted !== undefined && isPositive(code)) return `${code} ${counted[language]}`;
  const words = Object.hasOwn(RETURN_CODES, code) ? RETURN_CODES[code]?.[language] : undefined;
  if (words === undefined) return code;
  return code === '0' ? words : `${code}${language === 'en' ? ', ' : '，'}${words}`;
}

/** 0, or a count where the command returns one; ZKECO books everything but 0 as failed. */
export function isSuccess(code: string, cmd: string): boolean {
  return code === '0' || (countedBy(cmd) !== undefined && isPositive(code));
}
