/** A command as the API tells of it: the main thread's item, with what the desk knows of its terminal. */

import type { CommandView, InjectionItem } from '../../shared/link/injection.ts';
import { commandNamed } from '../../shared/spec/commands/index.ts';
import type { DeskState } from './state.ts';

export const commandView = ({ live }: DeskState, item: InjectionItem): CommandView => ({
  ...item,
  estimate: item.state === 'queued' ? estimateOf(live.sessions.get(item.sn)?.polls) : null,
  related: relatedTo(item),
});

function estimateOf(
  polls: { readonly lastMs: number | null; readonly intervalMs: number | null } | undefined,
): CommandView['estimate'] {
  const { lastMs = null, intervalMs = null } = polls ?? {};
  if (lastMs === null || intervalMs === null) return null;
  return {
    at: new Date(lastMs + intervalMs).toISOString(),
    lastPollAt: new Date(lastMs).toISOString(),
    pollIntervalMs: intervalMs,
  };
}

function relatedTo({ verb, sn, steps }: InjectionItem): string | null {
  if (commandNamed(verb)?.result !== 'uploads') return null;
  const n = steps.find(({ state }) => state === 'delivered')?.n ?? null;
  return n === null ? null : `kind:upload sn=${JSON.stringify(sn)} n>${n}`;
}
