import * as z from 'zod/mini';
import type { RecollectApi } from '../../core/api';
import { UserFacingError } from '../../core/errors';
import type { RecallToolName } from '../../core/recallTools';

/** What a tool works with. */
export interface ToolSurroundings {
  readonly api: RecollectApi;
  /** Where the agent works; undefined where that is in no folder: then every project is meant. */
  readonly folder: string | undefined;
  readonly nowMs: number;
}

/** A tool by which an agent asks what is remembered: the one definition that each of its faces (MCP, VS Code) shows. */
export interface RecallTool {
  readonly name: RecallToolName;
  readonly title: string;
  /** For the model: what it is for, and when to take it. */
  readonly description: string;
  readonly input: z.ZodMiniType;
  readonly isReadOnly: boolean;
  /** What a person reads who is asked whether it may be run; absent where nobody needs to be asked. */
  readonly confirmation?: string;
  /** What it is about to do with this input, for the person who watches. */
  readonly progress: (input: unknown) => string;
  /**
   * @returns the answer as the model reads it
   * @throws UserFacingError that says what to do, for input that it does not take too
   */
  readonly run: (input: unknown, surroundings: ToolSurroundings) => Promise<string>;
}

interface Definition<S extends z.ZodMiniType> extends Pick<RecallTool, 'name' | 'title' | 'description' | 'isReadOnly' | 'confirmation'> {
  readonly input: S;
  readonly progress: (input: z.infer<S>) => string;
  readonly run: (input: z.infer<S>, surroundings: ToolSurroundings) => Promise<string>;
}

/** A definition whose input is parsed, once, before it is run. */
export function defineTool<S extends z.ZodMiniType>(definition: Definition<S>): RecallTool {
  const parse = (input: unknown) => z.safeParse(definition.input, withoutNulls(input));
  return {
    ...definition,
    progress: (input) => {
      const parsed = parse(input);
      return parsed.success ? definition.progress(parsed.data) : definition.title;
    },
    run: async (input, surroundings) => {
      const parsed = parse(input);
      if (!parsed.success) throw new UserFacingError(`${definition.name} does not take that: ${z.prettifyError(parsed.error)}`);
      return definition.run(parsed.data, surroundings);
    },
  };
}

/** Some models give null for what they leave out. */
function withoutNulls(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input ?? {};
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}
