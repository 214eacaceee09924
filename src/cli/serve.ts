import type { Logger } from '../core/ports';
import { OwnershipLostError, UserFacingError } from '../core/errors';
import { DEFAULT_EMBEDDING_SETTINGS, DEFAULT_PROVIDER_SETTINGS, type ModelSettings, type OwnerSettings, PROVIDERS, type ProviderSettings } from '../core/settings';
import { attachRemote } from '../link/remoteOwner';
import { type Owner, startOwner } from '../services';
import type { CommandContext } from './commandContext';
import { UsageError } from './output';
import { dataFolderOf, knownHome } from './reach';

/** Is the owner until it is told to end, or until another process takes over. Prints one JSON line when it accepts events. */
export async function serve(context: CommandContext): Promise<number> {
  const { home, version, wasmFile } = context;
  const settings: OwnerSettings = { provider: providerSettings(context), payloadRetentionDays: 0, embedding: embeddingSettings(context) };
  const known = knownHome(home);
  const running = known && (await attachRemote(known.socket, version));
  if (running) {
    await running.dispose();
    throw new UserFacingError(`An owner is running already: process ${running.status.owner.pid}. There can be one only.`);
  }
  let tellEnd: (reason: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (tellEnd = resolve));
  let owner: Owner;
  try {
    owner = await startOwner({ home, version, wasmFile, settings, dataFolder: dataFolderOf(home), log: logTo(context.options.verbose ?? false), respectStartAfter: known?.generation ?? -1, onEnd: tellEnd });
  } catch (error) {
    if (error instanceof OwnershipLostError) throw new UserFacingError('Another Recollect is starting at this moment. There can be one only.', { cause: error });
    throw error;
  }
  process.stdout.write(`${JSON.stringify({ ready: true, socket: owner.socket, pid: process.pid })}\n`);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => tellEnd(''));
  const reason = await ended;
  await owner.close();
  if (reason !== '') process.stderr.write(`recollect: ${reason}\n`);
  return 0;
}

function providerSettings({ options }: CommandContext): ProviderSettings {
  const name = PROVIDERS.find((known) => known === (options.provider ?? 'builtin'));
  if (!name) throw new UsageError(`there is no provider "${options.provider ?? ''}"; there are ${PROVIDERS.join(', ')}`);
  const env = process.env;
  const apiKey = (key: string | undefined): { apiKey?: string } => (key === undefined || key === '' ? {} : { apiKey: key });
  const { anthropic, gemini } = DEFAULT_PROVIDER_SETTINGS;
  const { model, 'base-url': baseUrl } = options;
  return {
    name,
    anthropic: { model: model ?? anthropic.model, baseUrl: (baseUrl ?? env['ANTHROPIC_BASE_URL'] ?? '').replace(/\/+$/, ''), ...apiKey(env['ANTHROPIC_API_KEY']) },
    gemini: { model: model ?? gemini.model, baseUrl: (baseUrl ?? env['GOOGLE_GEMINI_BASE_URL'] ?? '').replace(/\/+$/, ''), ...apiKey(env['GEMINI_API_KEY'] ?? env['GOOGLE_API_KEY']) },
  };
}

function embeddingSettings({ options }: CommandContext): ModelSettings {
  const key = process.env['RECOLLECT_EMBEDDING_API_KEY'] ?? '';
  return {
    model: options['embedding-model'] ?? DEFAULT_EMBEDDING_SETTINGS.model,
    baseUrl: (options['embedding-url'] ?? DEFAULT_EMBEDDING_SETTINGS.baseUrl).replace(/\/+$/, ''),
    ...(key !== '' && { apiKey: key }),
  };
}

function logTo(isVerbose: boolean): Logger {
  const write = (level: string) => (message: string) => void process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`);
  const silent = (): void => undefined;
  return { trace: silent, debug: isVerbose ? write('debug') : silent, info: isVerbose ? write('info') : silent, warn: write('warn'), error: write('error') };
}
