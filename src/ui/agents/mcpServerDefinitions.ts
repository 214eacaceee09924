import { type Event, lm, McpStdioServerDefinition } from 'vscode';
import type { Disposable } from '../../core/ports';
import { MCP_SERVER_PROVIDER, type VscodeTools } from '../../manifest';

export interface McpServerOptions {
  readonly settings: { readonly vscodeTools: () => VscodeTools; readonly onDidChange: Event<void> };
  /** The command line program, which has the server in it. */
  readonly program: string;
  readonly recollectHome: string;
  readonly version: string;
}

/** Offers the tools to VS Code as an MCP server, run by VS Code's own Node, where the person chose that over language model tools. */
export function registerMcpServerDefinitions({ settings, program, recollectHome, version }: McpServerOptions): Disposable {
  return lm.registerMcpServerDefinitionProvider(MCP_SERVER_PROVIDER, {
    onDidChangeMcpServerDefinitions: settings.onDidChange,
    provideMcpServerDefinitions: () => {
      if (settings.vscodeTools() !== 'mcpServer') return [];
      // NODE_OPTIONS is of the person's own programs, and could keep this one from starting.
      const environment = { ELECTRON_RUN_AS_NODE: '1', RECOLLECT_HOME: recollectHome, NODE_OPTIONS: null };
      return [new McpStdioServerDefinition('Recollect', process.execPath, [program, 'mcp'], environment, version)];
    },
  });
}
