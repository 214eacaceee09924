import { extensions } from 'vscode';
import type { RecollectExports } from '../../../src/extension';
import { EXTENSION_ID } from '../../../src/manifest';

/** The extension of this window, active; what it gives is what `activate` returned. */
export async function extensionUnderTest(): Promise<RecollectExports> {
  const extension = extensions.getExtension<RecollectExports>(EXTENSION_ID);
  if (extension === undefined) throw new Error(`${EXTENSION_ID} is not installed`);
  return extension.activate();
}
