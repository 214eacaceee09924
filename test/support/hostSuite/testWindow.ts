import { z } from 'zod';
import { askRunner } from './askRunner';

const frames = z.array(z.object({ name: z.string(), isSpinning: z.boolean() }));
const names = z.array(z.string());

/** A window of VS Code, seen and used from outside: what a person reads and clicks there. */
export class TestWindow {
  /** The window that the tests run in. */
  static readonly own = new TestWindow(0);

  private constructor(private readonly window: number) {}

  /** Opens one more window of the same user, with the extension in it. Close it in the same test. */
  static async open(folder?: string): Promise<TestWindow> {
    return new TestWindow(z.number().parse(await askRunner('openWindow', { folder })));
  }

  /** Accessible names of all status bar items. */
  async statusBar(): Promise<string[]> {
    return names.parse(await askRunner('statusBar', { window: this.window }));
  }

  /** From now on, keeps every look of the status bar item whose accessible name starts with `name`, however short. */
  async recordStatusBar(name: string): Promise<void> {
    await askRunner('recordStatusBar', { window: this.window, name });
  }

  async recordedStatusBar(): Promise<z.infer<typeof frames>> {
    return frames.parse(await askRunner('recordedStatusBar', { window: this.window }));
  }

  /** Accessible names of all rows of the views that are shown. */
  async tree(): Promise<string[]> {
    return names.parse(await askRunner('tree', { window: this.window }));
  }

  /** Opens the children of the first row whose accessible name contains `name`. */
  async expand(name: string): Promise<void> {
    await askRunner('expand', { window: this.window, name });
  }

  /** Chooses a command in the palette. */
  async runCommand(title: string): Promise<void> {
    await askRunner('runCommand', { window: this.window, title });
  }

  /** Chooses an entry of the quick pick that a command shows. */
  async choose(name: string): Promise<void> {
    await askRunner('choose', { window: this.window, name });
  }

  /** Types into the quick pick that a command shows, and leaves it open. */
  async type(text: string): Promise<void> {
    await askRunner('type', { window: this.window, text });
  }

  /** Accessible names of the entries of the quick pick that is open. */
  async choices(): Promise<string[]> {
    return names.parse(await askRunner('choices', { window: this.window }));
  }

  /** Presses a key, such as `ArrowDown`. */
  async press(name: string): Promise<void> {
    await askRunner('press', { window: this.window, name });
  }

  /** Answers the input box that a command shows. */
  async enter(text: string): Promise<void> {
    await askRunner('enter', { window: this.window, text });
  }

  /** Clicks the status bar item whose accessible name contains `name`. */
  async clickStatusBar(name: string): Promise<void> {
    await askRunner('clickStatusBar', { window: this.window, name });
  }

  /** Closes the window; its extension host ends within a second. */
  async close(): Promise<void> {
    await askRunner('closeWindow', { window: this.window });
  }
}
