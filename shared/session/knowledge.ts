/** What a session knows beyond its row: stamps with their exchanges, forecasts, clocks, encryption in words, quirks. */

import type { Language } from '../codec/frame.ts';
import type { ClockSetting } from './clock-settings.ts';
import type { Forecast, MissedForecast } from './forecast.ts';
import type { Negotiation } from './negotiation.ts';
import type { FirmwareQuirks, Quirk } from './quirks.ts';
import type { StampFacts } from './stamps.ts';

export interface Knowledge {
  readonly stamps: readonly StampFacts[];
  readonly forecasts: readonly Forecast[];
  /** Uploads that began with another record than was foretold; the newest eight, the newest last. */
  readonly missedForecasts: readonly MissedForecast[];
  /** The newest twelve, in the order of their beginning. */
  readonly clockSettings: readonly ClockSetting[];
  readonly negotiation: {
    readonly outcome: Negotiation['outcome'];
    readonly steps: readonly { readonly n: number | null; readonly text: string }[];
  };
  /** By firmware, the oldest first. */
  readonly firmwares: readonly {
    readonly firmware: string;
    readonly n: number;
    readonly quirks: readonly QuirkLine[];
  }[];
}

export interface QuirkLine {
  readonly code: string;
  readonly title: string;
  readonly form: string;
  readonly documented: string;
  readonly isDocumented: boolean;
  readonly n: number;
  readonly before: string | null;
}

export const saidNegotiation = (
  { outcome, steps }: Negotiation,
  language: Language,
): Knowledge['negotiation'] => ({
  outcome,
  steps: steps.map(({ n, text }) => ({ n, text: text[language] })),
});

export const saidQuirks = (
  all: readonly FirmwareQuirks[],
  language: Language,
): Knowledge['firmwares'] =>
  all.map(({ firmware, n, quirks }) => ({
    ...{ firmware, n },
    quirks: quirks.map((quirk) => saidQuirk(quirk, language)),
  }));

const saidQuirk = (quirk: Quirk, language: Language): QuirkLine => ({
  ...quirk,
  title: quirk.title[language],
  form: quirk.form[language],
  documented: quirk.documented[language],
  before: quirk.before?.[language] ?? null,
});
