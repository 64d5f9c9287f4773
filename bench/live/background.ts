/**
 * A page that believes itself in a tab that nobody looks at. A Chromium without a screen shows all its
 * pages, so the page is told: it is hidden, and no frame comes until it is seen again.
 */

import type { Page } from 'playwright-core';

interface Stage {
  hide(): void;
  show(): void;
}

/** Before the page is opened. */
export async function makeHideable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const draw = globalThis.requestAnimationFrame.bind(globalThis);
    const waiting: FrameRequestCallback[] = [];
    let isHidden = false;
    globalThis.requestAnimationFrame = (callback) =>
      isHidden ? -waiting.push(callback) : draw(callback);
    Object.defineProperty(document, 'hidden', { get: () => isHidden });
    Object.defineProperty(document, 'visibilityState', {
      get: () => (isHidden ? 'hidden' : 'visible'),
    });
    const turn = (hidden: boolean) => {
      isHidden = hidden;
      document.dispatchEvent(new Event('visibilitychange'));
      if (!hidden) for (const callback of waiting.splice(0)) draw(callback);
    };
    Object.assign(globalThis, { stage: { hide: () => turn(true), show: () => turn(false) } });
  });
}

export const hide = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { stage: Stage }).stage.hide());

export const show = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { stage: Stage }).stage.show());
