/** Hand-made exchanges for the filter's tests: what they say is in plain sight. */

import type { Field, FieldValue } from '../../shared/codec/frame.ts';
import type { FrameSubject } from '../../shared/filter/index.ts';

const field = (
  key: string,
  wire: string,
  raw: string,
  value: FieldValue = raw,
  text = raw,
): Field => ({
  key,
  wire,
  raw,
  value,
  text,
  span: null,
});

const group = (key: string, wire: string, fields: readonly Field[]): Field => ({
  ...field(key, wire, fields.map(({ raw }) => raw).join('\t')),
  fields,
});

const head = (...fields: readonly Field[]) => group('head', '', fields);

/** 2018-11-02 12:01:10 on this machine's clock. */
export const NOON = new Date(2018, 10, 2, 12, 1, 10).getTime();

const base = {
  n: 17,
  atMs: NOON,
  sn: '5158181900025',
  outcome: 'complete',
  totalMs: 3.2,
  size: 62,
  changed: false,
  idle: false,
  severity: null,
  findings: [],
  requestBody: '',
  responseBody: 'OK',
  peer: '192.168.1.50:40213',
} as const;

const ok = {
  summary: 'OK',
  fields: [
    field('answer', '', 'OK'),
    head(field('status', '', '200', 200), field('reason', '', 'OK')),
  ],
} as const;

const record = (recNo: number, cents: number, time: string) =>
  group('record', 'BUYLOG', [
    field('sysId', 'SysID', '10023', 10023),
    field('posTime', 'PosTime', time.replace('T', ' '), time, time.replace('T', ' ')),
    field('posMoney', 'PosMoney', `${cents}`, cents, (cents / 100).toFixed(2)),
    field('state', 'State', '2', 2, 'amount'),
    field('recNo', 'RecNo', `${recNo}`, recNo),
  ]);

export const upload: FrameSubject = {
  ...base,
  kind: 'upload',
  table: 'BUYLOG',
  severity: 'warning',
  findings: [
    {
      code: 'stamp-missing',
      severity: 'warning',
      section: '10.2',
      message: 'No Stamp',
      part: 'request',
      span: null,
    },
  ],
  requestBody: '10023\t2018-11-02 12:01:07\t850\t2\t37\n10023\t2018-11-02 12:01:09\t5250\t2\t38\n',
  frame: {
    kind: 'upload',
    sn: base.sn,
    table: 'BUYLOG',
    request: {
      summary: '2 consumption records, 61.00, RecNo 37-38',
      fields: [
        field('sn', 'SN', base.sn),
        field('table', 'table', 'BUYLOG'),
        record(37, 850, '2018-11-02T12:01:07'),
        record(38, 5250, '2018-11-02T12:01:09'),
        head(
          field('method', '', 'POST'),
          field('path', '', '/iclock/cpos'),
          field('userAgent', 'User-Agent', 'iClock Proxy/1.09'),
        ),
      ],
    },
    response: ok,
  },
};

export const idlePoll: FrameSubject = {
  ...base,
  n: 18,
  kind: 'poll',
  table: '',
  idle: true,
  frame: {
    kind: 'poll',
    sn: base.sn,
    table: '',
    request: {
      summary: 'asks for commands, highest RecNo 36',
      fields: [
        field('sn', 'SN', base.sn),
        field('type', 'type', 'pos', 'pos', 'consumption'),
        field('devNo', 'devno', '36', 36),
        head(field('path', '', '/iclock/posrequest')),
      ],
    },
    response: ok,
  },
};

export const commands: FrameSubject = {
  ...base,
  n: 19,
  kind: 'poll',
  table: '',
  totalMs: 250,
  changed: true,
  responseBody: 'C:1201:UPDATE USERINFO Name=张三\tCardNo=10023\nC:1202:REBOOT\n',
  commandStates: new Map([
    ['1201', 'acknowledged'],
    ['1202', 'delivered'],
  ]),
  frame: {
    kind: 'poll',
    sn: base.sn,
    table: '',
    request: { summary: 'asks for commands', fields: [field('sn', 'SN', base.sn)] },
    response: {
      summary: '2 commands: UPDATE USERINFO, REBOOT',
      fields: [
        group('command', 'C', [
          field('cmdId', 'CmdID', '1201', 1201),
          field('verb', 'verb', 'UPDATE'),
          field('table', 'table', 'USERINFO'),
          field('name', 'Name', '张三'),
        ]),
        group('command', 'C', [
          field('cmdId', 'CmdID', '1202', 1202),
          field('verb', 'verb', 'REBOOT'),
        ]),
        head(field('status', '', '200', 200)),
      ],
    },
  },
};

export const refused: FrameSubject = {
  ...base,
  n: 20,
  sn: '5849791460183',
  kind: 'init',
  table: '',
  outcome: 'refused',
  severity: 'error',
  responseBody: '',
  frame: {
    kind: 'init',
    sn: '5849791460183',
    table: '',
    request: {
      summary: 'CM20 starts',
      fields: [
        field('sn', 'SN', '5849791460183'),
        field('firmware', 'fireVer', 'Ver 6.60 Apr 18 2013'),
        field('language', 'language', '83', 83, 'Simplified Chinese'),
        field('FooBar', 'Foo-Bar', '7'),
      ],
    },
    response: null,
  },
};

export const ALL = { upload, idlePoll, commands, refused } as const;
