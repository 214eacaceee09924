import type { Page } from 'playwright-core';
import { z } from 'zod';

export const statusBarFrames = z.array(z.object({ name: z.string(), isSpinning: z.boolean() }));
export type StatusBarFrame = z.infer<typeof statusBarFrames>[number];

/** Runs in the page: keeps every look that the item of that name has had, however short. */
const RECORD = `(prefix) => {
  const seen = [];
  const look = () => {
    const item = [...document.querySelectorAll('.statusbar .statusbar-item')].find((one) => (one.getAttribute('aria-label') ?? '').startsWith(prefix));
    if (item === undefined) return;
    const frame = { name: item.getAttribute('aria-label'), isSpinning: item.querySelector('.codicon-modifier-spin') !== null };
    const last = seen.at(-1);
    if (last === undefined || last.name !== frame.name || last.isSpinning !== frame.isSpinning) seen.push(frame);
  };
  look();
  new MutationObserver(look).observe(document.querySelector('.statusbar'), { subtree: true, childList: true, attributes: true, characterData: true });
  globalThis.recordedStatusBar = seen;
}`;

/** Starts to keep what the status bar item, whose accessible name starts with `prefix`, shows. */
export async function recordStatusBar(page: Page, prefix: string): Promise<() => Promise<StatusBarFrame[]>> {
  await page.evaluate(`(${RECORD})(${JSON.stringify(prefix)})`);
  return async () => statusBarFrames.parse(await page.evaluate('globalThis.recordedStatusBar'));
}
