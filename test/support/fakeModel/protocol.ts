import { z } from 'zod';

/** What the model is asked: a message with its parts, as far as a test looks at them. */
const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('toolCall'), name: z.string(), input: z.unknown() }),
  z.object({ kind: z.literal('toolResult'), callId: z.string(), text: z.string() }),
]);

export const modelRequest = z.object({
  messages: z.array(z.object({ role: z.enum(['user', 'assistant', 'system']), parts: z.array(part) })),
  tools: z.array(z.object({ name: z.string(), description: z.string(), inputSchema: z.unknown() })),
});
export type ModelRequest = z.infer<typeof modelRequest>;

export const modelReply = z.discriminatedUnion('kind', [z.object({ kind: z.literal('text'), text: z.string() }), z.object({ kind: z.literal('toolCall'), name: z.string(), input: z.record(z.string(), z.unknown()) })]);
export type ModelReply = z.infer<typeof modelReply>;

/** A command of VS Code that the extension is to run. */
export const task = z.object({ command: z.string(), arguments: z.array(z.unknown()) });
export type Task = z.infer<typeof task>;

export const outcome = z.object({ result: z.unknown(), error: z.string().optional() });
export type Outcome = z.infer<typeof outcome>;

/** Where the extension finds the address of the test. */
export const ADDRESS_VARIABLE = 'RECOLLECT_FAKE_MODEL';
export const VENDOR = 'recollect-test';
export const MODEL = 'fake';

/** What the extension can tell and do beside VS Code's own commands. */
export const COMMANDS = {
  /** Whether the extension of an id runs. */
  isActive: 'recollectTest.isActive',
  /** Sets a setting of the user. */
  configure: 'recollectTest.configure',
  /** Names of all tools that agents are offered. */
  toolNames: 'recollectTest.toolNames',
} as const;
