/**
 * A site that speaks at a steady rate, as a process of its own. Arguments: port, requests a second,
 * seconds. Prints how many were answered, and how many were not.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { bytesOf, mixed } from '../messages.ts';
import { converse } from '../raw-socket.ts';

const CONNECTIONS = 32;
const STEP_MS = 5;

const [port = 0, perSecond = 0, seconds = 0] = process.argv.slice(2).map(Number);
const requests = mixed.map((message) => bytesOf(message, 'keep-alive'));
const idle = Array.from({ length: CONNECTIONS }, () => converse(port));
const started = performance.now();
let sent = 0;
let answered = 0;
let failed = 0;

function send(): void {
  const conversation = idle.pop();
  if (conversation === undefined) return;
  const request = requests[sent++ % requests.length] as Buffer;
  conversation.ask(request).then(
    () => {
      answered++;
      idle.push(conversation);
    },
    () => {
      failed++;
      conversation.close();
      idle.push(converse(port));
    },
  );
}

while (performance.now() - started < seconds * 1000) {
  const due = Math.round(((performance.now() - started) * perSecond) / 1000);
  while (sent < due && idle.length > 0) send();
  await delay(STEP_MS);
}
while (idle.length < CONNECTIONS) await delay(STEP_MS);
process.stdout.write(`${JSON.stringify({ answered, failed })}\n`);
process.exit();
