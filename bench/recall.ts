// How much of what answers a question is among the first hits: conversations in LoCoMo's format, each turn a memory, each session a
// session. The data is not part of Recollect (CC BY-NC 4.0, https://github.com/snap-research/locomo); its path is given.
import { type Conversation, readLocomo } from './support/locomo';
import { locomoFile } from './support/locomoFile';
import { machine } from './support/measure';
import { MemoryStoreOfBench } from './support/memoryStore';
import { RecallFigures } from './support/recallFigures';
import { turnMemory } from './support/turnMemory';

/** LoCoMo's numbers of its kinds of questions. */
const CATEGORIES: Readonly<Record<string, string>> = { 1: 'multi-hop', 2: 'temporal', 3: 'open-domain', 4: 'single-hop', 5: 'adversarial' };
const HITS = 200;

export async function run(words: readonly string[]): Promise<object> {
  const session = new Map<string, RecallFigures>();
  const turn = new Map<string, RecallFigures>();
  const names: string[] = [];
  for (const conversation of readLocomo(locomoFile(words))) {
    names.push(conversation.name);
    const store = await fill(conversation);
    for (const question of conversation.questions) {
      const hits = await store.store.search({ query: question.text }, HITS);
      const turns = hits.map((hit) => conversation.turns[Number(hit.id.slice(1)) - 1]?.id ?? '');
      const category = CATEGORIES[question.category] ?? question.category;
      for (const group of ['all', category, ...(category === 'adversarial' ? [] : ['answerable']), conversation.name]) {
        figures(turn, group).add(turns, question.evidence);
        figures(session, group).add(turns.map(sessionOf), question.evidence.map(sessionOf));
      }
    }
  }
  const of = (group: string): object => ({ session: figures(session, group).value(), turn: figures(turn, group).value() });
  const groups = (list: readonly string[]): object => Object.fromEntries(list.filter((group) => turn.has(group)).map((group) => [group, of(group)]));
  return { ...of('all'), byCategory: groups([...Object.values(CATEGORIES), 'answerable']), byConversation: groups(names), machine: machine() };
}

async function fill({ turns }: Conversation): Promise<MemoryStoreOfBench> {
  const store = await MemoryStoreOfBench.open();
  store.add(turns.map(turnMemory));
  return store;
}

function figures(groups: Map<string, RecallFigures>, group: string): RecallFigures {
  const known = groups.get(group) ?? new RecallFigures();
  groups.set(group, known);
  return known;
}

function sessionOf(turn: string): string {
  return turn.split(':')[0] ?? '';
}
