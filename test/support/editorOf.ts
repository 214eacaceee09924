import { MemoryEditor } from '../../src/core/memoryEditor';
import { cleanString } from '../../src/ingest/cleanString';
import type { RecollectStore } from '../../src/storage/recollectStore';

/** What the owner has for people's changes, over this store; it writes no context files. */
export function editorOf(store: RecollectStore): MemoryEditor {
  return new MemoryEditor({ store: store.editing, clean: cleanString, memory: (id) => store.memory(id), contextsSettled: () => Promise.resolve() });
}
