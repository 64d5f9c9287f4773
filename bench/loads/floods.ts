/** Full load from 16 connections: polls on kept connections, a connection for each poll, uploads of 8 KB. */

import type { FloodOrder } from '../flood.ts';
import { polls, uploads } from '../messages.ts';
import { inTurn, type Load } from './load.ts';

const CONNECTIONS = 16;

const flooding = (
  key: string,
  title: string,
  order: Pick<FloodOrder, 'messages' | 'connection'>,
): Load => ({
  key,
  title,
  unit: 'requests/s',
  digits: 0,
  warmsUp: true,
  measure: (targets, tools) =>
    inTurn(targets, tools, async (target) => {
      const { port } = target;
      const { seconds } = tools;
      const before = tools.processorTime(target);
      const outcome = await tools.flood({ ...order, port, seconds, connections: CONNECTIONS });
      if (outcome.failed > 0) tools.failed(target, outcome.failed);
      // What is done later is done for these requests, too.
      await tools.rest(target);
      const after = tools.processorTime(target);
      if (before !== null && after !== null && outcome.answered > 0) {
        tools.cost(key, target, {
          mainMs: (after.mainMs - before.mainMs) / outcome.answered,
          allMs: (after.allMs - before.allMs) / outcome.answered,
        });
      }
      return outcome.perSecond;
    }),
});

export const keepAlivePolls = flooding('keepAlive', 'keep-alive polls', {
  messages: polls,
  connection: 'keep-alive',
});

export const connectionEach = flooding('connectionEach', 'a connection each', {
  messages: polls,
  connection: 'close',
});

export const uploadFlood = flooding('uploads', '8 KB uploads', {
  messages: uploads,
  connection: 'keep-alive',
});
