/** All rules, in the order in which their findings are told. */

import type { Rule } from '../rule.ts';
import { acknowledgementForm } from './acknowledgement-form.ts';
import { acknowledgementLost } from './acknowledgement-lost.ts';
import { batchTooLarge } from './batch-too-large.ts';
import { columnCount } from './column-count.ts';
import { commandAfterLast } from './command-after-last.ts';
import { commandIdForm } from './command-id-form.ts';
import { compressedReply } from './compressed-reply.ts';
import { contentLengthMismatch } from './content-length-mismatch.ts';
import { dateMissing } from './date-missing.ts';
import { dateNotGmt } from './date-not-gmt.ts';
import { deviceUnknown } from './device-unknown.ts';
import { encryptAsked } from './encrypt-asked.ts';
import { encrypted } from './encrypted.ts';
import { hostMissing } from './host-missing.ts';
import { lengthMissing } from './length-missing.ts';
import { notASuccessStatus } from './not-a-success-status.ts';
import { optionForm } from './option-form.ts';
import { optionsMissing } from './options-missing.ts';
import { recordTimeForm } from './record-time-form.ts';
import { redirect } from './redirect.ts';
import { returnFailed } from './return-failed.ts';
import { serialMissing } from './serial-missing.ts';
import { serverUnreachable } from './server-unreachable.ts';
import { stampMissing } from './stamp-missing.ts';
import { unknownCommand } from './unknown-command.ts';
import { unknownParameter } from './unknown-parameter.ts';
import { unknownTable } from './unknown-table.ts';
import { unreadableMessage } from './unreadable-message.ts';
import { unreadableValue } from './unreadable-value.ts';
import { uploadRefused } from './upload-refused.ts';

export const RULES: readonly Rule[] = [
  unreadableMessage,
  contentLengthMismatch,
  lengthMissing,
  hostMissing,
  serialMissing,
  stampMissing,
  unknownTable,
  unknownParameter,
  columnCount,
  unreadableValue,
  recordTimeForm,
  commandIdForm,
  acknowledgementForm,
  returnFailed,
  serverUnreachable,
  notASuccessStatus,
  redirect,
  compressedReply,
  dateMissing,
  dateNotGmt,
  deviceUnknown,
  uploadRefused,
  acknowledgementLost,
  optionsMissing,
  optionForm,
  encryptAsked,
  commandAfterLast,
  unknownCommand,
  batchTooLarge,
  encrypted,
];
