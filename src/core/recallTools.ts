/** Names of the tools that agents ask Recollect by. Each begins with our name: VS Code and others have memory tools of their own. */
export const RECALL_TOOLS = {
  search: 'recollect_search',
  timeline: 'recollect_timeline',
  get: 'recollect_get',
  forFile: 'recollect_for_file',
  remember: 'recollect_remember',
} as const;
export type RecallToolName = (typeof RECALL_TOOLS)[keyof typeof RECALL_TOOLS];

const OWN = new RegExp(`(?:^|[^a-z])(?:${Object.values(RECALL_TOOLS).join('|')})$`);

/** Whether an agent used one of them, whatever it puts before the name (`mcp__recollect__recollect_get`). */
export function isRecallTool(name: string): boolean {
  return OWN.test(name);
}
