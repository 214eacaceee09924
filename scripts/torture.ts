// The crash tests with thousands of kills in place of 200: npm run torture -- --kills 5000 [--seed N]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { runMain } from './runMain';

/** Of the crash tests in CI; what else they do is scaled along. */
const KILLS_IN_CI = 200;

runMain(async () => {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '5000' }, seed: { type: 'string' } } });
  const environment = { RECOLLECT_KILLS: values.kills, RECOLLECT_TORTURE: String(Number(values.kills) / KILLS_IN_CI), ...(values.seed !== undefined && { RECOLLECT_SEED: values.seed }) };
  const { status } = spawnSync('mocha', ['--config', '.mocharc.crash.json', '--timeout', '0'], { stdio: 'inherit', env: { ...process.env, ...environment } });
  return status ?? 1;
});
