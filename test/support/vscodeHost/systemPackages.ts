import { UserFacingError } from '../../../src/core/errors';
import { programOnPath } from './programOnPath';
import { mustRun, runCommand } from './runCommand';

/**
 * Installs Debian packages where this process may (root and apt-get); elsewhere it says what to install.
 * @param purpose completes "needed …", for the message
 */
export async function installSystemPackages(packages: readonly string[], purpose: string): Promise<void> {
  const aptGet = programOnPath('apt-get');
  if (aptGet === undefined || process.getuid?.() !== 0) throw new UserFacingError(howToInstall(packages, purpose));
  console.log(`Installing ${packages.join(' ')} (${purpose})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  if ((await runCommand(aptGet, install, { env })).exitCode === 0) return;
  // The package lists of a fresh machine are empty or old.
  await mustRun(aptGet, ['update'], { env });
  await mustRun(aptGet, install, { env });
}

function howToInstall(packages: readonly string[], purpose: string): string {
  return `Missing: ${packages.join(', ')} (${purpose}). Install with: sudo apt-get install -y ${packages.join(' ')} — or their equivalent on this system, and run again.`;
}
