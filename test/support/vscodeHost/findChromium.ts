import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { programOnPath } from './programOnPath';
import { installSystemPackages } from './systemPackages';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const MAC_APPS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** A Chromium that Playwright can drive: `RECOLLECT_CHROMIUM`, one of this machine, or the Debian package. */
export async function findChromium(): Promise<string> {
  const found = installed();
  if (found !== undefined) return found;
  await installSystemPackages(['chromium', 'fonts-dejavu-core'], 'to open windows of VS Code; or set RECOLLECT_CHROMIUM to a Chromium or Chrome');
  const added = installed();
  if (added === undefined) throw new Error('The package chromium is installed, but no chromium is on PATH. Set RECOLLECT_CHROMIUM to the program.');
  return added;
}

function installed(): string | undefined {
  const chosen = process.env['RECOLLECT_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const onPath = NAMES.map(programOnPath).find((path) => path !== undefined);
  return onPath ?? [...MAC_APPS, chromium.executablePath()].find((path) => path !== '' && existsSync(path));
}
