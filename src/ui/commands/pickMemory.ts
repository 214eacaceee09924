import type { RecollectApi, SearchHit } from '../../core/api';
import { oneLine } from '../../core/plainText';
import type { Choice, Dialogs } from '../dialogs';
import { relativeTime } from '../relativeTime';
import type { Target } from '../target';

const MOST_HITS = 50;
const ICONS: Readonly<Record<SearchHit['kind'], string>> = { observation: 'note', summary: 'checklist', prompt: 'comment' };

/** The id of the memory that a command is about: the target's, or one the person searches for. */
export async function memoryIdOf(target: Target | undefined, title: string, api: Pick<RecollectApi, 'search'>, dialogs: Dialogs): Promise<string | undefined> {
  if (target?.kind === 'memory') return target.memoryId;
  return dialogs.search({ title, placeholder: 'Search what is remembered' }, async (text) => {
    if (text.trim() === '') return [];
    return (await api.search({ query: text, limit: MOST_HITS })).map(choiceOf);
  });
}

function choiceOf(hit: SearchHit): Choice<string> {
  return {
    label: oneLine(hit.title),
    description: `${hit.kind} · ${relativeTime(hit.atMs, Date.now())}`,
    detail: [oneLine(hit.project), oneLine(hit.why)].filter((part) => part !== '').join(' · '),
    icon: ICONS[hit.kind],
    value: hit.id,
  };
}
