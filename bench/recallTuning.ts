// How the ranking's parameters fare on conversations that had no part in choosing them: for each conversation, those that are best on
// the others are taken. Prints the figures of that, of the defaults, and of each set of parameters. See docs/adr/0009-search.md.
import { lookUp } from '../src/core/search/foundQuery';
import { MemoryCorpus } from '../src/core/search/memoryCorpus';
import { observationFields } from '../src/core/search/memoryFields';
import { DEFAULT_PARAMETERS, type RankParameters } from '../src/core/search/parameters';
import { parseQuery } from '../src/core/search/parsedQuery';
import { rank, spread } from '../src/core/search/rank';
import { type Conversation, readLocomo } from './support/locomo';
import { locomoFile } from './support/locomoFile';
import { RecallFigures } from './support/recallFigures';
import { turnMemory } from './support/turnMemory';

const CANDIDATES = 200;

interface Outcome {
  readonly session: RecallFigures;
  readonly turn: RecallFigures;
}

export async function run(words: readonly string[]): Promise<object> {
  const conversations = readLocomo(locomoFile(words)).map((conversation) => ({ conversation, corpus: corpusOf(conversation) }));
  const tried = [...grid()].map((changes) => ({ changes, outcomes: conversations.map(({ conversation, corpus }) => outcomeOf(conversation, corpus, { ...DEFAULT_PARAMETERS, ...changes })) }));
  const leftOut = conversations.map((_, left) => {
    const best = tried.toSorted((a, b) => worth(b.outcomes.filter((__, index) => index !== left)) - worth(a.outcomes.filter((__, index) => index !== left)))[0];
    return best?.outcomes[left];
  });
  return {
    leaveOneOut: figuresOf(leftOut.filter((outcome) => outcome !== undefined)),
    defaults: figuresOf(conversations.map(({ conversation, corpus }) => outcomeOf(conversation, corpus, DEFAULT_PARAMETERS))),
    tried: tried.map(({ changes, outcomes }) => ({ parameters: changes, ...figuresOf(outcomes) })),
  };
}

function* grid(): Iterable<Partial<RankParameters>> {
  for (const k1 of [0.8, 1, 1.2]) for (const b of [0.25, 0.35, 0.45]) for (const back of [0.7, 0.85, 1]) for (const session of [0.4, 0.6]) for (const sessionK1 of [2, 3]) yield { k1, b, before: [0.4, 0.2], after: [0.4 * back, 0.2 * back], session, sessionK1 };
}

/** What the goals ask for, the one that is farthest from its goal above all. */
function worth(outcomes: readonly Outcome[]): number {
  const { session, turn } = figuresOf(outcomes);
  return Math.min(session.recallAt10 - 0.94, turn.recallAt10 - 0.775, turn.mrr - 0.54) + 0.05 * (session.recallAt10 + turn.recallAt10 + turn.mrr);
}

function figuresOf(outcomes: readonly Outcome[]): { session: ReturnType<RecallFigures['value']>; turn: ReturnType<RecallFigures['value']> } {
  return { session: RecallFigures.sum(outcomes.map(({ session }) => session)).value(), turn: RecallFigures.sum(outcomes.map(({ turn }) => turn)).value() };
}

function corpusOf({ turns }: Conversation): MemoryCorpus {
  const corpus = new MemoryCorpus();
  for (const [index, turn] of turns.entries()) {
    const { session, atMs, ...memory } = turnMemory(turn);
    corpus.add({ key: index, session, atMs, type: 0 }, observationFields({ ...memory, kind: 'observation', id: '', sessionId: session, promptNumber: 1, atMs, evidence: [] }));
  }
  return corpus;
}

function outcomeOf({ turns, questions }: Conversation, corpus: MemoryCorpus, parameters: RankParameters): Outcome {
  const outcome = { session: new RecallFigures(), turn: new RecallFigures() };
  for (const { text, evidence } of questions) {
    const ranked = spread(rank(lookUp(parseQuery(text), corpus), CANDIDATES, undefined, parameters), corpus.documents, parameters);
    const found = ranked.map(({ ordinal }) => turns[ordinal]?.id ?? '');
    const sessionOf = (turn: string): string => turn.split(':')[0] ?? '';
    outcome.turn.add(found, evidence);
    outcome.session.add(found.map(sessionOf), evidence.map(sessionOf));
  }
  return outcome;
}
