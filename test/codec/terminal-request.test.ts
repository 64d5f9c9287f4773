/** Which lane a request goes to. */

import { expect, test } from 'vitest';
import { isTerminalRequest } from '../../shared/codec/terminal-request.ts';

const AGENT = 'iClock Proxy/1.09';
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0)';

test.each([
  ['GET', '/iclock/cpos?SN=5158181900025&options=all', AGENT],
  ['GET', '/iclock/cpos?SN=5158181900025&options=all', ''],
  ['GET', '/iclock/cpos?SN=1', BROWSER],
  ['POST', '//iclock/posdevicecmd?SN=1', ''],
  ['GET', '/iclock/iclock/posrequest?SN=1', ''],
  ['GET', '/api/iclock/getrequest?SN=1', ''],
  ['GET', '/5f1e0c/iclock/cdata.aspx?SN=1&options=all', ''],
  ['POST', 'http://192.168.1.201:8088/iclock/cpos?SN=1&table=BUYLOG', ''],
  ['Get', '/ICLOCK/posrequest?SN=1&RepType=2', ''],
  ['GET', '/iclock/file/fw/X938/main.tgz', ''],
  ['GET', '/iclock/somethingnew?SN=1', 'curl/8'],
  ['GET', '/anything', AGENT],
  ['GET', '/iclock/exchange?SN=1&type=publickey', ''],
  ['POST', '/iclock/pos_getdata?SN=1&datatype=1', ''],
])('%s %s of agent "%s" is a terminal’s', (method, target, agent) => {
  expect(isTerminalRequest(method, target, agent)).toBe(true);
});

test.each([
  ['GET', '/', BROWSER],
  ['GET', '/', ''],
  ['GET', '/iclock/accounts/login/?next=/iclock/data/iclock/', BROWSER],
  ['GET', '/iclock/data/iclock/?SN=5158181900025', BROWSER],
  ['GET', '/iclock/file/fw/X938/main.tgz', BROWSER],
  ['GET', '/media/cpos', ''],
  ['GET', '/pages?next=/iclock/cpos', ''],
  ['GET', '', ''],
])('%s %s of agent "%s" is a person’s', (method, target, agent) => {
  expect(isTerminalRequest(method, target, agent)).toBe(false);
});
