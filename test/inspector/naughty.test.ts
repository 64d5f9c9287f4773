/** Hostile text in every field, looked at in every view of the built page in a real browser: it stays text. */

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { MARKUP, NAUGHTY, naughtyCapture, naughtyTalks } from '../kit/naughty.ts';
import { runToEnd, startProduct, temporaryFolder } from '../kit/product.ts';
import { dial, RawServer } from '../kit/sockets.ts';
import { stage } from './browser.ts';
import { list, until } from './walks/parts.ts';

const { visit } = stage();
const TABS = ['fields', 'headers', 'text', 'records', 'timing'] as const;
const TALKS = naughtyTalks().length / (NAUGHTY.length + 1);
const IMG = MARKUP[0];

interface Canary {
  ran: number;
  readonly broken: string[];
}

/** What would run tells of it, and so does the policy that forbids it. */
async function keepCanary(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const canary: Canary = { ran: 0, broken: [] };
    Object.assign(window, { canary, ran: () => canary.ran++ });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      canary.broken.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  page.on('dialog', (dialog) => {
    void page.evaluate('ran()');
    void dialog.dismiss();
  });
}

/** What the text came to beside text: scripts run, policies broken, elements made, layout torn. */
const made = (page: Page) =>
  page.evaluate(() => {
    const { ran, broken } = (window as unknown as { canary: Canary }).canary;
    const isMade = (each: Element) =>
      each.matches(
        '[data-naughty], script:not([src]), iframe, object, embed, img, base, [href^="javascript:" i]',
      ) || each.getAttributeNames().some((name) => name.startsWith('on'));
    // A table that scrolls in its own box tears nothing.
    const mayTear = (each: Element) => !/auto|scroll/.test(getComputedStyle(each).overflowX);
    const parts = [...document.querySelectorAll('main, main > *')].filter(mayTear);
    const widened = [document.documentElement, ...parts];
    return {
      ran,
      broken,
      elements: [...document.querySelectorAll('*')]
        .filter(isMade)
        .map((each) => each.outerHTML.slice(0, 200)),
      wide: widened
        .filter((each) => each.scrollWidth > each.clientWidth)
        .map((each) => `${each.className || each.localName} ${each.scrollWidth}`),
    };
  });
const NOTHING = { ran: 0, broken: [], elements: [], wide: [] };

/** The same at both widths; the hostile text is in sight meanwhile, if anything of the view holds it. */
async function isText(page: Page, shown = true): Promise<void> {
  if (shown) await until(() => page.locator('body').innerText()).toContain('ran()');
  for (const width of [800, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await made(page)).toEqual(NOTHING);
  }
}

const goTo = (page: Page, place: string) =>
  page.evaluate((hash) => (location.hash = hash), `#/${place}`);
const written = encodeURIComponent;

/** The product after each of the talks has gone over the wire, beside captures of hostile names. */
async function afterTalks() {
  let reply: Buffer = Buffer.alloc(0);
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    await line.send(reply);
    line.socket.end();
  });
  const product = await startProduct(['--upstream', `http://127.0.0.1:${server.port}`]);
  for (const talk of naughtyTalks()) {
    reply = talk.reply;
    const terminal = await dial(Number(product.listen.split(':')[1]));
    await terminal.send(talk.request);
    await terminal.ended;
    terminal.socket.destroy();
  }
  const folder = dirname(product.capture);
  const capture = naughtyCapture();
  const names = NAUGHTY.map((text) =>
    Buffer.from(text)
      .toString()
      .replace(/[/\\\0]/g, '')
      .slice(0, 60),
  );
  for (const name of ['hostile', ...names]) writeFileSync(join(folder, `${name}.jsonl`), capture);
  await keepCanary(await visit('about:blank', async () => {}));
  const page = await visit(`${product.inspector}#token=${product.token}`, async () => {
    await product.stop();
    await server.stop();
  });
  await list(page).waitFor();
  return { page, folder, names };
}

test('hostile text from the wire and from files stays text in every view', async () => {
  const { page, names } = await afterTalks();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

  // Each string once in the detail, each talk with markup once; every tab of them.
  const opened = new Set([
    ...NAUGHTY.map((_, at) => at * TALKS + (at % TALKS) + 1),
    ...Array.from({ length: TALKS }, (_, at) => at + 1),
    (NAUGHTY.length + 1) * TALKS,
  ]);
  for (const n of opened) {
    for (const tab of TABS) {
      await goTo(page, `traffic?n=${n}&tab=${tab}`);
      await page
        .getByRole('tab', { selected: true })
        .and(page.locator(`#tab-${tab}`))
        .waitFor();
      await page.locator('[data-detail]').getByText(`#${n}`, { exact: true }).waitFor();
      expect({ n, tab, ...(await made(page)) }).toEqual({ n, tab, ...NOTHING });
    }
  }
  await goTo(page, `traffic?n=3`);
  await isText(page);
  await page.getByRole('treeitem').filter({ hasText: 'ran()' }).first().click({ button: 'right' });
  await page.getByRole('menuitem').first().waitFor();
  await isText(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'curl command' }).click();
  await until(clipboard).toContain(`-H 'X-Naughty: ${IMG}'`);
  await goTo(page, 'traffic?n=3&tab=records');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  expect((await coming).suggestedFilename()).not.toMatch(/[<>"/\\:|?*\p{Cc}]/u);

  // Comments, filters and columns are the user's own, and may be pasted from anywhere.
  await page.keyboard.press('Shift+M');
  await page.getByRole('dialog').getByRole('textbox').fill(MARKUP.join('\n'));
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-detail]').getByText('ran()').first().waitFor();
  for (const text of [IMG, '__proto__', 'constructor', NAUGHTY.at(-1) ?? '']) {
    await goTo(page, `traffic?filter=${written(text)}&highlight=${written(text)}`);
    await until(() => page.getByRole('combobox', { name: 'Filter' }).inputValue()).toContain(
      text.slice(0, 5),
    );
    expect(await made(page)).toEqual(NOTHING);
  }
  await goTo(page, `traffic?filter=${written(IMG)}`);
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('dialog').getByLabel('Name of the filter').last().fill(IMG);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText(IMG).first().waitFor();
  await isText(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('ran()');
  await isText(page);
  await page.keyboard.press('Escape');

  await goTo(page, 'terminals');
  await page.locator('[data-terminal]').first().waitFor();
  // A name of Object's own is a terminal like any other.
  for (const name of ['__proto__', 'constructor', 'toString']) {
    await page.getByRole('button', { name: `More about ${name}`, exact: true }).click();
  }
  for (const text of MARKUP.slice(1, 4)) await page.getByRole('button', { name: `More about ${text.replace(/[\s&=#?]/g, '+')}` }).or(page.getByRole('button', { name: `More about ${text}` })).first().click(); // prettier-ignore
  await isText(page);

  await goTo(page, 'captures');
  await until(() => page.locator('[data-capture]').count()).toBe(names.length + 2);
  await isText(page);
  for (const act of ['Rename', 'Delete']) {
    await page.getByRole('button', { name: `${act} ${IMG}.jsonl` }).click();
    await page.getByRole('dialog').waitFor();
    await isText(page);
    await page.keyboard.press('Escape');
  }

  await goTo(page, 'commands');
  await page.getByRole('checkbox', { name: 'ran()' }).first().check();
  await page.getByLabel('Terminal', { exact: true }).selectOption('__proto__');
  await page.locator('[data-server-command]').first().waitFor();
  await isText(page);
  await page.getByRole('checkbox', { name: 'A line of my own' }).check();
  await page.getByRole('textbox', { name: 'A line of my own' }).fill(MARKUP.join(''));
  await isText(page);

  for (const place of [
    'statistics',
    'findings',
    'ledger',
    'replay',
    'ledger?books=terminals',
    'session?sn=__proto__',
    `session?sn=${written('<script data-naughty>ran()</script>')}`,
    `compare?n=3&with=${TALKS + 3}`,
    'traffic?capture=hostile.jsonl&n=5',
    'terminals?capture=hostile.jsonl',
    'statistics?capture=hostile.jsonl',
    'findings?capture=hostile.jsonl',
    'ledger?capture=hostile.jsonl',
    `ledger?capture=hostile.jsonl&card=${written(IMG)}`,
    `traffic?capture=${written(`${IMG}.jsonl`)}`,
    `differences?recorded=hostile.jsonl&observed=${written(`${IMG}.jsonl`)}`,
    `reference?find=${written(IMG)}`,
  ]) {
    await goTo(page, place);
    await until(() => page.evaluate(() => location.hash)).toContain(place.split('?')[0]);
    await isText(page, !/^(reference|replay|session\?sn=__proto__|ledger\?books)/.test(place));
  }
});

test('a report about it, opened as a file, runs nothing', async () => {
  const folder = temporaryFolder();
  const capture = join(folder, `${IMG}.jsonl`);
  const other = join(folder, 'other.jsonl');
  writeFileSync(capture, naughtyCapture());
  writeFileSync(other, naughtyCapture().replaceAll('850', '<script data-naughty>ran()</script>'));
  const [lint, diff] = [join(folder, 'lint.html'), join(folder, 'diff.html')];
  await runToEnd(['lint', '--html', lint, capture]);
  await runToEnd(['diff', '--html', diff, capture, other]);
  for (const path of [lint, diff]) {
    const page = await visit('about:blank', async () => {});
    await keepCanary(page);
    await visit(`file://${path}`, async () => {});
    await until(() => page.locator('body').innerText()).toContain('ran()');
    expect(
      readFileSync(path, 'utf8')
        .replace(/[\t\n\r]/g, '')
        .search(/\p{Cc}/u),
    ).toBe(-1);
    expect({ ...(await made(page)), wide: [] }).toEqual(NOTHING);
  }
});
