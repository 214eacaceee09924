import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, PageScreenshotOptions } from 'playwright-core';
import { REPOSITORY } from './repository';
import type { WorkbenchWindow } from './workbenchWindow';

/** Pictures of the README are renewed on purpose only: RECOLLECT_SCREENSHOTS=1. */
const IS_RENEWING = process.env['RECOLLECT_SCREENSHOTS'] === '1';
const FOLDER = IS_RENEWING ? join(REPOSITORY, 'media', 'screenshots') : join(REPOSITORY, 'out', 'screenshots');

const FAILURES = join(REPOSITORY, 'out', 'screenshots');

type Clip = PageScreenshotOptions['clip'];

export async function takeScreenshot(window: WorkbenchWindow, name: string, clip?: Clip): Promise<void> {
  await save(await picture(window, clip), name === 'failed' ? FAILURES : FOLDER, name);
}

/** Takes pictures until one was taken while `subject`, which comes and goes, was in sight: for the README, not in each run. */
export async function takeScreenshotOf(subject: Locator, window: WorkbenchWindow, name: string, clip?: Clip): Promise<void> {
  if (!IS_RENEWING) return;
  for (;;) {
    await subject.waitFor();
    const taken = await picture(window, clip);
    if (await subject.isVisible()) return save(taken, FOLDER, name);
  }
}

async function picture(window: WorkbenchWindow, clip: Clip): Promise<Buffer> {
  return window.page.screenshot(clip && { clip });
}

async function save(taken: Buffer, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.png`), taken);
}
