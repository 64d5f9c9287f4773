/** The upload tables as a ZKECO reads them: how many cells, which of them are what, and the stamp they move. */

export interface UploadTable {
  readonly name: string;
  /** The prefix of its stamps in the option reply: `PosLog` makes PosLogStamp and PosLogStampId. */
  readonly stamp: string | null;
  readonly cells: number;
  readonly times: readonly number[];
  /** The cell of the terminal's record number. */
  readonly recNo: number;
  /** Details belong to a BUYLOG record of the same number. */
  readonly detail: boolean;
}

const log = (
  name: string,
  stamp: string,
  cells: number,
  time: number,
  recNo: number,
): UploadTable => ({
  name,
  stamp,
  cells,
  times: [time],
  recNo,
  detail: false,
});

const detail = (name: string, cells: number, times: readonly number[]): UploadTable => ({
  name,
  stamp: null,
  cells,
  times,
  recNo: 0,
  detail: true,
});

/** FULLLOG: observed, the server takes cell 7 for the record number, where the vendor's document has the operator. */
const ROWS: readonly UploadTable[] = [
  log('BUYLOG', 'PosLog', 11, 2, 9),
  log('BUYLOGBAK', 'PosBakLog', 11, 2, 9),
  log('FULLLOG', 'FullLog', 9, 3, 7),
  log('FULLLOGBAK', 'FullBakLog', 9, 3, 7),
  log('ALLOWLOG', 'AllowLog', 10, 4, 9),
  log('ALLOWLOGBAK', 'AllowBakLog', 10, 4, 9),
  detail('storedetail', 4, []),
  detail('keydetail', 4, []),
  detail('timedetail', 5, [1, 3]),
];

export const uploadTables: ReadonlyMap<string, UploadTable> = new Map(
  ROWS.map((table) => [table.name, table]),
);
