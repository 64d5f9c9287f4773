/** The plan of a golden, of which all has to be there: what cannot be read cannot be held to. */

import { planOf, type Plan } from './plan.ts';

/** Throws what is missing, in one sentence. */
export async function wholePlan(path: string): Promise<Plan> {
  const faults: string[] = [];
  const plan = await planOf(path, {
    other: ({ entry, offset, length }) => {
      const isFault = entry.type === 'damaged' || (entry.type === 'torn' && length > 0);
      if (isFault) faults.push(`${entry.type} at offset ${offset}`);
    },
  });
  const [fault] = faults;
  if (fault === undefined && plan.exchanges > 0) return plan;
  plan.close();
  throw new Error(
    fault === undefined
      ? `${path} holds no exchange that could be played; name a capture that does.`
      : `${path} is not whole (${faults.slice(0, 5).join(', ')}); take it from a whole copy.`,
  );
}
