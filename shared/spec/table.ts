/** The shape of a table's definition: what terminals upload (vendor's document section 10). */

import type { FieldSpec, Evidence, Words } from './field.ts';

export interface TableSpec {
  /** As in `table=` of the URL; compared without regard to case. */
  readonly name: string;
  readonly label: Words;
  /** The noun for its records in a summary: "record", "records". */
  readonly noun: { readonly one: string; readonly many: string; readonly zh: string };
  /** Column orders; of several with as many columns the first is the documented one. Empty when unknown. */
  readonly layouts: readonly TableLayout[];
  /** Columns (by key) that tell a record in one line. */
  readonly told: readonly string[];
  /** Column (by key) whose sum is told in summaries. */
  readonly sumOf?: string;
  /** Column whose sum is told beside it, where some record has it: the second wallet. */
  readonly alsoSumOf?: string;
  /** Records that the sum leaves out and that are told apart: those with such a value in this column. */
  readonly apart?: { readonly column: string; readonly values: readonly string[] };
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
