/** The language of the page: chosen once, kept, changed without a reload. */

import type { Language } from '../../../shared/codec/frame.ts';
import { kept } from '../parts/kept.ts';
import { en, type Words } from './en.ts';
import { formatFor } from './format.ts';
import { zh } from './zh.ts';

const WORDS = { en, zh } satisfies Record<Language, Words>;

const preferred = (): Language =>
  navigator.languages
    .find((name) => /^(en|zh)\b/i.test(name))
    ?.toLowerCase()
    .startsWith('zh')
    ? 'zh'
    : 'en';

class LanguageChoice {
  readonly #kept = kept('language');
  #name = $state<Language>('en');
  readonly say: Words = $derived(WORDS[this.#name]);
  readonly format = $derived(formatFor(this.#name));

  constructor() {
    const earlier = this.#kept.read();
    this.#name = earlier === 'zh' || earlier === 'en' ? earlier : preferred();
    this.#tellDocument();
  }

  get name(): Language {
    return this.#name;
  }

  toggle(): void {
    this.#name = this.#name === 'en' ? 'zh' : 'en';
    this.#kept.write(this.#name);
    this.#tellDocument();
  }

  #tellDocument(): void {
    document.documentElement.lang = this.#name === 'zh' ? 'zh-CN' : 'en';
  }
}

export const language = new LanguageChoice();
