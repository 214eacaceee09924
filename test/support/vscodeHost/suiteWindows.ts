import { z } from 'zod';
import { recordStatusBar, type StatusBarFrame } from './statusBarRecorder';
import type { WorkbenchWindow } from './workbenchWindow';

const opening = z.object({ folder: z.string().optional() });
const addressed = z.object({ window: z.number() });
const command = addressed.extend({ title: z.string() });
const entering = addressed.extend({ text: z.string() });
const named = addressed.extend({ name: z.string() });

/** The windows of a run by number, as its suite asks for them; 0 is the one that the suite runs in. */
export class SuiteWindows {
  private readonly windows = new Map<number, WorkbenchWindow>();
  private readonly recordings = new Map<number, () => Promise<StatusBarFrame[]>>();
  private nextNumber = 0;

  constructor(private readonly open: (folder: string | undefined) => Promise<WorkbenchWindow>) {}

  add(window: WorkbenchWindow): number {
    const number = this.nextNumber++;
    this.windows.set(number, window);
    return number;
  }

  async answer(action: string, body: unknown): Promise<unknown> {
    switch (action) {
      case 'openWindow':
        return this.add(await this.open(opening.parse(body).folder));
      case 'closeWindow':
        return this.close(addressed.parse(body).window);
      case 'statusBar':
        return this.get(addressed.parse(body).window).statusBarNames();
      case 'tree':
        return this.get(addressed.parse(body).window).treeNames();
      case 'recordStatusBar': {
        const { window, name } = named.parse(body);
        this.recordings.set(window, await recordStatusBar(this.get(window).page, name));
        return undefined;
      }
      case 'recordedStatusBar':
        return this.recordings.get(addressed.parse(body).window)?.();
      case 'expand': {
        const { window, name } = named.parse(body);
        return this.get(window).expand(name);
      }
      case 'runCommand': {
        const { window, title } = command.parse(body);
        return this.get(window).runCommand(title);
      }
      case 'choose': {
        const { window, name } = named.parse(body);
        return this.get(window).choose(name);
      }
      case 'type': {
        const { window, text } = entering.parse(body);
        return this.get(window).type(text);
      }
      case 'choices':
        return this.get(addressed.parse(body).window).choices();
      case 'press': {
        const { window, name } = named.parse(body);
        return this.get(window).press(name);
      }
      case 'enter': {
        const { window, text } = entering.parse(body);
        return this.get(window).enter(text);
      }
      case 'clickStatusBar': {
        const { window, name } = named.parse(body);
        return this.get(window).statusBarItem(name).click();
      }
      default:
        throw new Error(`the runner knows no action ${action}`);
    }
  }

  private async close(number: number): Promise<void> {
    await this.get(number).close();
    this.windows.delete(number);
  }

  private get(number: number): WorkbenchWindow {
    const window = this.windows.get(number);
    if (window === undefined) throw new Error(`there is no window ${number}`);
    return window;
  }
}
