/** Requests in the odd forms that were seen, or that nothing forbids: read, never refused. */

import { describe, expect, test } from 'vitest';
import { unaccounted } from '../kit/accounting.ts';
import { decoded, fieldAt, wire } from '../kit/samples.ts';

const get = (target: string, rest = 'Host: a\r\n\r\n') => wire(`GET ${target} HTTP/1.1\r\n${rest}`);

describe('targets', () => {
  test('the path of a whole URL stands behind its origin', () => {
    const message = get('http://192.168.1.201:8088/iclock/cpos?SN=77&type=time');
    const frame = decoded(message);
    expect(frame).toMatchObject({ kind: 'time', sn: '77' });
    const { fields } = frame.request;
    expect(fieldAt(fields, 'head.origin')?.raw).toBe('http://192.168.1.201:8088');
    expect(fieldAt(fields, 'head.path')).toMatchObject({
      raw: '/iclock/cpos',
      span: { part: 'target', from: 25, to: 37 },
    });
    expect(unaccounted(frame.request, message)).toEqual([]);
  });

  test('spans count from the first byte of the target, as many blanks as there are before it', () => {
    const message = wire('\r\nGET   /iclock/cpos?SN=77&type=time   HTTP/1.1\r\n\r\n');
    const frame = decoded(message);
    expect(fieldAt(frame.request.fields, 'sn')?.span).toEqual({ part: 'target', from: 16, to: 18 });
    expect(unaccounted(frame.request, message)).toEqual([]);
  });

  test('raw blanks belong to the target', () => {
    const message = get('/iclock/getrequest?SN=77&INFO=Ver 8.0.4.2 beta,12');
    const frame = decoded(message);
    expect(fieldAt(frame.request.fields, 'info')?.value).toBe('Ver 8.0.4.2 beta,12');
    expect(fieldAt(frame.request.fields, 'head.version')?.raw).toBe('HTTP/1.1');
    expect(unaccounted(frame.request, message)).toEqual([]);
  });

  test('raw GB18030 and escaped GB18030 read the same; raw is as on the wire', () => {
    const message = get(
      '/iclock/cpos?SN=77&options=all&a=\xd5\xc5\xc8\xfd&b=%D5%C5%C8%FD&language=83',
    );
    const { fields } = decoded(message).request;
    expect(fieldAt(fields, 'a')).toMatchObject({ raw: '张三', value: '张三' });
    expect(fieldAt(fields, 'b')).toMatchObject({ raw: '%D5%C5%C8%FD', value: '张三' });
  });

  test('parameter names are known in any case, and keep theirs', () => {
    const { fields } = decoded(get('/iclock/cpos?sn=77&OPTIONS=all&FireVer=1&odd_One=2')).request;
    expect(fields.slice(0, 4).map(({ key, wire: spelling }) => [key, spelling])).toEqual([
      ['sn', 'sn'],
      ['options', 'OPTIONS'],
      ['firmware', 'FireVer'],
      ['oddOne', 'odd_One'],
    ]);
  });

  test('doubled separators and names without a value', () => {
    const message = get('/iclock/cpos?&&SN=77&&flag&=x&empty=&');
    const frame = decoded(message);
    expect(frame.request.fields.slice(0, 4).map(({ wire: name, raw }) => [name, raw])).toEqual([
      ['SN', '77'],
      ['flag', ''],
      ['', 'x'],
      ['empty', ''],
    ]);
    expect(unaccounted(frame.request, message)).toEqual([]);
  });

  test('a parameter given twice stands twice, and the earlier one says so', () => {
    const { fields } = decoded(get('/iclock/posrequest?SN=1&SN=2')).request;
    expect(fieldAt(fields, 'sn[0]')?.note).toBe('given more than once: servers go by the last');
    expect(fieldAt(fields, 'sn[1]')).toMatchObject({ raw: '2' });
    expect(fieldAt(fields, 'sn[1]')?.note).toBeUndefined();
  });

  test('a lost plus and a broken escape', () => {
    const { fields } = decoded(
      wire(
        'POST /iclock/cpos?SN=77&table=BUYLOG&Stamp=2018-12-20T17:20:13+08:00&StampId=%zz HTTP/1.1\r\n\r\n',
      ),
    ).request;
    expect(fieldAt(fields, 'stamp')?.value).toBe('2018-12-20T17:20:13+08:00');
    expect(fieldAt(fields, 'stampId')).toMatchObject({ raw: '%zz', value: null });
  });
});

describe('heads', () => {
  test('bare LF, folded lines, duplicates, no colon, blanks around: each is kept', () => {
    const message = wire(
      'GET /iclock/cpos?SN=77&type=time\nHost:a\nX-Long: one\n  two\nHost :\tb \nnothing\n: empty\n\n',
    );
    const frame = decoded(message);
    const head = fieldAt(frame.request.fields, 'head');
    expect(head?.fields?.map(({ key, wire: name, raw, value }) => [key, name, raw, value])).toEqual(
      [
        ['method', '', 'GET', 'GET'],
        ['path', '', '/iclock/cpos', '/iclock/cpos'],
        ['host', 'Host', 'a', 'a'],
        ['xLong', 'X-Long', 'one\n  two', 'one two'],
        ['host', 'Host', 'b', 'b'],
        ['line', '', 'nothing', null],
        ['', '', 'empty', 'empty'],
      ],
    );
    expect(unaccounted(frame.request, message)).toEqual([]);
  });

  test('a first line that is no request line is kept as a line', () => {
    const message = wire('what is this\x40?\r\nHost: a\r\n\r\n');
    const frame = decoded(wire('(what) is this\r\nHost: a\r\n\r\n'));
    expect(frame.kind).toBe('other');
    expect(frame.request.summary).toBe('no HTTP, 27 bytes');
    expect(fieldAt(frame.request.fields, 'head.line')).toMatchObject({
      raw: '(what) is this',
      value: null,
    });
    expect(fieldAt(frame.request.fields, 'head.host')?.raw).toBe('a');
    expect(unaccounted(decoded(message).request, message)).toEqual([]);
  });

  test('the status of a reply is a number; a reason may be missing', () => {
    const ask = get('/iclock/posrequest?SN=77');
    const reply = wire('HTTP/1.0 503\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\n\r\n');
    const { response } = decoded(ask, reply);
    expect(fieldAt(response?.fields ?? [], 'head.status')).toMatchObject({
      raw: '503',
      value: 503,
    });
    expect(fieldAt(response?.fields ?? [], 'head.reason')?.raw).toBe('');
    expect(fieldAt(response?.fields ?? [], 'head.date')).toMatchObject({
      raw: 'Fri, 02 Nov 2018 09:05:36 GMT',
      value: '2018-11-02T09:05:36Z',
    });
  });
});

describe('summaries', () => {
  test.each([
    [
      'GET /iclock/posrequest?SN=1&RepType=10&Card=10023&Batch=1811',
      'asks for the subsidy of card 10023, batch 1811',
      '查询卡 10023 的补贴，批号 1811',
    ],
    [
      'GET /iclock/posrequest?SN=1&RepType=7&Card=10023',
      'card request of unknown RepType 7',
      '未知 RepType 的卡片请求 7',
    ],
    ['GET /iclock/posrequest?SN=1', 'asks for commands', '获取命令'],
    [
      'GET /iclock/posrequest?SN=1&type=pos&devno=36',
      'asks for commands, up to RecNo 36',
      '获取命令，最大流水号 36',
    ],
    [
      'GET /iclock/posrequest?SN=1&type=allow&devno=6',
      'asks for commands, subsidy records, up to RecNo 6',
      '获取命令，补贴记录，最大流水号 6',
    ],
    [
      'GET /iclock/file/fw/X938/main.tgz?SN=1',
      'downloads file/fw/X938/main.tgz',
      '下载 file/fw/X938/main.tgz',
    ],
    [
      'GET /iclock/pos_getdata?SN=1&datatype=2',
      'online consumption: GET /iclock/pos_getdata',
      '在线消费：GET /iclock/pos_getdata',
    ],
    ['GET /elsewhere?x=1', 'GET /elsewhere', 'GET /elsewhere'],
    ['POST /iclock/cpos?SN=1&table=BUYLOG', '0 consumption records', '0 条消费记录'],
  ])('%s', (line, en, zh) => {
    const message = wire(`${line} HTTP/1.1\r\n\r\n`);
    expect(decoded(message).request.summary).toBe(en);
    expect(decoded(message, null, { language: 'zh' }).request.summary).toBe(zh);
  });

  test('a message that broke off says so', () => {
    const message = wire('POST /iclock/cpos?SN=1&table=BUYLOG HTTP/1.1\r\n\r\n1\t2');
    expect(decoded({ ...message, incomplete: true }).request.summary).toBe(
      '1 consumption record (broken off)',
    );
    expect(decoded({ ...message, truncated: true }).request.summary).toBe(
      '1 consumption record (only its beginning was kept)',
    );
  });

  test.each([
    'GET /iclock/posrequest?SN=1&RepType=2&Card=10023&Pwd=S3cret HTTP/1.1\r\n\r\n',
    'GET /iclock/posrequest?SN=1&RepType=5&Card=10023&OldPwd=S3cret&NewPwd=S3cret HTTP/1.1\r\n\r\n',
    'GET /iclock/cpos?SN=1&options=all&pushcommkey=S3cret HTTP/1.1\r\nCookie: token=S3cret\r\n\r\n',
    'POST /iclock/exchange?SN=1&type=publickey HTTP/1.1\r\n\r\nPublicKey=S3cret',
  ])('secrets are in no summary and in no text: %s', (text) => {
    const { request } = decoded(wire(text));
    const leaves = request.fields.flatMap((field) => field.fields ?? [field]);
    expect(request.summary).not.toContain('S3cret');
    expect(leaves.filter((field) => field.text.includes('S3cret'))).toEqual([]);
    expect(leaves.some((field) => field.raw.includes('S3cret'))).toBe(true);
  });
});
