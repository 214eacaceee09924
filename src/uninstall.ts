// VS Code runs this after the extension was removed: the agents are as they were, and nothing of ours is run any more. What is
// remembered stays until the person deletes it.
import { createConnections } from './agents/connections';
import { removeHook } from './agents/connect/installHook';
import { messageOf } from './core/errors';
import { homePaths } from './ingest/home';

async function uninstall(): Promise<void> {
  const recollectHome = homePaths().folder;
  const connections = createConnections({ packageFolder: __dirname, recollectHome, activities: async () => [] });
  const { steps, failures } = await connections.planRemoval();
  await connections.carryOut(steps);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (failures.length === 0) removeHook(recollectHome);
}

uninstall().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
