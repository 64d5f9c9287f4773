/** The columns that somebody chose for the exchange list, kept by the browser. */

import { kept } from '../parts/kept.ts';
import { fieldsOf, isUsual, readColumns, USUAL, writeColumns, type Columns } from './columns.ts';

class ChosenColumns {
  readonly #kept = kept('columns');
  #all = $state.raw<Columns>(readColumns(this.#kept.read()));
  readonly isUsual: boolean = $derived(isUsual(this.#all));
  /** Fields that the desk is asked for, separated by commas. */
  readonly fields: string = $derived(fieldsOf(this.#all).join(','));

  get all(): Columns {
    return this.#all;
  }

  put(columns: Columns): void {
    this.#all = columns;
    this.#kept.write(writeColumns(columns));
  }

  reset(): void {
    this.put(USUAL);
  }
}

export const columns = new ChosenColumns();
