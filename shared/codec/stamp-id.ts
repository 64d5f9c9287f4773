/** A StampId is a record number; seen: a time, which is none. Null for what is no number. */
export const recordNumberIn = (stamp: string): number | null =>
  /^\s*\d{1,15}\s*$/.test(stamp) ? Number(stamp) : null;
