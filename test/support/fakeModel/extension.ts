// An extension for tests: a language model whose answers the test gives, and a hand that runs commands of VS Code for it.
import { commands, ConfigurationTarget, type Disposable, type ExtensionContext, extensions, LanguageModelTextPart, LanguageModelToolCallPart, LanguageModelToolResultPart, lm, type LanguageModelChatTool, workspace } from 'vscode';
import { ADDRESS_VARIABLE, COMMANDS, MODEL, modelReply, type ModelRequest, type Outcome, task, VENDOR } from './protocol';

/** Parts of VS Code's API that are newer than the oldest VS Code of the extension, whose types are installed. */
interface ChatModel {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  readonly isUserSelectable: boolean;
  readonly capabilities: { readonly toolCalling: boolean };
}
interface ChatMessage {
  /** 1 for the user, 2 for the assistant, 3, which is not in the types, for the system. */
  readonly role: number;
  readonly content: readonly unknown[];
}
interface ChatProvider {
  provideLanguageModelChatInformation(): readonly ChatModel[];
  provideLanguageModelChatResponse(model: ChatModel, messages: readonly ChatMessage[], options: { readonly tools?: readonly LanguageModelChatTool[] }, progress: { report(part: LanguageModelTextPart | LanguageModelToolCallPart): void }): Promise<void>;
  provideTokenCount(model: ChatModel, text: unknown): Promise<number>;
}
type ProviderRegistry = { registerLanguageModelChatProvider(vendor: string, provider: ChatProvider): Disposable };

export function activate(context: ExtensionContext): void {
  const address = process.env[ADDRESS_VARIABLE];
  if (address === undefined) return;
  context.subscriptions.push((lm as unknown as ProviderRegistry).registerLanguageModelChatProvider(VENDOR, provider(address)));
  context.subscriptions.push(
    commands.registerCommand(COMMANDS.isActive, (id: string) => extensions.getExtension(id)?.isActive === true),
    commands.registerCommand(COMMANDS.configure, (key: string, value: unknown) => workspace.getConfiguration().update(key, value, ConfigurationTarget.Global)),
    commands.registerCommand(COMMANDS.toolNames, () => lm.tools.map(({ name }) => name)),
  );
  let isDisposed = false;
  context.subscriptions.push({ dispose: () => (isDisposed = true) });
  void runTasks(address, () => isDisposed);
}

function provider(address: string): ChatProvider {
  let calls = 0;
  return {
    provideLanguageModelChatInformation: () => [{ id: MODEL, name: 'Fake', family: 'fake', version: '1', maxInputTokens: 100_000, maxOutputTokens: 10_000, isUserSelectable: true, capabilities: { toolCalling: true } }],
    async provideLanguageModelChatResponse(_model, messages, { tools = [] }, progress) {
      const request: ModelRequest = { messages: messages.map(plainMessage), tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema: inputSchema ?? null })) };
      const reply = modelReply.parse(await ask(address, 'request', request));
      progress.report(reply.kind === 'text' ? new LanguageModelTextPart(reply.text) : new LanguageModelToolCallPart(`call_${++calls}`, reply.name, reply.input));
    },
    provideTokenCount: async (_model, text) => JSON.stringify(text).length / 4,
  };
}

async function runTasks(address: string, isDisposed: () => boolean): Promise<void> {
  while (!isDisposed()) {
    const next = task.parse(await ask(address, 'nextTask', {}));
    const outcome: Outcome = await Promise.resolve(commands.executeCommand(next.command, ...next.arguments)).then(
      (result) => ({ result: plain(result) }),
      (error: unknown) => ({ result: null, error: error instanceof Error ? error.message : String(error) }),
    );
    await ask(address, 'taskDone', outcome);
  }
}

const ROLES = ['', 'user', 'assistant', 'system'] as const;

function plainMessage({ role, content }: ChatMessage): ModelRequest['messages'][number] {
  return { role: ROLES[role] || 'system', parts: content.flatMap(plainPart) };
}

function plainPart(part: unknown): ModelRequest['messages'][number]['parts'] {
  if (part instanceof LanguageModelTextPart) return [{ kind: 'text', text: part.value }];
  if (part instanceof LanguageModelToolCallPart) return [{ kind: 'toolCall', name: part.name, input: part.input }];
  if (part instanceof LanguageModelToolResultPart) return [{ kind: 'toolResult', callId: part.callId, text: part.content.map((piece) => (piece instanceof LanguageModelTextPart ? piece.value : JSON.stringify(piece))).join('\n') }];
  return [];
}

/** What of a command's result can be sent. */
function plain(result: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(result ?? null));
  } catch {
    return null; // It refers to itself: nothing that a test reads.
  }
}

async function ask(address: string, action: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${address}${action}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
