/**
 * Events that are taken, in each agent's own words and either way of writing them. One list for all: what an agent does not call so
 * it never sends, and of what is sent the owner says what it can use.
 */
const TAKEN = /^(?:session(?:start|end)|userpromptsubmit(?:ted)?|posttooluse(?:failure)?|(?:subagent|agent)?stop|precompact|before(?:agent|submitprompt)|after(?:tool|agent|fileedit|shellexecution|mcpexecution|agentresponse))$/i;

export const isTaken = (event: unknown): event is string => typeof event === 'string' && TAKEN.test(event);
