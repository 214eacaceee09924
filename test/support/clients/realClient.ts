import type { Agent } from '../../../src/core/hookEvent';
import type { RecallToolName } from '../../../src/core/recallTools';
import type { AgentWire, ToolCall } from './agentModel';
import type { ClientPackage } from './installClient';

/** How a real client is run in the machine of a test. */
export interface RealClient {
  readonly agent: Agent;
  readonly package: ClientPackage;
  readonly wire: AgentWire;
  /** Its folder below the home. */
  readonly folder: string;
  /** The person's settings: files below the home. */
  readonly settings: (modelUrl: string, project: string) => Readonly<Record<string, string>>;
  readonly environment: (modelUrl: string) => NodeJS.ProcessEnv;
  /** A session with one prompt, that ends by itself. */
  readonly words: (prompt: string) => readonly string[];
  /** The same in the session before. */
  readonly resumeWords: (prompt: string) => readonly string[];
  /** Calls of its own tools. */
  readonly calls: {
    readonly write: (file: string, text: string) => ToolCall;
    readonly run: (command: string) => ToolCall;
    readonly read: (file: string) => ToolCall;
  };
  /** How its model uses a tool of Recollect's; absent for one that gets none by connecting. */
  readonly recall?: (name: RecallToolName, input: ToolCall['input']) => readonly ToolCall[];
  /** Whether its payloads name each tool use. */
  readonly hasToolIds: boolean;
  /** Whether what a hook says to a prompt reaches its model. */
  readonly hearsPrompts: boolean;
  /** What the person does after connecting, so that it runs the hooks. */
  readonly trust?: (program: string, options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }) => Promise<void>;
}
