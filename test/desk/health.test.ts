/** What a watcher reads: /healthz and /metrics. */

import { expect, test } from 'vitest';
import { exchange, openTestDesk } from './kit.ts';

const FULL_DISK = 'The disk is full.';

test('healthz is fine on a full disk too, says that nothing is recorded, and names no place', async () => {
  const desk = await openTestDesk({ exchanges: [exchange(1)] });
  await expect.poll(() => desk.get('/healthz')).toEqual({ ok: true, recording: true, behind: 0 });
  desk.desk.take({ type: 'recording', notRecording: FULL_DISK });
  const answer = await desk.ask('/healthz');
  expect(answer.status).toBe(200);
  expect(answer.json()).toEqual({ ok: true, recording: false, behind: 0 });
});

test('metrics are the counters of the status, in the text format of Prometheus', async () => {
  const desk = await openTestDesk({ exchanges: [exchange(1), exchange(2)], version: '1.2"3\\' });
  desk.counters.add({ exchanges: 3, dropped: 3, connections: 4, injected: 5 });
  desk.desk.take({ type: 'recording', notRecording: FULL_DISK });
  const { status, headers, text } = await desk.ask('/metrics');
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.trimEnd().split('\n');
  for (let at = 0; at < lines.length; at += 3) {
    const [help = '', type = '', sample = ''] = lines.slice(at, at + 3);
    const name = /^# HELP (pushscope_[a-z_]+) .+$/.exec(help)?.[1] ?? 'no name';
    expect(type).toMatch(new RegExp(`^# TYPE ${name} (counter|gauge)$`));
    expect(sample).toMatch(new RegExp(`^${name}(\\{.*\\})? [0-9.]+$`));
  }
  for (const sample of [
    'pushscope_build_info{version="1.2\\"3\\\\"} 1',
    'pushscope_exchanges_total 5',
    'pushscope_recorded_total 2',
    'pushscope_dropped_total 3',
    'pushscope_injected_total 5',
    'pushscope_connections 4',
    'pushscope_recording 0',
  ]) {
    expect(lines).toContain(sample);
  }
});
