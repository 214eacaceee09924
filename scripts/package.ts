// Packs recollect-VERSION.vsix from what is in dist/ and checks its size: npm run package
import { createVSIX } from '@vscode/vsce';
import { stat } from 'node:fs/promises';
import { UserFacingError } from '../src/core/errors';
import { packagePath } from '../test/support/vscodeHost/installedExtension';
import { REPOSITORY } from '../test/support/vscodeHost/repository';
import { runMain } from './runMain';

const MAX_BYTES = 2.5 * 1024 * 1024;

runMain(async () => {
  const vsix = await packagePath();
  await createVSIX({ cwd: REPOSITORY, packagePath: vsix, dependencies: false });
  const { size } = await stat(vsix);
  console.log(`${size} bytes`);
  if (size > MAX_BYTES) throw new UserFacingError(`The package is ${size} bytes; at most ${MAX_BYTES} are allowed. Look at esbuild's metafile for what grew.`);
  return 0;
});
