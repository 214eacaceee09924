import { join } from 'node:path';
import { REPOSITORY } from './repository';
import { SUITE_ENVIRONMENT } from './suiteReport';

/** What a suite finds in its environment, given the address of the control endpoint. */
export function suiteEnvironment(control: string): NodeJS.ProcessEnv {
  return {
    [SUITE_ENVIRONMENT.control]: control,
    [SUITE_ENVIRONMENT.hook]: join(REPOSITORY, 'dist', 'hook.js'),
    [SUITE_ENVIRONMENT.repository]: REPOSITORY,
  };
}
