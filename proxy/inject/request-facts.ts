/** What a request's head tells passes: what it is about, and whose it is. */

import type { Kind } from '../../shared/codec/frame.ts';
import { kindOf } from '../../shared/codec/kind.ts';
import { readTarget } from '../../shared/codec/target.ts';
import type { RequestHead } from '../wire/head.ts';

export interface RequestFacts {
  readonly kind: Kind;
  /** Empty when the target names none; null when it names several that differ: then nobody knows whose it is. */
  readonly sn: string | null;
  readonly path: string;
}

export function factsOf({ method, target }: RequestHead): RequestFacts {
  const read = readTarget(target);
  const serials = read.parameters.filter(({ name }) => name === 'sn').map(({ value }) => value);
  const [sn = ''] = serials;
  return {
    kind: kindOf(method, read),
    sn: serials.every((each) => each === sn) ? sn : null,
    path: target.slice(read.pathFrom, read.pathTo),
  };
}
