/** The shape of a table's definition: what terminals upload (vendor's document section 10). */

import type { FieldSpec, Evidence, Words } from './field.ts';

export interface TableSpec {
  /** As in `table=` of the URL; compared without regard to case. */
  readonly name: string;
  readonly label: Words;
  /** The noun for its records in a summary: "record", "records". */
  readonly noun: { readonly one: string; readonly many: string; readonly zh: string };
  /** Column orders by number of columns; the first is the documented one. */
  readonly layouts: readonly TableLayout[];
  /** Column (by key) whose sum is told in summaries. */
  readonly sumOf?: string;
  readonly section: string;
  readonly evidence: Evidence;
  readonly remark?: Words;
  /** One record as it stands on the wire. */
  readonly sample: string;
}

export interface TableLayout {
  readonly name: Words;
  readonly columns: readonly FieldSpec[];
}
