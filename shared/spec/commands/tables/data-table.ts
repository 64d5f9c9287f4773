/** A table inside the terminal that UPDATE, DELETE and QUERY speak of (vendor's document section 11.6). */

import type { ArgumentSpec, Saying } from '../../command.ts';
import type { Evidence, Words } from '../../field.ts';

export interface DataTable {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly label: Words;
  readonly columns: readonly ArgumentSpec[];
  readonly update: readonly Saying[];
  readonly remove: readonly Saying[];
  /** False when a second UPDATE might count twice. */
  readonly repeatable?: boolean;
  readonly evidence?: Evidence;
  readonly remark?: Words;
  readonly samples: {
    readonly update: readonly string[];
    readonly remove: readonly string[];
    readonly query?: readonly string[];
  };
}
