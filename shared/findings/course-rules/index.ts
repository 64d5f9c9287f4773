/** All rules over the exchanges of a terminal, in the order in which their findings are told. */

import type { AnyCourseRule } from '../course-rule.ts';
import { acknowledgementRepeated } from './acknowledgement-repeated.ts';
import { acknowledgementUnknown } from './acknowledgement-unknown.ts';
import { chunkedUnseen } from './chunked-unseen.ts';
import { cipherUnagreed } from './cipher-unagreed.ts';
import { commandIdReused } from './command-id-reused.ts';
import { commandResent } from './command-resent.ts';
import { commandUnanswered } from './command-unanswered.ts';
import { detailWithoutSale } from './detail-without-sale.ts';
import { initRepeated } from './init-repeated.ts';
import { keysRefused } from './keys-refused.ts';
import { nameCharset } from './name-charset.ts';
import { plainThoughAgreed } from './plain-though-agreed.ts';
import { pollInterval } from './poll-interval.ts';
import { pollNotUnderstood } from './poll-not-understood.ts';
import { recordGap } from './record-gap.ts';
import { recordsChanged } from './records-changed.ts';
import { recordsRepeated } from './records-repeated.ts';
import { replyMissing } from './reply-missing.ts';
import { restartMissing } from './restart-missing.ts';
import { serialShared } from './serial-shared.ts';
import { serverClock } from './server-clock.ts';
import { stampBackwards } from './stamp-backwards.ts';
import { terminalClock } from './terminal-clock.ts';
import { timeZoneChanged } from './time-zone-changed.ts';
import { toldStampBackwards } from './told-stamp-backwards.ts';
import { uploadBeforeInit } from './upload-before-init.ts';
import { uploadDropped } from './upload-dropped.ts';
import { versionRule } from './version-rule.ts';

export const COURSE_RULES: readonly AnyCourseRule[] = [
  uploadBeforeInit,
  initRepeated,
  serialShared,
  replyMissing,
  versionRule,
  keysRefused,
  cipherUnagreed,
  plainThoughAgreed,
  chunkedUnseen,
  nameCharset,
  serverClock,
  terminalClock,
  timeZoneChanged,
  pollInterval,
  pollNotUnderstood,
  toldStampBackwards,
  stampBackwards,
  recordGap,
  recordsRepeated,
  recordsChanged,
  uploadDropped,
  detailWithoutSale,
  commandResent,
  commandIdReused,
  commandUnanswered,
  acknowledgementUnknown,
  acknowledgementRepeated,
  restartMissing,
];
