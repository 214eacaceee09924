import type { InstalledExtension } from '../../test/support/vscodeHost/installedExtension';
import type { HostFolders } from '../../test/support/vscodeHost/hostFolders';

/** A VS Code that shows the demo. */
export interface DemoHost {
  readonly folders: HostFolders;
  readonly extension: InstalledExtension;
  readonly env: NodeJS.ProcessEnv;
  /** Resolves when the person closed it; never, where that cannot be seen. */
  readonly closed: Promise<void>;
}

/** A host that is seen through a browser never says that it was closed. */
export const NEVER = new Promise<void>(() => {});
