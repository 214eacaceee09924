import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser } from '../../test/support/vscodeHost/browser';
import type { OpenThings } from '../../test/support/vscodeHost/openThings';
import { REPOSITORY } from '../../test/support/vscodeHost/repository';
import { WorkbenchWindow } from '../../test/support/vscodeHost/workbenchWindow';

const FOLDER = join(REPOSITORY, 'out', 'demo');

/** So that titles can be read in the tree. */
const SIDE_BAR_PX = 220;

/** Stands in for the person: opens the window and, at the end, looks into the view. */
export class HeadlessView {
  private constructor(private readonly window: WorkbenchWindow) {}

  static async open(url: string, open: OpenThings): Promise<HeadlessView> {
    return new HeadlessView(await WorkbenchWindow.open(await openBrowser(open), url));
  }

  /** Clicks the status bar item, opens an observation, and takes a picture of both; gives its path. */
  async look(project: string): Promise<string> {
    await this.window.statusBarItem(/^Recollect/).click();
    await this.window.treeItem(project).first().waitFor();
    await this.window.widenSideBar(SIDE_BAR_PX);
    const observation = this.window.treeItem(/, (?:bugfix|feature|change|refactor|decision|discovery), /).first();
    await observation.waitFor();
    await observation.click();
    await this.window.waitForDocument(/^Memory /);
    await this.window.restPointer();
    await mkdir(FOLDER, { recursive: true });
    const path = join(FOLDER, 'memories.png');
    await this.window.page.screenshot({ path });
    return path;
  }
}
