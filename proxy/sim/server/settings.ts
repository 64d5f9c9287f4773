/** What can be set on the built-in ZKECO. */

import type { CardHolder } from '../people.ts';
import type { Subsidy } from './card-desk.ts';
import { defaultOptions, type OptionSettings } from './option-reply.ts';

export interface ZkecoSettings extends OptionSettings {
  /** Whether a new serial of six characters or more is taken in. */
  readonly autoRegister: boolean;
  /** Serials that are answered UNKNOWNDEVICE. */
  readonly paused: readonly string[];
  /** `once` is the workaround setting of a real server: a batch counts as done at the next poll. */
  readonly resend: 'until-acknowledged' | 'once';
  readonly firstCommandId: number;
  readonly holders: readonly CardHolder[];
  readonly subsidies: readonly Subsidy[];
  /** Files for PutFile, by their path below /iclock/file/. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** In which charset names go to terminals that are not Chinese: as observed, or as the vendor's document says. */
  readonly names: 'gb18030' | 'by-language';
  /** How many of all uploads, from 0 to 1, meet a queue that fails and are to be sent again. */
  readonly queueFailureRate: number;
  /** Observed: Content-Length counts characters, so that a Chinese error text is cut short. */
  readonly shortLengths: boolean;
}

const FIRMWARE_BYTES = 33_506;

/** A file whose bytes are no text, so that nobody takes it for one. */
const inventedFile = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (at * 167 + (at >> 8)) & 0xff);

export const defaultSettings: ZkecoSettings = {
  ...defaultOptions,
  autoRegister: true,
  paused: [],
  resend: 'until-acknowledged',
  firstCommandId: 1201,
  holders: [],
  subsidies: [],
  files: new Map<string, Uint8Array>([
    ['fw/X938/main.tgz', inventedFile(FIRMWARE_BYTES)],
    ['fw/CM102/ssruser.dat', Buffer.from('10021\t000000101\n10022\t000000102\n', 'latin1')],
  ]),
  names: 'gb18030',
  queueFailureRate: 0,
  shortLengths: false,
};
