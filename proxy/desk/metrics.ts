/**
 * The status as Prometheus reads it: its text format, version 0.0.4.
 *
 * A dozen numbers that are counted elsewhere need no registry, so none is brought in.
 */

import type { Status } from '../../shared/link/api.ts';

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Metric = readonly [
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  value: number,
  labels?: string,
];

/** A label's value: backslash, quote and line feed are escaped. */
const quoted = (text: string) =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** Names never change once published: dashboards and alerts hold on to them. */
export function metricsText(status: Status, residentBytes: number): string {
  const { counters } = status;
  // prettier-ignore
  const metrics: readonly Metric[] = [
    ['build_info', 'gauge', 'The running version.', 1, `{version=${quoted(status.version)}}`],
    ['uptime_seconds', 'gauge', 'Since the start.', status.uptimeMs / 1000],
    ['exchanges_total', 'counter', 'Exchanges forwarded: recorded + dropped.', counters.exchanges],
    ['recorded_total', 'counter', 'Exchanges on file.', counters.recorded],
    ['dropped_total', 'counter', 'Exchanges forwarded without being on file.', counters.dropped],
    ['injected_total', 'counter', 'Commands of ours that were delivered.', counters.injected],
    ['connections', 'gauge', 'Terminal connections open now.', counters.connections],
    ['recording', 'gauge', '1 while every exchange is recorded, else 0.', status.notRecording === null ? 1 : 0],
    ['desk_behind', 'gauge', 'Exchanges on file that the inspector has not read yet.', status.behind],
    ['capture_bytes', 'gauge', 'Size of the capture file being written.', status.capture.bytes],
    ['resident_memory_bytes', 'gauge', 'Memory of the process.', residentBytes],
  ];
  return metrics
    .map(
      ([name, type, help, value, labels = '']) =>
        `# HELP pushscope_${name} ${help}\n# TYPE pushscope_${name} ${type}\npushscope_${name}${labels} ${value}\n`,
    )
    .join('');
}
