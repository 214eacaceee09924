import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageScreenshotOptions } from 'playwright-core';
import { REPOSITORY } from './repository';
import type { WorkbenchWindow } from './workbenchWindow';

/** Pictures of the README are renewed on purpose only: RECOLLECT_SCREENSHOTS=1. */
const FOLDER = process.env['RECOLLECT_SCREENSHOTS'] === '1' ? join(REPOSITORY, 'media', 'screenshots') : join(REPOSITORY, 'out', 'screenshots');

export async function takeScreenshot(window: WorkbenchWindow, name: string, clip?: PageScreenshotOptions['clip']): Promise<void> {
  const folder = name === 'failed' ? join(REPOSITORY, 'out', 'screenshots') : FOLDER;
  await mkdir(folder, { recursive: true });
  await window.page.screenshot({ path: join(folder, `${name}.png`), ...(clip && { clip }) });
}
