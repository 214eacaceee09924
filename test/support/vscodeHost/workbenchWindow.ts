import type { BrowserContext, Locator, Page } from 'playwright-core';

/** The part of a DOM element that is read here; the DOM's own types are not those of this program. */
interface Labelled {
  getAttribute(name: 'aria-label'): string | null;
}

const LOAD_TIMEOUT_MS = 60_000;
const PALETTE_TIMEOUT_MS = 4_000;
const PALETTE_ATTEMPTS = 5;

/** A window of VS Code as a person sees it: found by accessible names, not by styles. */
export class WorkbenchWindow {
  constructor(readonly page: Page) {}

  /** @param beforeLoad prepares the tab before the workbench runs in it */
  static async open(context: BrowserContext, url: string, beforeLoad?: (window: WorkbenchWindow) => Promise<void>): Promise<WorkbenchWindow> {
    const window = new WorkbenchWindow(await context.newPage());
    await beforeLoad?.(window);
    await window.page.goto(url, { timeout: LOAD_TIMEOUT_MS });
    await window.page.locator('.monaco-workbench .statusbar').waitFor({ timeout: LOAD_TIMEOUT_MS });
    return window;
  }

  statusBarItem(name: string | RegExp): Locator {
    return this.page.locator('.statusbar').getByRole('button', { name });
  }

  /** The accessible names of all status bar items, left to right. */
  async statusBarNames(): Promise<string[]> {
    return this.names('.statusbar .statusbar-item');
  }

  activity(name: string): Locator {
    return this.page.locator('.activitybar').getByRole('tab', { name });
  }

  treeItem(name: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  /** Opens a tree row's children, unless they are open. */
  async expand(name: string | RegExp): Promise<void> {
    const row = this.treeItem(name).first();
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== 'false') return;
    await row.locator('.monaco-tl-twistie').click();
  }

  /** Drags the border of the side bar, so that labels can be read. */
  async widenSideBar(byPx: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('the side bar is hidden');
    const border = { x: box.x + box.width, y: box.y + box.height / 2 };
    await this.page.mouse.move(border.x, border.y);
    await this.page.mouse.down();
    await this.page.mouse.move(border.x + byPx, border.y, { steps: 5 });
    await this.page.mouse.up();
    await this.page.mouse.move(border.x + 2 * byPx, border.y);
  }

  /** Waits until a rendered document, a webview, shows the text. */
  async waitForDocument(text: string | RegExp): Promise<void> {
    await this.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame').getByText(text).first().waitFor();
  }

  /** The accessible names of all tree rows that are drawn, top to bottom. */
  async treeNames(): Promise<string[]> {
    return this.names('.pane-body .monaco-list-row');
  }

  /** Chooses the command of exactly this title in the palette. */
  async runCommand(title: string): Promise<void> {
    const option = this.page.locator('.quick-input-list').getByRole('option', { name: title }).first();
    // A palette holds the commands of the moment it opened: one whose condition came true since is in the next.
    for (let attempt = 1; ; attempt++) {
      try {
        await this.page.keyboard.press('F1');
        await this.page.locator('.quick-input-widget input[type=text]').first().fill(`>${title}`, { timeout: PALETTE_TIMEOUT_MS });
        await option.click({ timeout: PALETTE_TIMEOUT_MS });
        return;
      } catch (error) {
        if (attempt === PALETTE_ATTEMPTS) throw new Error(`the palette has no command ${title}`, { cause: error });
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Chooses an entry of the quick pick that is open, or about to open; where many can be chosen, that checks it. */
  async choose(name: string): Promise<void> {
    const list = this.page.locator('.quick-input-list');
    await list.getByRole('option', { name }).or(list.getByRole('checkbox', { name })).first().click();
  }

  /** Types into the quick pick that is open, or about to open, and leaves it open. */
  async type(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget .quick-input-box input').first().fill(text);
  }

  /** The accessible names of the entries of the quick pick that is open. */
  async choices(): Promise<string[]> {
    return this.names('.quick-input-list .monaco-list-row');
  }

  /** An entry of the quick pick that is open, or about to open. */
  choice(name: string | RegExp): Locator {
    return this.page.locator('.quick-input-list').getByRole('option', { name });
  }

  /** Moves the pointer to where nothing reacts to it: no tooltip covers anything. */
  async restPointer(): Promise<void> {
    await this.page.mouse.move(this.page.viewportSize()?.width ?? 0, 0);
    await this.page.locator('.workbench-hover-container').waitFor({ state: 'hidden' });
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.press('ControlOrMeta+P');
    await this.type(name);
    await this.choice(new RegExp(`^${name.replaceAll('.', '\\.')}`)).first().click();
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Answers the input box that is open, or about to open. */
  async enter(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget .quick-input-box input').first();
    await input.fill(text);
    await input.press('Enter');
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  private async names(selector: string): Promise<string[]> {
    const names = await this.page.locator(selector).evaluateAll((elements: Labelled[]) => elements.map((element) => element.getAttribute('aria-label')));
    return names.filter((name) => name !== null && name !== '').map(String);
  }
}
