import { CancellationError, type CancellationToken, Disposable, LanguageModelTextPart, type LanguageModelTool, LanguageModelToolResult, lm, type PreparedToolInvocation } from 'vscode';
import type { RecollectApi } from '../core/api';
import type { RecallTool } from './tools/tool';

export interface LanguageModelToolsOptions {
  readonly tools: readonly RecallTool[];
  readonly api: RecollectApi;
  /** Where the person works now. */
  readonly folder: () => string | undefined;
}

/** Offers the tools to VS Code's own agents, as package.json declares them. */
export function registerLanguageModelTools({ tools, api, folder }: LanguageModelToolsOptions): Disposable {
  const registered = tools.map((tool) =>
    lm.registerTool(tool.name, {
      prepareInvocation: ({ input }) => preparation(tool, input),
      invoke: async ({ input }, token) => {
        const text = await untilCancelled(tool.run(input, { api, folder: folder(), nowMs: Date.now() }), token);
        return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
      },
    } satisfies LanguageModelTool<unknown>),
  );
  return Disposable.from(...registered);
}

function preparation({ title, progress, confirmation }: RecallTool, input: unknown): PreparedToolInvocation {
  return { invocationMessage: progress(input), ...(confirmation !== undefined && { confirmationMessages: { title, message: confirmation } }) };
}

/** @throws CancellationError as soon as nobody wants the answer any more */
async function untilCancelled<T>(work: Promise<T>, token: CancellationToken): Promise<T> {
  let listening: Disposable | undefined;
  const cancelled = new Promise<never>((_, reject) => {
    const cancel = (): void => reject(new CancellationError());
    if (token.isCancellationRequested) cancel();
    else listening = token.onCancellationRequested(cancel);
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    listening?.dispose();
  }
}
