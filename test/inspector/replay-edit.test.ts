/** One chosen exchange from the built page: edited, under another serial, confirmed to the server in use; and a long replay watched and cancelled. */

import { describe, expect, test } from 'vitest';
import type { ReplayJob } from '../../shared/link/replay.ts';
import { startProduct } from '../kit/product.ts';
import { dial, RawServer } from '../kit/sockets.ts';
import { stage } from './browser.ts';
import { row, rows, until } from './walks/parts.ts';
import { serious } from './walks/serious.ts';

const { visit } = stage();

const SERIAL = '5158181900025';
type Jobs = { readonly items: readonly ReplayJob[] };

/** Answers OK, once it is let go; keeps what it heard. */
async function server(mayAnswer: () => Promise<void> = async () => {}) {
  const heard: string[] = [];
  const raw = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    const length = Number(/Content-Length: (\d+)/.exec(line.text)?.[1] ?? 0);
    await line.until(line.text.indexOf('\r\n\r\n') + 4 + length);
    heard.push(line.text);
    await mayAnswer();
    await line.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK');
    line.socket.end();
  });
  return { heard, target: `http://127.0.0.1:${raw.port}`, stop: () => raw.stop() };
}

const sale = (number: number) => {
  const body = `10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t${number}\t0\n`;
  return `POST /iclock/cpos?SN=${SERIAL}&table=BUYLOG&Stamp=2018-11-02T12:01:07&StampId=${number} HTTP/1.1\r\nHost: canteen\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};

async function say(listen: string, request: string): Promise<void> {
  const line = await dial(Number(listen.split(':').at(-1)));
  await line.send(request);
  await line.ended;
  line.socket.destroy();
}

describe('a chosen exchange', () => {
  test('is edited, refused where it does not parse, sent under another serial, and booked again only after a yes', async () => {
    const inUse = await server();
    const other = await server();
    const product = await startProduct(['--upstream', inUse.target]);
    for (let number = 1; number <= 3; number++) await say(product.listen, sale(number));
    const page = await visit(`${product.inspector}#token=${product.token}`, async () => {
      await product.stop();
      await Promise.all([inUse.stop(), other.stop()]);
    });
    const jobs = async () => (await product.api<Jobs>('/api/replay')).items;

    // What is open in the list is what is chosen.
    await row(page, 2).click();
    await page.getByRole('toolbar').getByRole('button', { name: 'Replay' }).click();
    const form = page.getByRole('form', { name: 'Replay exchanges' });
    const numbers = form.getByRole('textbox', { name: 'Exchanges' });
    expect(await numbers.inputValue()).toBe('2');
    await form.getByRole('textbox', { name: 'Target server' }).fill(other.target);
    await form.getByRole('button', { name: 'Edit request 2' }).click();
    const text = form.getByRole('textbox', { name: 'Request 2 as it will be sent' });
    const recorded = await text.inputValue();
    expect(recorded).toContain('\t850\t');

    // What does not parse is told with its place, and goes nowhere.
    await text.fill(recorded.replace('\t850\t', '\t8x0\t'));
    const check = form.getByRole('button', { name: 'What would be sent?' });
    await check.click();
    await page.getByText('Edited exchange 2: PosMoney in line 6 cannot be read: "8x0".').waitFor();
    await until(() => text.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(recorded.indexOf('\t850\t') + 1); // prettier-ignore
    expect(await text.getAttribute('aria-invalid')).toBe('true');
    expect(await serious(page)).toEqual([]);
    expect(other.heard).toEqual([]);

    const serials = form.getByRole('textbox', { name: 'Other serial numbers' });
    await serials.fill('5158');
    await form.getByText('Write RECORDED=SENT').waitFor();
    expect(await check.isDisabled()).toBe(true);
    await serials.fill(`${SERIAL}=9876543210001`);
    await text.fill(recorded.replace('\t850\t', '\t4200\t'));
    await check.click();
    const figures = form.getByRole('region', { name: 'What would be sent' });
    expect(await figures.innerText()).toMatch(/Records\n1\n+Money\n42\.00/);
    await form.getByRole('button', { name: 'Start replay' }).click();
    await page.locator('[data-state="done"]').waitFor();
    expect(other.heard).toHaveLength(1);
    expect(other.heard[0]).toMatch(/^POST \/iclock\/cpos\?SN=9876543210001&/);
    expect(other.heard[0]).toContain('\t4200\t');

    // To the server in use: named, confirmed, and only then.
    await form.getByRole('button', { name: 'Send 2 as recorded' }).click();
    await serials.fill('');
    await form.getByRole('textbox', { name: 'Target server' }).fill(product.upstream);
    await numbers.fill('2-3');
    await check.click();
    await form.getByText('This target is a server in use').waitFor();
    expect(inUse.heard).toHaveLength(3);
    const yes = form.getByRole('checkbox', { name: /^Yes, send 2 records \(17\.00\) and 0 card requests of 5158181900025/ }); // prettier-ignore
    await yes.check();
    expect(await serious(page)).toEqual([]);
    await form.getByRole('button', { name: 'Start replay' }).click();
    await page.getByText('2 of 2 sent, 0 different').waitFor();
    expect(inUse.heard).toHaveLength(5);
    expect((await jobs()).map(({ state, figures: { liveServer } }) => [state, liveServer])).toEqual([['done', false], ['done', true]]); // prettier-ignore

    await page.setViewportSize({ width: 800, height: 700 });
    await form.getByRole('button', { name: 'Edit request 3' }).click();
    await form.getByRole('textbox', { name: 'Request 3 as it will be sent' }).waitFor();
    const widest = () => page.evaluate(() => document.querySelector('.replay')?.scrollWidth ?? 0);
    expect(await widest()).toBeLessThanOrEqual(800);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('textbox', { name: '将要发送的请求 3' }).waitFor();
    expect(await serious(page)).toEqual([]);
    expect(await widest()).toBeLessThanOrEqual(800);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'English' }).click();
  });
});

test('a long replay is told by the socket as it goes on, and ends where it is cancelled', async () => {
  let isHeld = false;
  let letGo: () => void = () => {};
  const inUse = await server();
  const slow = await server(async () => {
    if (isHeld) await new Promise<void>((done) => (letGo = done));
  });
  const product = await startProduct(['--upstream', inUse.target]);
  for (let number = 1; number <= 12; number++) await say(product.listen, sale(number));
  const page = await visit(`${product.inspector}#token=${product.token}`, async () => {
    letGo();
    await product.stop();
    await Promise.all([inUse.stop(), slow.stop()]);
  });
  await rows(page).first().waitFor();
  await page.keyboard.press('7');
  const form = page.getByRole('form', { name: 'Replay exchanges' });
  await form.getByRole('textbox', { name: 'Target server' }).fill(slow.target);
  await form.getByRole('button', { name: 'What would be sent?' }).click();
  let looks = 0;
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().includes('/api/replay')) looks++;
  });
  isHeld = true;
  await form.getByRole('button', { name: 'Start replay' }).click();
  for (let done = 1; done <= 5; done++) {
    await until(() => Promise.resolve(slow.heard.length)).toBe(done);
    if (done === 5) break;
    letGo();
    await page.getByText(`${done} of 12 sent`).waitFor();
    expect(await page.locator('[data-replayed]').count()).toBe(done);
  }
  // The list was asked for when the job was chosen; the rest was told.
  expect(looks).toBeLessThanOrEqual(3);
  await page.getByRole('button', { name: 'Cancel replay' }).click();
  await page.locator('[data-state="cancelled"]').waitFor();
  letGo();
  expect(slow.heard).toHaveLength(5);
  expect(await page.locator('[data-replayed]').count()).toBe(4);
});
