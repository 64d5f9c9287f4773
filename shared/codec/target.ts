/**
 * A request target taken apart: where its path and its parameters stand, and which endpoint it names.
 *
 *   http://192.168.1.201:8088/api//iclock/cpos.aspx?SN=5158181900025&&table=BUYLOG
 *                            └──────── path ───────┘ └── parameters ─────────────┘
 *
 * Targets come with anything before /iclock, with doubled slashes, with a whole URL, with raw blanks and
 * raw GB18030 bytes in them (field notes, section 2). Text here is Latin-1: one character a byte.
 */

import { endpointNamed, type EndpointSpec } from '../spec/endpoints.ts';

export interface Parameter {
  /** As it stood on the wire. */
  readonly wire: string;
  /** In lower case, escapes resolved. */
  readonly name: string;
  /** Of the value; offsets from the target's first byte. */
  readonly from: number;
  readonly to: number;
  /** Escapes resolved. */
  readonly value: string;
}

export interface Target {
  /** Of the path, without the origin of an absolute target. */
  readonly pathFrom: number;
  readonly pathTo: number;
  readonly parameters: readonly Parameter[];
  /** What stands behind the last /iclock/, in lower case and without `.aspx`; null without /iclock/. */
  readonly resource: string | null;
  readonly endpoint: EndpointSpec | undefined;
}

export function readTarget(target: string): Target {
  const question = target.indexOf('?');
  const pathTo = question === -1 ? target.length : question;
  const pathFrom = endOfOrigin(target, pathTo);
  const resource = resourceOf(target.slice(pathFrom, pathTo));
  return {
    pathFrom,
    pathTo,
    parameters: question === -1 ? [] : readParameters(target, question + 1),
    resource,
    endpoint: resource === null ? undefined : endpointOf(resource),
  };
}

/** Of `http://host:port/…` the offset of the path; 0 in the usual form. */
function endOfOrigin(target: string, pathTo: number): number {
  const scheme = target.indexOf('://');
  if (scheme <= 0 || scheme >= pathTo || target.charCodeAt(0) === 0x2f) return 0;
  const slash = target.indexOf('/', scheme + 3);
  return slash === -1 || slash > pathTo ? pathTo : slash;
}

/** `/Api//iclock/CPOS.aspx` → `cpos`; behind the last iclock, for `/iclock/iclock/cpos` was seen. */
function resourceOf(path: string): string | null {
  const segments = path
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
  const iclock = segments.lastIndexOf('iclock');
  if (iclock === -1) return null;
  const resource = segments.slice(iclock + 1).join('/');
  return resource.endsWith('.aspx') ? resource.slice(0, -5) : resource;
}

/** Files lie in folders below theirs; every other endpoint is the whole resource. */
function endpointOf(resource: string): EndpointSpec | undefined {
  return endpointNamed(resource.startsWith('file/') ? 'file' : resource);
}

/** Empty ones (`&&`) are separators only. */
function readParameters(target: string, from: number): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let begin = from;
  while (begin < target.length) {
    const found = target.indexOf('&', begin);
    const end = found === -1 ? target.length : found;
    if (end > begin) parameters.push(readParameter(target, begin, end));
    begin = end + 1;
  }
  return parameters;
}

function readParameter(target: string, from: number, to: number): Parameter {
  const equals = target.indexOf('=', from);
  const nameTo = equals === -1 || equals > to ? to : equals;
  const valueFrom = Math.min(to, nameTo + 1);
  const wire = target.slice(from, nameTo);
  return {
    wire,
    name: unescape(wire).toLowerCase(),
    from: valueFrom,
    to,
    value: unescape(target.slice(valueFrom, to)),
  };
}

/** Resolves %XX; anything else that begins with % stays. '+' stays: it belongs to offsets of times. */
function unescape(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The value that a server goes by: of several, the last. Empty when absent. */
export function parameterOf(target: Target, name: string): string {
  return target.parameters.findLast((parameter) => parameter.name === name)?.value ?? '';
}

/** `name` in lower case. */
export function hasParameter(target: Target, name: string): boolean {
  return target.parameters.some((parameter) => parameter.name === name);
}
