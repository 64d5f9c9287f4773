/** Charts, in English. */

export const statistics = {
  chartsHint: 'Every bar and every name leads to its exchanges.',
  exchangesASecond: 'Exchanges a second',
  bytesASecond: 'Bytes a second',
  recordsAnHour: 'Records by hour',
  moneyAnHour: 'Money by hour',
  latencies: 'Durations by kind',
  pollIntervals: 'Intervals between polls',
  refusingAnswers: 'Refusing answers',
  nothingYet: 'None.',
};
