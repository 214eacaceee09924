/** What the hook program does with an event before it looks at the payload. */
export type EventUse = 'taken' | 'ignored' | 'unknown';

/**
 * Events in each agent's own words, in either case. One list for all: what an agent does not call so it never sends, and of what is
 * sent the owner says what it can use.
 */
const TAKEN = /^(?:session(?:start|end)|userpromptsubmit(?:ted)?|posttooluse(?:failure)?|(?:subagent|agent)?stop|precompact|before(?:agent|submitprompt)|after(?:tool|agent|fileedit|shellexecution|mcpexecution|agentresponse))$/i;
/** Of these nothing is used: they are given up before anything is read. */
const IGNORED = /^(?:(?:pre|post|before|after|permission|task|worktree|elicitation)\w*|userprompt(?:expansion|transformed)|\w+(?:change|changed|idle|display|loaded|occurred)|setup|notification|subagentstart|stopfailure)$/i;

export function useOf(event: unknown): EventUse {
  if (typeof event !== 'string') return 'unknown';
  return TAKEN.test(event) ? 'taken' : IGNORED.test(event) ? 'ignored' : 'unknown';
}
