import { chromium, type BrowserContext } from 'playwright-core';
import { findChromium } from './findChromium';
import type { OpenThings } from './openThings';

const CHROMIUM_ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** One browser context is one user: its tabs are windows of the same VS Code. */
export async function openBrowser(open: OpenThings): Promise<BrowserContext> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGUMENTS, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  open.add(() => browser.close());
  return browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
}
