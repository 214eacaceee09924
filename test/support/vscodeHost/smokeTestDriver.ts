import type { Page } from 'playwright-core';

/** What the workbench prints in every run and that says nothing about the extension. */
const NOISE = /open-vsx\.org|vsda|authentication provider 'github'|Failed to load resource|punycode|ExperimentalWarning/;

/** Offers the page what the workbench's smoke test driver calls: its console goes out here, and the suite's end. */
export async function listenToSuite(page: Page, onExit: (code: number) => void): Promise<void> {
  const shownTypes = process.env['RECOLLECT_TEST_VERBOSE'] === '1' ? ['error', 'warn', 'log', 'info', 'debug'] : ['error'];
  await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
    const line = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ');
    if (shownTypes.includes(type) && !NOISE.test(line)) console.log(`    [${type}] ${line}`);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => onExit(code));
}
