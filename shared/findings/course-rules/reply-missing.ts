/** A request that got no reply at all: the server broke off, or could not be reached, or the terminal did not wait. */

import type { Outcome } from '../../capture/exchange.ts';
import { words, type Words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import type { Found } from '../rule.ts';

interface Ending extends Pick<Found, 'severity' | 'fault'> {
  readonly message: Words;
}

/** What is complete, or no HTTP, has rules of its own. */
const ENDINGS: Readonly<Partial<Record<Outcome, Ending>>> = {
  'server-aborted': {
    message: words(
      'The server ended the connection without a reply.',
      '服务器未作应答就断开了连接。',
    ),
  },
  refused: {
    fault: 'network',
    message: words(
      'The server could not be reached, so there was no reply.',
      '无法连接服务器，因此没有应答。',
    ),
  },
  timeout: {
    fault: 'network',
    message: words('No reply of the server came in time.', '服务器未在规定时间内应答。'),
  },
  'terminal-aborted': {
    severity: 'warning',
    fault: 'terminal',
    message: words(
      'The terminal ended the connection before a reply came.',
      '终端在应答到达之前断开了连接。',
    ),
  },
};

export const replyMissing: CourseRule = {
  code: 'reply-missing',
  severity: 'error',
  section: 'observed',
  fault: 'server',
  cue: 'status',
  title: words('No reply', '没有应答'),
  remedy: words(
    'Look into the log of the server at that time, and how long it takes to answer; terminals keep their records and send them again.',
    '请查看服务器当时的日志以及应答耗时；终端会保留记录并再次上传。',
  ),
  take: ({ exchange, outcome, peer }) => {
    const { request, response } = exchange.raw;
    // Of what was imported nobody knows whether its reply was left out.
    if (response !== null || peer === '') return [];
    // To half a request no reply is due, and that it broke off is told already.
    if (outcome === 'terminal-aborted' && request.incomplete === true) return [];
    const ending = ENDINGS[outcome];
    return ending === undefined ? [] : [{ part: 'request', span: null, ...ending }];
  },
};
