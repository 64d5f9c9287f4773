/** An exchange as the desk hands it out: its line of the list, its line of the capture, and its frame. */

import { textCodec } from '../../proxy/charset.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { exchangeLine } from '../../shared/capture/line.ts';
import { readBrief } from '../../shared/codec/brief.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { Frame, Language } from '../../shared/codec/frame.ts';
import type { FrameSubject } from '../../shared/filter/index.ts';
import type { DecodedExchange, Finding } from '../../shared/findings/finding.ts';
import type { Row } from '../../shared/link/api.ts';

export interface Reading {
  readonly row: Row;
  readonly decoded: DecodedExchange;
  readonly subject: FrameSubject;
}

/** Findings of the test's own, in three degrees, so that the page has some whatever the rules say. */
function findingsOf(exchange: Exchange, frame: Frame, language: Language): readonly Finding[] {
  const say = (en: string, zh: string) => (language === 'en' ? en : zh);
  const money = frame.request.fields
    .flatMap(({ fields }) => fields ?? [])
    .find(({ key }) => key === 'posMoney');
  const findings: Finding[] = [];
  if (frame.table === 'FULLLOG') {
    findings.push({
      code: 'stamp-missing',
      severity: 'warning',
      section: '10.3',
      message: say('The upload carries no Stamp.', '上传未带 Stamp。'),
      part: 'request',
      span: null,
    });
  }
  if (money !== undefined && exchange.n % 3 === 1) {
    findings.push({
      code: 'money-jumps',
      severity: 'error',
      section: '10.2',
      message: say('The balance does not follow from the amount.', '余额与消费金额不符。'),
      part: 'request',
      span: money.span,
    });
  }
  if (frame.kind === 'time') {
    findings.push({
      code: 'month-unpadded',
      severity: 'note',
      section: 'observed',
      message: say('The month has one digit.', '月份只有一位。'),
      part: 'response',
      span: { part: 'body', from: 0, to: 10 },
    });
  }
  return findings;
}

export function readExchange(exchange: Exchange, language: Language): Reading {
  const frame = decodeExchange(exchange, { text: textCodec, language });
  const findings = findingsOf(exchange, frame, language);
  const { request, response } = exchange;
  const facts = {
    n: exchange.n,
    sn: frame.sn,
    kind: frame.kind,
    table: frame.table,
    outcome: exchange.outcome,
    totalMs: exchange.timing.totalMs,
    size: request.size + (response?.size ?? 0),
    severity: findings[0]?.severity ?? null,
    changed: request.forwarded !== undefined || response?.forwarded !== undefined,
    idle: readBrief(exchange).idle,
  };
  return {
    row: {
      ...facts,
      at: new Date(exchange.atMs).toISOString(),
      summary: frame.request.summary,
      reply: frame.response?.summary ?? '',
    },
    decoded: { ...frame, findings },
    subject: {
      ...facts,
      atMs: exchange.atMs,
      frame,
      findings,
      requestBody: '',
      responseBody: '',
    },
  };
}

export const lineOf = (exchange: Exchange): Readonly<Record<string, unknown>> =>
  JSON.parse(exchangeLine(exchange, lineTools)) as Readonly<Record<string, unknown>>;
