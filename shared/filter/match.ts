/** Whether an exchange matches: from its row alone where that is enough, else from its frame. */

import { assertNever } from './assert-never.ts';
import { meets } from './compare.ts';
import type { Expression, Filter } from './expression.ts';
import { allFields, headOf } from './fields.ts';
import type { Literal } from './literal.ts';
import type { FrameSubject, RowFacts } from './subject.ts';

/** True or false decided from cheap facts alone, or 'unknown' when the frame is needed. */
export function matchRow(filter: Filter, facts: RowFacts): boolean | 'unknown' {
  return ofRow(filter.root, facts);
}

export function matchFrame(filter: Filter, subject: FrameSubject): boolean {
  return ofFrame(filter.root, subject);
}

function ofRow(expression: Expression, facts: RowFacts): boolean | 'unknown' {
  switch (expression.type) {
    case 'all':
      return true;
    case 'and':
      return joined(expression.parts, facts, false);
    case 'or':
      return joined(expression.parts, facts, true);
    case 'not': {
      const part = ofRow(expression.part, facts);
      return part === 'unknown' ? part : !part;
    }
    case 'word':
      return isIn(expression.literal, wordsOfRow(facts)) ? true : 'unknown';
    case 'flag':
      return (expression.key.ofRow(facts)?.[0]?.value === true) === expression.wanted;
    case 'condition': {
      const readings = expression.key.ofRow(facts);
      return readings === null ? 'unknown' : meets(readings, expression);
    }
    default:
      return assertNever(expression);
  }
}

/** One part that is `decisive` decides; otherwise one that is unknown leaves all unknown. */
function joined(
  parts: readonly Expression[],
  facts: RowFacts,
  decisive: boolean,
): boolean | 'unknown' {
  let unknown = false;
  for (const part of parts) {
    const found = ofRow(part, facts);
    if (found === decisive) return decisive;
    unknown ||= found === 'unknown';
  }
  return unknown ? 'unknown' : !decisive;
}

function ofFrame(expression: Expression, subject: FrameSubject): boolean {
  switch (expression.type) {
    case 'all':
      return true;
    case 'and':
      return expression.parts.every((part) => ofFrame(part, subject));
    case 'or':
      return expression.parts.some((part) => ofFrame(part, subject));
    case 'not':
      return !ofFrame(expression.part, subject);
    case 'word':
      return (
        isIn(expression.literal, wordsOfRow(subject)) ||
        isIn(expression.literal, wordsOfFrame(subject))
      );
    case 'flag':
      return ofRow(expression, subject) === true;
    case 'condition':
      return meets(expression.key.ofFrame(subject), expression);
    default:
      return assertNever(expression);
  }
}

/** A word lies anywhere in the texts; one that ends in `*` begins one of them. */
function isIn({ folded, prefix }: Literal, texts: Iterable<string>): boolean {
  for (const text of texts) {
    const lower = text.toLowerCase();
    if (prefix ? lower.startsWith(folded) : lower.includes(folded)) return true;
  }
  return false;
}

const wordsOfRow = ({ sn, kind, table }: RowFacts): readonly string[] => [sn, kind, table];

/** Summaries and all fields; of heads the path alone, or `OK` and `close` would be in every exchange. */
function* wordsOfFrame({ frame }: FrameSubject): Iterable<string> {
  yield frame.request.summary;
  if (frame.response !== null) yield frame.response.summary;
  const heads = new Set([...headOf(frame.request.fields), ...headOf(frame.response?.fields)]);
  for (const field of allFields(frame)) {
    if (field.key === 'head' || (heads.has(field) && field.key !== 'path')) continue;
    yield field.text;
    if (field.raw !== field.text) yield field.raw;
  }
}
