/** The option in which language a command answers. */

import { Option } from 'commander';
import type { Language } from '../../shared/codec/frame.ts';

const LANGUAGES: readonly Language[] = ['en', 'zh'];

export const languageOption = (): Option =>
  new Option('--language <language>', 'of summaries and findings').choices(LANGUAGES).default('en');
