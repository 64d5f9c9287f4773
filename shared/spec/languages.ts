/** Language numbers of terminals (vendor's document appendix 2; numbers lost in its print are observed). */

import { words, type Words } from './field.ts';

export const LANGUAGES: Readonly<Record<string, Words>> = {
  65: words('Persian', '波斯语'),
  66: words('Arabic', '阿拉伯语'),
  68: words('Dutch', '荷兰语'),
  69: words('English', '英文'),
  70: words('French', '法语'),
  71: words('German', '德语'),
  72: words('Hebrew', '希伯来语'),
  73: words('Indonesian', '印尼语'),
  74: words('Japanese', '日本语'),
  75: words('Korean', '韩语'),
  76: words('Thai', '泰语'),
  80: words('Portuguese', '葡萄牙语'),
  82: words('Russian', '俄语'),
  83: words('Simplified Chinese', '简体中文'),
  84: words('Traditional Chinese', '繁体中文'),
  86: words('Vietnamese', '越南语'),
  89: words('Slovak', '斯洛伐克语'),
  90: words('Czech', '捷克语'),
  97: words('Spanish', '西班牙语'),
  103: words('Greek', '希腊语'),
  105: words('Italian', '意大利语'),
  112: words('Polish', '波兰语'),
  116: words('Turkish', '土耳其语'),
};

/** Names go as GB18030 to Chinese terminals, as UTF-8 to all others (vendor's document section 2.1). */
export const isChinese = (language: string): boolean => language === '83' || language === '84';
