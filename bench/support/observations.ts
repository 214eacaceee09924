import { CONCEPTS, OBSERVATION_TYPES, type ObservationDraft } from '../../src/core/observation';
import type { Random } from './random';

const FOLDERS = ['src', 'src/api', 'src/core', 'src/storage', 'src/ui', 'test/unit', 'test/support', 'scripts', 'docs', 'packages/server/src', 'packages/client/src'];
const STEMS = ['order', 'invoice', 'session', 'token', 'price', 'basket', 'search', 'queue', 'worker', 'report', 'schema', 'cache', 'router', 'parser', 'mail', 'stock', 'user', 'event', 'export', 'import'];
const ROLES = ['Handler', 'Service', 'Store', 'Table', 'View', 'Reader', 'Writer', 'Client', 'Index', 'Page', 'Rule', 'Test'];

/** An observation of about 1.3 KB of text, its words as common and as rare as those of `prose`, with some names that nothing else has. */
export function observationDraft(prose: readonly string[], random: Random, messageId: number): ObservationDraft {
  const file = (): string => `${random.of(FOLDERS)}/${random.of(STEMS)}${random.of(ROLES)}${random.below(4) === 0 ? String(random.below(300)) : ''}.ts`;
  const modified = Array.from({ length: 1 + random.below(2) }, file);
  const name = `${random.of(STEMS)}${random.of(ROLES)}`;
  const sentences = (characters: number): string => {
    let text = random.of(prose);
    while (text.length < characters) text += ` ${random.of(prose)}`;
    return text;
  };
  return {
    type: random.of(OBSERVATION_TYPES),
    title: `${name}: ${random.of(prose).slice(0, 60)}`,
    subtitle: random.of(prose),
    narrative: `${sentences(560)} The commit is ${random.below(2 ** 28).toString(16)}.`,
    facts: Array.from({ length: 3 + random.below(2) }, () => random.of(prose).slice(0, 110)),
    concepts: [random.of(CONCEPTS), random.of(CONCEPTS)],
    filesRead: Array.from({ length: random.below(3) }, file),
    filesModified: modified,
    messageIds: [messageId],
  };
}
