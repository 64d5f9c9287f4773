/** Which findings somebody muted, by code and terminal, and why: they are told, and do not count. */

import type { Mute } from '../capture/line.ts';
import type { Finding } from './finding.ts';

const keyOf = (code: string, sn: string): string => `${code}\n${sn}`;

export class Mutes {
  readonly #byKey = new Map<string, Mute>();

  /** A later word on the same code and terminal counts; without a reason it takes the mute away. */
  take(mute: Mute): void {
    const key = keyOf(mute.code, mute.sn ?? '');
    this.#byKey.delete(key);
    if (mute.reason !== '') this.#byKey.set(key, mute);
  }

  /** Null where it counts. */
  reasonOf(code: string, sn: string): string | null {
    if (this.isEmpty) return null;
    const mute = this.#byKey.get(keyOf(code, sn)) ?? this.#byKey.get(keyOf(code, ''));
    return mute?.reason ?? null;
  }

  /** Those that hold, the oldest first. */
  get all(): readonly Mute[] {
    return [...this.#byKey.values()];
  }

  get isEmpty(): boolean {
    return this.#byKey.size === 0;
  }

  has({ code, sn = '' }: Pick<Mute, 'code' | 'sn'>): boolean {
    return this.#byKey.has(keyOf(code, sn));
  }

  /** Findings at that terminal, each with the reason it is muted for. */
  said(findings: readonly Finding[], sn: string): readonly Finding[] {
    if (this.isEmpty) return findings;
    return findings.map((finding) => {
      const muted = this.reasonOf(finding.code, sn);
      return muted === null ? finding : { ...finding, muted };
    });
  }
}
