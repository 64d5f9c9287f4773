/** What terminals say about commands, in every form that was seen. */

import { describe, expect, test } from 'vitest';
import { unaccounted } from '../kit/accounting.ts';
import { decoded, fieldAt, wire } from '../kit/samples.ts';

const read = (body: string, target = '/iclock/posdevicecmd?SN=77') => {
  const message = wire(`POST ${target} HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  const frame = decoded(message);
  const results = frame.request.fields.filter(({ key }) => key === 'result');
  return { frame, results, lost: unaccounted(frame.request, message) };
};

const said = (fields: readonly { readonly wire: string; readonly raw: string }[] = []) =>
  fields.map(({ wire: name, raw }) => `${name}=${raw}`);

describe('a line each', () => {
  test('CMD may hold a blank, ids may hold letters, unknown keys stay', () => {
    const { results, lost } = read(
      'ID=info8487&Return=0&CMD=SET OPTION&Extra=7\r\nID=9&Return=-1002&CMD=X',
    );
    expect(results.map(({ fields }) => said(fields))).toEqual([
      ['ID=info8487', 'Return=0', 'CMD=SET OPTION', 'Extra=7'],
      ['ID=9', 'Return=-1002', 'CMD=X'],
    ]);
    expect(results.map(({ fields }) => fields?.map(({ key }) => key).slice(0, 3))).toEqual([
      ['resultId', 'return', 'cmd'],
      ['resultId', 'return', 'cmd'],
    ]);
    expect(lost).toEqual([]);
  });

  test.each([
    ['0', 'UPDATE', 0, 'success'],
    [
      '-1004',
      'UPDATE',
      -1004,
      '-1004, data does not fit the configuration (some devices: table not supported)',
    ],
    ['-77', 'UPDATE', -77, '-77'],
    ['12', 'QUERY', 12, '12 rows'],
    ['4', 'ENROLL_FP', 4, '4'],
    ['335064', 'PutFile', 335064, '335064 bytes'],
    ['', 'UPDATE', null, ''],
    ['zero', 'UPDATE', null, 'zero'],
  ])('Return=%s of %s', (raw, cmd, value, text) => {
    const { results } = read(`ID=1&Return=${raw}&CMD=${cmd}`);
    expect(fieldAt(results, 'result.return')).toMatchObject({ raw, value, text });
  });

  test('failures are named in the summary', () => {
    const { frame } = read('ID=1&Return=0&CMD=UPDATE\nID=2&Return=-1005&CMD=DELETE\n');
    expect(frame.request.summary).toBe('2 command results, 1 failed: DELETE 2: -1005, device busy');
  });

  test('an empty body holds no result', () => {
    expect(read('').frame.request.summary).toBe('no result');
  });
});

describe('INFO', () => {
  test('the lines behind it are its values', () => {
    const { results, lost } = read(
      'ID=1300&Return=0&CMD=INFO\n~DeviceName=CM102\nBlackUserCount=3\n~PosLog=36\nPUSHVersion=Ver 2.0 = x\nodd\n',
    );
    expect(results).toHaveLength(1);
    expect(said(results[0]?.fields).slice(3)).toEqual([
      '~DeviceName=CM102',
      'BlackUserCount=3',
      '~PosLog=36',
      'PUSHVersion=Ver 2.0 = x',
      '=odd',
    ]);
    expect(fieldAt(results, 'result.blackUserCount')).toMatchObject({ value: 3 });
    expect(fieldAt(results, 'result.posLog')).toMatchObject({ wire: '~PosLog', value: 36 });
    expect(fieldAt(results, 'result.deviceName')).toMatchObject({ value: 'CM102' });
    expect(lost).toEqual([]);
  });

  test('inside a batch it ends where the next result begins', () => {
    const { results, lost } = read(
      'ID=1&Return=0&CMD=REBOOT\nID=2&Return=0&CMD=INFO\nFPCount=0\nID=3&Return=0&CMD=CHECK\n',
    );
    expect(results.map(({ fields }) => said(fields).join(' '))).toEqual([
      'ID=1 Return=0 CMD=REBOOT',
      'ID=2 Return=0 CMD=INFO FPCount=0',
      'ID=3 Return=0 CMD=CHECK',
    ]);
    expect(lost).toEqual([]);
  });
});

describe('a key a line', () => {
  const FILE = 'a=b&c\nID=9&Return=0&CMD=NO\n\0\xff\xd8\r\n\x01\x02\x03';

  test('GetFile: the content is every byte to the end', () => {
    const { frame, results, lost } = read(
      `ID=12\nSN=77\nFILENAME=options.cfg\nCMD=GetFile\nReturn=${FILE.length}\nContent=${FILE}`,
    );
    expect(results).toHaveLength(1);
    const content = fieldAt(results, 'result.content');
    expect(content).toMatchObject({
      raw: FILE,
      text: `${FILE.length} bytes`,
      note: 'binary content',
    });
    expect(content?.span?.to).toBe(63 + FILE.length);
    expect(frame.request.summary).toBe(`result of GetFile 12: ${FILE.length} bytes`);
    expect(lost).toEqual([]);
  });

  test('two results in one body, CR LF', () => {
    const { results, lost } = read(
      'ID=1\r\nReturn=0\r\nCMD=PutFile\r\nID=2\r\nReturn=-3\r\nCMD=PutFile\r\n',
    );
    expect(results.map(({ fields }) => said(fields).join(' '))).toEqual([
      'ID=1 Return=0 CMD=PutFile',
      'ID=2 Return=-3 CMD=PutFile',
    ]);
    expect(lost).toEqual([]);
  });

  test('a serial in the body only is the terminal’s', () => {
    const { frame } = read(
      'ID=1\nSN=5158181900025\nReturn=0\nCMD=Shell\nContent=',
      '/iclock/posdevicecmd',
    );
    expect(frame.sn).toBe('5158181900025');
  });
});

test('output behind an `&` line is the content of that result', () => {
  const { results, lost } = read(
    'ID=1&Return=0&CMD=Shell\ntotal 4\n\nx=1 & y\nID=2&Return=0&CMD=CHECK\n',
  );
  expect(fieldAt(results, 'result.content')?.raw).toBe('total 4\n\nx=1 & y');
  expect(results).toHaveLength(2);
  expect(lost).toEqual([]);
});

test('output in GB18030 reads in GB18030', () => {
  const { results } = read('ID=1\nReturn=0\nCMD=Shell\nContent=\xd6\xd0\xce\xc4');
  expect(fieldAt(results, 'result.content')?.raw).toBe('中文');
});
