/** Moments in the words of the protocol: local time of a canteen at UTC+8, whatever the zone of this machine. */

const ZONE_HOURS = 8;
const HOUR_MS = 3_600_000;

/** `2018-11-02T17:05:36`, the form of a Stamp (vendor's document section 10.2). */
export const stampText = (ms: number): string =>
  new Date(ms + ZONE_HOURS * HOUR_MS).toISOString().slice(0, 19);

/** `2018-11-02 17:05:36`, the form of PosTime, SupTime and AllowTime. */
export const dateTimeText = (ms: number): string => stampText(ms).replace('T', ' ');

/** `20181102170536`, the form of a ZKECO's `Time=`. */
export const compactText = (ms: number): string => stampText(ms).replace(/\D/g, '');

/** 599130336: the packed second count of older firmware, for which every month has 31 days (observed). */
export function packedSeconds(ms: number): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = stampText(ms)
    .split(/[-T:]/)
    .map(Number);
  const days = ((year - 2000) * 12 + month - 1) * 31 + day - 1;
  return ((days * 24 + hour) * 60 + minute) * 60 + second;
}

/** `1811`, the form of a monthly subsidy batch. */
export const monthText = (ms: number): string => compactText(ms).slice(2, 6);

export const localHour = (ms: number): number => Number(stampText(ms).slice(11, 13));

/** Observed packing of a day: ((year - 2000) * 12 + month) * 31 + day; 2018-11-02 is 7039. */
export function packedDay(ms: number): number {
  const [year = 0, month = 0, day = 0] = stampText(ms).slice(0, 10).split('-').map(Number);
  return ((year - 2000) * 12 + month) * 31 + day;
}
