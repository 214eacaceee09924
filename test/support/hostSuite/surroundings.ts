import { join } from 'node:path';
import { requiredEnvironment } from './askRunner';
import { SUITE_ENVIRONMENT } from '../vscodeHost/suiteReport';

/** What a host test finds around it. */
export const surroundings = {
  /** The built hook program; run it with `process.execPath` and ELECTRON_RUN_AS_NODE=1, or with `node`. */
  get hook(): string {
    return requiredEnvironment(SUITE_ENVIRONMENT.hook);
  },
  get recollectHome(): string {
    return requiredEnvironment('RECOLLECT_HOME');
  },
  recording(name: string): string {
    return join(requiredEnvironment(SUITE_ENVIRONMENT.repository), 'test', 'fixtures', 'recordings', name);
  },
};
