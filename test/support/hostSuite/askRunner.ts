import { SUITE_ENVIRONMENT } from '../vscodeHost/suiteReport';

/** Has the runner, outside VS Code, do something that code inside cannot; gives its answer. */
export async function askRunner(action: string, body: object): Promise<unknown> {
  const response = await fetch(`${requiredEnvironment(SUITE_ENVIRONMENT.control)}${action}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the runner could not ${action}: ${await response.text()}`);
  return response.json();
}

export function requiredEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: host tests are started with npm run test:host`);
  return value;
}
