import type { OpenThings } from '../../test/support/vscodeHost/openThings';
import { startInstalled } from '../../test/support/vscodeHost/startInstalled';
import { windowUrl } from '../../test/support/vscodeHost/windowUrl';
import { type DemoHost, NEVER } from './demoHost';

/** Serves a VS Code to a browser. */
export async function serveHost(open: OpenThings, settings: Readonly<Record<string, unknown>>): Promise<DemoHost & { url: string }> {
  const { server, folders, extension, env } = await startInstalled(open, { settings });
  return { folders, extension, env, closed: NEVER, url: windowUrl(server, { folder: folders.workspace }) };
}
