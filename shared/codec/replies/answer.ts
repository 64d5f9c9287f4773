/** Plain answers: `OK`, `NO`, `UNKNOWNDEVICE`, `ERROR: …`, nothing, or whatever text a server sent. */

import { answerOf, type Verdict } from '../../spec/answers.ts';
import type { Field, Kind, Language } from '../frame.ts';
import { decodeText } from '../read-field.ts';
import { PUNCTUATION } from '../punctuation.ts';
import { bodySpan, type Reply, type ReplyBody } from './reply-body.ts';
import { statusLineOf } from './status.ts';

const VERDICTS: Readonly<Record<Language, Readonly<Record<Verdict, string>>>> = {
  en: { accepted: 'accepted', refused: 'refused', lost: 'lost', unclear: 'unclear' },
  zh: { accepted: '已接受', refused: '被拒绝', lost: '丢失', unclear: '不明' },
};

const STATUS_MEANING = {
  en: 'refused: servers of terminals answer 200',
  zh: '被拒绝：终端的服务器应回复 200',
} as const;

/** Computed by us: whether the server took what the terminal said. */
export const verdictField = (verdict: Verdict, language: Language): Field => ({
  key: 'verdict',
  wire: '',
  raw: verdict,
  value: verdict,
  text: VERDICTS[language][verdict],
  span: null,
});

export function answerField(
  raw: string,
  verdict: Verdict,
  meaning: string,
  language: Language,
  size: number,
): Field {
  const fields = [verdictField(verdict, language)];
  return {
    key: 'answer',
    wire: '',
    raw,
    value: raw,
    text: meaning,
    span: bodySpan(0, size),
    fields,
  };
}

const oks: Readonly<Record<Language, Map<Kind, Field>>> = { en: new Map(), zh: new Map() };

/** The field of a bare `OK`, made once for each kind and language: most replies are this one. */
export function okField(kind: Kind, language: Language): Field {
  const made = oks[language].get(kind);
  if (made !== undefined) return made;
  const { verdict, meaning } = answerOf(kind, 'OK');
  const field = answerField('OK', verdict, meaning[language], language, 2);
  oks[language].set(kind, field);
  return field;
}

/** Of a reply that the capture's limit cut shorter than this, the answer is not known. */
const ENOUGH = 200;
const BEGINNING = { en: 'only its beginning was kept', zh: '仅保留开头' } as const;

const SHOWN = 80;

/** The first line of a text, shortened. */
export function shorten(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

export function readAnswer({ facts, message, reading, status }: Reply): ReplyBody {
  const { body, head } = message;
  const { language } = reading;
  const raw = decodeText(body, 0, body.length, reading);
  const text = raw.trim();
  if (status !== 200 && status !== 0) {
    const meaning = STATUS_MEANING[language];
    const line = statusLineOf(head);
    return {
      summary: text === '' ? line : `${line}${PUNCTUATION[language].colon}${shorten(text)}`,
      fields: [answerField(raw, 'refused', meaning, language, body.length)],
    };
  }
  if (message.truncated === true && body.length < ENOUGH) {
    const meaning = BEGINNING[language];
    const fields = [answerField(raw, 'unclear', meaning, language, body.length)];
    return { summary: shorten(text), fields };
  }
  const answer = answerOf(facts.kind, text);
  const meaning = answer.meaning[language];
  const fields = [answerField(raw, answer.verdict, meaning, language, body.length)];
  return { summary: summaryOf(text, answer.verdict, meaning, language), fields };
}

function summaryOf(text: string, verdict: Verdict, meaning: string, language: Language): string {
  if (text === '') return meaning;
  const shown = shorten(text);
  if (verdict === 'accepted') return shown;
  return `${shown}${PUNCTUATION[language].bracketed(meaning)}`;
}
