/** The ladder of one terminal, in English. */

export const session = {
  session: 'Session',
  sessionOf: (sn: string) => `Session of ${sn}`,
  later: (duration: string) => `${duration} later`,
  emptySession: (sn: string) => `This capture holds nothing of ${sn}.`,
};
