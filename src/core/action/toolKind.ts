/** What kind of thing a tool does, whatever the agent calls it. */
export type ToolKind = 'edit' | 'command' | 'read' | 'search' | 'web' | 'delegate' | 'bookkeeping';

const NAMES: Readonly<Record<ToolKind, readonly string[]>> = {
  edit: [
    'write', 'edit', 'multiedit', 'notebookedit', 'write_file', 'writefile', 'replace', 'apply_patch', 'applypatch', 'create_file', 'createfile', 'create', 'edit_file', 'editfile', 'search_replace',
    'insert_edit_into_file', 'replace_string_in_file', 'multi_replace_string_in_file', 'str_replace', 'strreplace', 'str_replace_editor', 'str_replace_based_edit_tool', 'edit_notebook_file', 'delete_file', 'delete',
  ],
  command: [
    'bash', 'shell', 'powershell', 'run_shell_command', 'run_in_terminal', 'runinterminal', 'run_terminal_cmd', 'run_terminal_command', 'exec_command', 'exec', 'local_shell', 'unified_exec',
  ],
  read: ['read', 'read_file', 'readfile', 'read_many_files', 'view', 'open_file', 'notebookread', 'view_image', 'get_file'],
  search: [
    'grep', 'glob', 'ls', 'rg', 'list_directory', 'list_dir', 'listdir', 'search_file_content', 'grep_search', 'file_search', 'semantic_search', 'codebase_search', 'glob_file_search', 'search', 'lsp',
  ],
  web: ['webfetch', 'websearch', 'web_fetch', 'web_search', 'google_web_search', 'fetch_webpage', 'fetch'],
  delegate: ['agent', 'task', 'runsubagent', 'run_subagent', 'spawn_agent'],
  bookkeeping: [
    'toolsearch', 'todowrite', 'todoread', 'todo_write', 'write_todos', 'update_plan', 'manage_todo_list', 'taskcreate', 'taskupdate', 'tasklist', 'taskget', 'taskoutput', 'taskstop',
    'enterplanmode', 'report_intent', 'bashoutput', 'killshell', 'killbash', 'write_stdin', 'await_terminal', 'get_terminal_output',
  ],
};

const KINDS = new Map<string, ToolKind>(
  (['edit', 'command', 'read', 'search', 'web', 'delegate', 'bookkeeping'] as const).flatMap((kind) => NAMES[kind].map((name) => [name, kind] as const)),
);

export function toolKindOf(name: string): ToolKind | undefined {
  return KINDS.get(name.toLowerCase());
}

/** Server and tool of an MCP tool's name, as `mcp__server__tool`; undefined for any other tool. */
export function mcpNameOf(name: string): { readonly server: string; readonly tool: string } | undefined {
  const match = /^mcp__(.+?)__(.+)$/u.exec(name);
  const [, server, tool] = match ?? [];
  return server === undefined || tool === undefined ? undefined : { server, tool };
}
