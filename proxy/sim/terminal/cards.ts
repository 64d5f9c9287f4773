/** The cards in people's pockets: they carry the money, so they are shared by all terminals. */

import type { Chance } from '../chance.ts';
import type { CardHolder } from '../people.ts';

export interface Card {
  readonly holder: CardHolder;
  /** The main wallet. */
  readonly balanceCents: number;
  /** The second wallet, used by terminals with two. */
  readonly subBalanceCents: number;
  /** Counts every booking on the card, whatever terminal made it. */
  readonly sequence: number;
  /** The month of the last subsidy, as `1811`. */
  readonly subsidyBatch: string | null;
}

export class Cards {
  readonly #cards: Map<number, Card>;

  constructor(holders: readonly CardHolder[], chance: Chance) {
    this.#cards = new Map(
      holders.map((holder) => [
        holder.sysId,
        {
          holder,
          balanceCents: chance.between(40, 300) * 50,
          subBalanceCents: chance.between(0, 100) * 50,
          sequence: chance.between(1, 40),
          subsidyBatch: null,
        },
      ]),
    );
  }

  get all(): readonly Card[] {
    return [...this.#cards.values()];
  }

  get(sysId: number): Card | undefined {
    return this.#cards.get(sysId);
  }

  /** Books on the card: amounts are added (negative takes away), the sequence goes up by one. */
  book(sysId: number, cents: number, subCents: number, subsidyBatch?: string): Card {
    const card = this.#cards.get(sysId);
    if (card === undefined) throw new RangeError(`there is no card ${sysId}`);
    const booked: Card = {
      ...card,
      balanceCents: card.balanceCents + cents,
      subBalanceCents: card.subBalanceCents + subCents,
      sequence: card.sequence + 1,
      subsidyBatch: subsidyBatch ?? card.subsidyBatch,
    };
    this.#cards.set(sysId, booked);
    return booked;
  }
}
