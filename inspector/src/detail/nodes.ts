/** The field tree as a list: request and reply with their fields, each knowing its bytes. */

import type { Field } from '../../../shared/codec/frame.ts';
import type { DecodedExchange, Finding } from '../../../shared/findings/finding.ts';
import { byGravity, type Severity } from '../../../shared/findings/severity.ts';
import type { ExchangeLine } from './line.ts';
import { isSamePlace, placeOf, type Place, type Side } from './place.ts';

export interface Node {
  /** The way from the root, such as `request/2/0`: the same field of the next exchange has the same. */
  readonly id: string;
  readonly side: Side;
  readonly level: number;
  /** Null for the two roots. */
  readonly field: Field | null;
  /** The message in words, for the roots. */
  readonly summary: string;
  readonly place: Place | null;
  readonly parent: Node | null;
  readonly hasFields: boolean;
  /** Of its siblings, from 1. */
  readonly order: number;
  readonly siblings: number;
  /** The worst finding on exactly these bytes. */
  readonly severity: Severity | null;
}

/** Trees of more nodes than this begin with their records folded. */
const MANY_NODES = 400;

export const findingPlace = (finding: Finding, line: ExchangeLine): Place | null => {
  const message = line[finding.part];
  return finding.span === null || message === null
    ? null
    : placeOf(finding.part, finding.span, message.head);
};

const placeKey = ({ side, part, from, to }: Place) => `${side} ${part} ${from} ${to}`;

function worstByPlace(line: ExchangeLine, findings: readonly Finding[]): Map<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const finding of findings) {
    const place = findingPlace(finding, line);
    if (place === null) continue;
    const [key, before] = [placeKey(place), worst.get(placeKey(place))];
    if (before === undefined || byGravity(finding.severity, before) < 0) {
      worst.set(key, finding.severity);
    }
  }
  return worst;
}

export function buildNodes(line: ExchangeLine, decoded: DecodedExchange): readonly Node[] {
  const marked = worstByPlace(line, decoded.findings);

  const nodes: Node[] = [];
  const addFields = (side: Side, head: Uint8Array, fields: readonly Field[], parent: Node) => {
    for (const [index, field] of fields.entries()) {
      const place = field.span === null ? null : placeOf(side, field.span, head);
      const node: Node = {
        id: `${parent.id}/${index}`,
        side,
        level: parent.level + 1,
        field,
        summary: '',
        place,
        parent,
        hasFields: (field.fields?.length ?? 0) > 0,
        order: index + 1,
        siblings: fields.length,
        severity: place === null ? null : (marked.get(placeKey(place)) ?? null),
      };
      nodes.push(node);
      if (field.fields !== undefined) addFields(side, head, field.fields, node);
    }
  };

  const halves = (['request', 'response'] as const).flatMap((side) => {
    const half = decoded[side];
    return half === null ? [] : [{ side, half, head: line[side]?.head ?? new Uint8Array() }];
  });
  for (const [index, { side, half, head }] of halves.entries()) {
    const root: Node = {
      id: side,
      side,
      level: 1,
      field: null,
      summary: half.summary,
      place: null,
      parent: null,
      hasFields: half.fields.length > 0,
      order: index + 1,
      siblings: halves.length,
      severity: null,
    };
    nodes.push(root);
    addFields(side, head, half.fields, root);
  }
  return nodes;
}

/** Whether a node shows its fields before the user had a say. */
export const opensByItself = (node: Node, treeSize: number) =>
  node.field?.key !== 'head' && (treeSize <= MANY_NODES || node.level === 1 || node.order === 1);

/** The nodes whose parents are all open, in order. */
export function visibleNodes(nodes: readonly Node[], isOpen: (node: Node) => boolean): Node[] {
  const visible: Node[] = [];
  let closedLevel = Infinity;
  for (const node of nodes) {
    if (node.level > closedLevel) continue;
    closedLevel = node.hasFields && !isOpen(node) ? node.level : Infinity;
    visible.push(node);
  }
  return visible;
}

/** The node that a place belongs to: the one with exactly these bytes, deepest first. */
export const nodeAt = (nodes: readonly Node[], place: Place | null): Node | null =>
  place === null ? null : (nodes.findLast((node) => isSamePlace(node.place, place)) ?? null);
