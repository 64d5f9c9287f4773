/** Replays from the built page: what the terminals said, sent to another server, compared, held and cancelled. */

import { describe, expect, test } from 'vitest';
import type { ReplayJob } from '../../shared/link/replay.ts';
import { startProduct } from '../kit/product.ts';
import { RawServer } from '../kit/sockets.ts';
import { stage } from './browser.ts';
import { rows, until } from './walks/parts.ts';
import { serious } from './walks/serious.ts';

const { visit } = stage();

type Jobs = { readonly items: readonly ReplayJob[] };

/** Answers NO to everything, or nothing at all while it is silent; tells how many asked. */
async function otherServer() {
  let [asked, silent] = [0, false];
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    asked++;
    if (silent) return;
    await line.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nNO');
    line.socket.end();
  });
  return {
    target: `http://127.0.0.1:${server.port}`,
    asked: () => asked,
    beSilent: () => (silent = true),
    stop: () => server.stop(),
  };
}

describe('replay', () => {
  test('sends what the filter finds, shows what differs, asks before money goes to the server in use, is cancelled', async () => {
    const product = await startProduct();
    const other = await otherServer();
    const page = await visit(`${product.inspector}#token=${product.token}`, async () => {
      await product.stop();
      await other.stop();
    });
    await rows(page).filter({ hasText: 'BUYLOG' }).first().waitFor();
    const jobs = async () => (await product.api<Jobs>('/api/replay')).items;

    // The traffic's filter goes along.
    await page.evaluate(() => (location.hash = '#/traffic?filter=kind%3Aupload+table%3ABUYLOG'));
    await page.getByRole('toolbar').getByRole('button', { name: 'Replay' }).click();
    const form = page.getByRole('form', { name: 'Replay exchanges' });
    const filter = form.getByRole('textbox', { name: 'Filter' });
    expect(await filter.inputValue()).toBe('kind:upload table:BUYLOG');
    const target = form.getByRole('textbox', { name: 'Target server' });
    const check = form.getByRole('button', { name: 'What would be sent?' });
    const start = form.getByRole('button', { name: 'Start replay' });

    // The server behind the terminals: only with a yes to the figures.
    await target.fill(product.upstream);
    await check.click();
    await form.getByText('This target is a server in use').waitFor();
    expect(await start.isDisabled()).toBe(true);
    await form.getByRole('checkbox', { name: /^Yes, send \d/ }).check();
    expect(await start.isEnabled()).toBe(true);

    // Another target has other figures: the yes is gone.
    await target.fill(other.target);
    expect(await start.count()).toBe(0);
    expect(other.asked()).toBe(0);
    await target.press('Enter');
    const figures = form.getByRole('region', { name: 'What would be sent' });
    await figures.waitFor();
    expect(await figures.innerText()).toMatch(/Records\n[1-9]/);
    expect(other.asked()).toBe(0);
    await start.click();
    const different = page.locator('[data-replayed="different"]');
    await different.first().waitFor();
    await page.locator('[data-state="done"]').waitFor();
    const [job] = await jobs();
    expect(other.asked()).toBe(job?.figures.requests);
    await until(() => different.count()).toBe(job?.different);
    await different
      .first()
      .getByRole('button', { name: /^Differing fields/ })
      .click();
    const fields = page.getByRole('table', { name: /^Differing fields of exchange/ });
    await fields.getByRole('cell', { name: 'refused', exact: true }).first().waitFor();
    expect(await serious(page)).toEqual([]);

    // A server that never answers: held, and cancelled.
    other.beSilent();
    await page.keyboard.press('1');
    await page.evaluate(() => (location.hash = '#/traffic'));
    await page.keyboard.press('7');
    await target.fill(other.target);
    await check.click();
    await start.click();
    await page.locator('[data-state="running"]').waitFor();
    await page.getByRole('button', { name: 'Pause replay' }).click();
    await page.locator('[data-state="paused"]').waitFor();
    await page.getByRole('button', { name: 'Resume replay' }).click();
    await page.locator('[data-state="running"]').waitFor();
    await page.getByRole('button', { name: 'Cancel replay' }).click();
    await page.locator('[data-state="cancelled"]').waitFor();
    expect((await jobs()).at(-1)?.state).toBe('cancelled');

    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('form', { name: '重放交互' }).waitFor();
    expect(await serious(page)).toEqual([]);
  });

  test('says why nothing can be replayed with --read-only', async () => {
    const product = await startProduct(['--read-only']);
    const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
    await rows(page).first().waitFor();
    await page.keyboard.press('7');
    await page
      .getByText('pushscope was started with --read-only: nothing can be replayed')
      .waitFor();
    expect(await page.getByRole('button', { name: 'What would be sent?' }).isDisabled()).toBe(true);
    expect(await page.getByRole('textbox', { name: 'Target server' }).isDisabled()).toBe(true);
  });
});
