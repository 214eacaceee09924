import { exported } from '../core/transfer/exported';
import { MARKDOWN_START, markdownOf } from '../core/transfer/markdownForm';
import type { CommandContext } from './commandContext';
import { oneOf } from './output';
import { projectNamed } from './projectOption';
import { withApi } from './reach';

/** Everything, or a project: one JSON object a line, or Markdown. `import` reads both. */
export async function exportMemories(context: CommandContext): Promise<number> {
  const format = oneOf(context.options.format, ['jsonl', 'markdown'] as const, '--format') ?? 'jsonl';
  return withApi(context, async (api) => {
    const { project: named } = context.options;
    const project = named === undefined ? undefined : await projectNamed(named, api);
    if (format === 'markdown') await write(MARKDOWN_START);
    for await (const item of exported(api, project)) await write(format === 'markdown' ? markdownOf(item) : `${JSON.stringify(item)}\n`);
    return 0;
  });
}

async function write(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}
