/** Where terminals knock: the last part of the path, behind /iclock/ (vendor's document sections 6 to 13). */

import { words, type Evidence, type Words } from './field.ts';

/**
 * main: options, time, uploads · request: polls and card requests · results: command results ·
 * exchange: keys · file: downloads · online: ID consumption, which asks the server for each sale.
 */
export type EndpointRole = 'main' | 'request' | 'results' | 'exchange' | 'file' | 'online';

export interface EndpointSpec {
  /** Compared without regard to case and without `.aspx`, which one brand appends. */
  readonly name: string;
  readonly role: EndpointRole;
  readonly section: string;
  readonly evidence: Evidence;
  readonly remark?: Words;
}

const attendance = words('Name in attendance terminals.', '考勤机的名称。');
const online = { role: 'online', section: 'observed', evidence: 'observed' } as const;

// prettier-ignore
export const ENDPOINTS: readonly EndpointSpec[] = [
  { name: 'cpos', role: 'main', section: '6', evidence: 'both' },
  { name: 'cdata', role: 'main', section: '5', evidence: 'both', remark: attendance },
  { name: 'posrequest', role: 'request', section: '11', evidence: 'both' },
  { name: 'postrequest', role: 'request', section: '12.3', evidence: 'documented', remark: words('A slip of the print for posrequest.', '文档对 posrequest 的笔误。') },
  { name: 'getrequest', role: 'request', section: '11', evidence: 'both', remark: attendance },
  { name: 'posdevicecmd', role: 'results', section: '13', evidence: 'both' },
  { name: 'devicecmd', role: 'results', section: '13', evidence: 'both', remark: attendance },
  { name: 'devicemd', role: 'results', section: '5', evidence: 'documented', remark: words('A slip of the print for devicecmd.', '文档对 devicecmd 的笔误。') },
  { name: 'exchange', role: 'exchange', section: '7', evidence: 'documented' },
  { name: 'file', role: 'file', section: '11.11', evidence: 'both' },
  { name: 'pos_getdata', ...online },
  { name: 'pos_getrequest', ...online },
  { name: 'pos_getreback', ...online },
  { name: 'pos_setoptions', ...online },
];

const byName = new Map(ENDPOINTS.map((endpoint) => [endpoint.name, endpoint]));

/** `name` in lower case. */
export const endpointNamed = (name: string): EndpointSpec | undefined => byName.get(name);
