import type { RecollectClient } from '../../core/api';
import { type NodeContent, pageOf } from '../tree/node';
import { projectNode } from './projectNode';

/** What the tree of memories asks the owner for. */
export type MemoryApi = Pick<RecollectClient, 'projects' | 'sessions' | 'prompts' | 'memories' | 'current'>;

/** The invisible top of the tree: project, session, prompt, memory, newest first. */
export function memoryTree(api: MemoryApi): NodeContent {
  return {
    key: 'memories',
    fingerprint: '',
    view: () => ({ label: 'Memories', description: '', tooltip: '', words: [], accessibilityLabel: 'Memories' }),
    load: async (limit) => {
      if (api.current === undefined) return { items: [], hasMore: false };
      const projects = await api.projects();
      const newest = projects[0];
      return pageOf(projects, limit, (project) => projectNode(api, project, project === newest));
    },
  };
}
