import { COMMANDS } from '../../manifest';
import { escapeInline } from '../markdownText';
import { oneLine } from '../plainText';
import type { Branch } from './branch';
import type { NodeContent } from './node';

/** The node at the end of a branch that holds more than it shows. */
export function moreContent(branch: Branch): NodeContent {
  return {
    key: 'more',
    fingerprint: '',
    target: { kind: 'more', branchId: branch.id },
    view: () => ({
      label: 'Show more…',
      description: '',
      tooltip: 'Show older entries',
      icon: { id: 'ellipsis' },
      words: [],
      accessibilityLabel: 'Show more…',
      command: { id: COMMANDS.showMore, title: 'Show More' },
    }),
  };
}

/** Shown in place of children that could not be loaded. */
export function errorContent(message: string): NodeContent {
  return {
    key: 'error',
    fingerprint: message,
    view: () => ({
      label: 'Could not be loaded',
      description: oneLine(message),
      tooltip: escapeInline(message),
      icon: { id: 'error', color: 'list.errorForeground' },
      words: [],
      accessibilityLabel: `Could not be loaded: ${oneLine(message)}. Select to try again.`,
      command: { id: COMMANDS.refresh, title: 'Refresh' },
    }),
  };
}
