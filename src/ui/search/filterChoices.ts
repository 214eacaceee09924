import { AGENTS } from '../../core/hookEvent';
import { CONCEPTS, OBSERVATION_TYPES } from '../../core/observation';
import type { FilterWord } from '../../core/search/typedQuery';
import type { Choice } from '../dialogs';
import { memoryIcon } from '../memories/memoryNode';
import { AGENT_NAMES } from '../memories/sessionNode';

export interface FilterChoice {
  readonly word: FilterWord;
  readonly value: string;
}

const TIMES = [['today', 'Today'], ['7d', 'The last seven days'], ['30d', 'The last thirty days']] as const;

/** Filters that a search can be given by choosing instead of typing. @param file the one in the editor, as the project names it */
export function filterChoices(file: string | undefined): readonly Choice<FilterChoice>[] {
  return [
    ...(file === undefined ? [] : [choice('file', file, 'About the file in the editor', 'file')]),
    ...OBSERVATION_TYPES.map((type) => choice('type', type, `Type: ${type}`, memoryIcon({ type }).id)),
    choice('type', 'summary', 'Type: summary', memoryIcon({ type: null }).id),
    choice('type', 'prompt', 'Type: prompt', 'comment'),
    ...TIMES.map(([value, label]) => choice('since', value, label, 'calendar')),
    ...CONCEPTS.map((concept) => choice('concept', concept, `Concept: ${concept}`, 'tag')),
    ...AGENTS.map((agent) => choice('agent', agent, `Agent: ${AGENT_NAMES[agent]}`, 'comment-discussion')),
  ];
}

function choice(word: FilterWord, value: string, label: string, icon: string): Choice<FilterChoice> {
  return { label, description: `${word}:${value}`, icon, value: { word, value } };
}
