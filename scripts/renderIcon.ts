// Draws media/icon.png, the Marketplace's icon, from scripts/icon.svg: npm run icon
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser } from '../test/support/vscodeHost/browser';
import { withOpenThings } from '../test/support/vscodeHost/openThings';
import { REPOSITORY } from '../test/support/vscodeHost/repository';
import { runMain } from './runMain';

const SIZE_PX = 256;

runMain(async () => {
  const svg = await readFile(join(REPOSITORY, 'scripts', 'icon.svg'), 'utf8');
  await withOpenThings(async (open) => {
    const page = await (await openBrowser(open)).newPage();
    await page.setViewportSize({ width: SIZE_PX, height: SIZE_PX });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
    await page.screenshot({ path: join(REPOSITORY, 'media', 'icon.png'), omitBackground: true });
  });
  return 0;
});
