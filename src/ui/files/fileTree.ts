import type { FileMemory, RecollectClient } from '../../core/api';
import { memoryNode } from '../memories/memoryNode';
import { relativeTime } from '../relativeTime';
import { type NodeContent, pageOf } from '../tree/node';

/** What the tree of a file's memories asks for. */
export type FileApi = Pick<RecollectClient, 'fileMemories' | 'current'>;

/** The invisible top of the memories of one file, newest first. @param file the whole path of the file, when it is asked for */
export function fileTree(api: FileApi, file: () => string | undefined): NodeContent {
  return {
    key: 'file',
    fingerprint: '',
    view: () => ({ label: 'Memories of this file', description: '', tooltip: '', words: [], accessibilityLabel: 'Memories of this file' }),
    load: async (limit) => {
      const path = file();
      if (api.current === undefined || path === undefined) return { items: [], hasMore: false };
      return pageOf(await api.fileMemories({ file: path, limit: limit + 1 }), limit, fileNode);
    },
  };
}

function fileNode(entry: FileMemory): NodeContent {
  const node = memoryNode(entry);
  return {
    ...node,
    view: (nowMs) => {
      const view = node.view(nowMs);
      return { ...view, description: `${entry.touch} · ${relativeTime(entry.atMs, nowMs)}`, accessibilityLabel: `${view.accessibilityLabel}, ${entry.touch} this file` };
    },
  };
}
