import { describe, expect, test } from 'vitest';
import { nodeAt, opensByItself, visibleNodes } from '../../../inspector/src/detail/nodes.ts';
import { hold, textOf, UPLOAD } from './exchange.ts';

describe('the field tree', () => {
  const { nodes, blocks } = hold(UPLOAD);
  const named = (wire: string) => {
    const node = nodes.find(({ field }) => field?.wire === wire);
    if (node === undefined) throw new Error(`no ${wire}`);
    return node;
  };
  const bytesOf = (wire: string) => {
    const { place } = named(wire);
    const block = blocks.find(({ side, part }) => side === place?.side && part === place.part);
    return block === undefined || place === null ? null : textOf(block, place.from, place.to);
  };

  test.each([
    ['SN', '5158181900025'],
    ['Stamp', '2018-11-02T12:01:07'],
    ['PosMoney', '850'],
    ['RecNo', '37'],
    ['Host', '192.168.1.201:8088'],
  ])('%s knows its bytes', (wire, text) => expect(bytesOf(wire)).toBe(text));

  test('begins with request and reply, each knowing its place among its siblings', () => {
    expect(nodes.filter(({ level }) => level === 1).map(({ id, order }) => [id, order])).toEqual([
      ['request', 1],
      ['response', 2],
    ]);
    expect(named('PosMoney')).toMatchObject({ level: 3, order: 4, siblings: 11 });
  });

  test('heads are folded until somebody opens them', () => {
    const visible = visibleNodes(nodes, (node) => opensByItself(node, nodes.length));
    expect(visible.some(({ field }) => field?.wire === 'PosMoney')).toBe(true);
    expect(visible.some(({ field }) => field?.wire === 'Host')).toBe(false);
  });

  test('a run of bytes finds the field that has exactly these', () => {
    expect(nodeAt(nodes, named('PosMoney').place)).toBe(named('PosMoney'));
    expect(nodeAt(nodes, { side: 'request', part: 'body', from: 3, to: 4 })).toBeNull();
    expect(nodeAt(nodes, null)).toBeNull();
  });

  test('the worst finding marks its field', () => {
    expect(named('PosMoney').severity).toBe('error');
    expect(named('SN').severity).toBeNull();
  });
});
