/** What people ask for by a browser is told as pages; nothing of it is accepted, refused or a terminal's trouble. */

import { describe, expect, test } from 'vitest';
import { Examined, findingsOf } from '../../shared/findings/index.ts';
import { decoded, wire } from '../kit/samples.ts';

const asked = (target: string, agent: string) =>
  wire(`GET ${target} HTTP/1.1\r\nUser-Agent: ${agent}\r\n\r\n`);
const reply = (body: string, type: string, status = '200 OK', more = '') =>
  wire(`HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\n${more}\r\n${body}`);

const BROWSER = 'Mozilla/5.0';
const keys = (fields: readonly { readonly key: string }[] = []) =>
  fields.map(({ key }) => key).filter((key) => key !== 'head');

describe('a page for people', () => {
  test.each([
    ['/iclock/accounts/login/', '<html><title>ZKECO</title>', 'text/html', 'a page for people: ZKECO', '给人看的网页：ZKECO'],
    ['/media/app.js', 'OK', 'text/javascript', 'a page for people', '给人看的网页'],
    ['/', 'OK', 'text/html', 'a page for people', '给人看的网页'],
    ['/iclock/data/', '', 'text/html', 'a page for people', '给人看的网页'],
  ])('%s', (target, body, type, en, zh) => {
    const request = asked(target, BROWSER);
    const response = reply(body, type);
    const frame = decoded(request, response);
    expect(frame.kind).toBe('other');
    expect(frame.response?.summary).toBe(en);
    expect(decoded(request, response, { language: 'zh' }).response?.summary).toBe(zh);
    expect(keys(frame.response?.fields)).toEqual(body === '' ? [] : ['page']);
    if (body !== '') expect(frame.response?.fields[0]).not.toHaveProperty('fields');
  }); // prettier-ignore

  test.each([
    ['302 Found', 'Location: /iclock/accounts/login/\r\n'],
    ['404 Not Found', ''],
    ['200 OK', 'Content-Encoding: gzip\r\n'],
  ])('%s is no trouble of a terminal', (status, more) => {
    const request = asked('/iclock/accounts/', BROWSER);
    const response = reply('x', 'text/html', status, more);
    const frame = decoded(request, response);
    expect(findingsOf(new Examined({ request, response }, frame), 'en')).toEqual([]);
    if (status !== '200 OK') {
      expect(frame.response?.summary).toBe(`${status}: a page for people`);
    }
  });

  test('a terminal that asks for something unknown is answered as ever', () => {
    const frame = decoded(
      asked('/iclock/novel?SN=1', 'iClock Proxy/1.09'),
      reply('OK', 'text/html'),
    );
    expect(frame.response?.fields[0]).toMatchObject({ key: 'answer', text: 'accepted' });
  });
});
