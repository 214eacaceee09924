import { COMMANDS } from '../../manifest';
import type { Pages } from '../pages';
import { type Command, noted, seen } from './command';

/** The trees and the log, as far as commands move them. */
export interface Views {
  focus(): Promise<void>;
  focusFile(): Promise<void>;
  refresh(): Promise<void>;
  showMore(branchId: string): Promise<boolean>;
  showLog(): void;
  walkthrough(): Promise<void>;
}

export function openView(views: Pick<Views, 'focus'>): Command {
  return {
    id: COMMANDS.openView,
    action: 'open the memories',
    async run() {
      await views.focus();
      return seen('Memories are shown');
    },
  };
}

export function showFileMemories(views: Pick<Views, 'focusFile'>): Command {
  return {
    id: COMMANDS.showFileMemories,
    action: 'show the memories of the file',
    async run() {
      await views.focusFile();
      return seen('Memories of this file are shown');
    },
  };
}

export function refresh(views: Pick<Views, 'refresh'>): Command {
  return {
    id: COMMANDS.refresh,
    action: 'refresh the views',
    async run() {
      await views.refresh();
      return noted('Recollect is up to date');
    },
  };
}

export function showMore(views: Pick<Views, 'showMore'>): Command {
  return {
    id: COMMANDS.showMore,
    action: 'show more',
    async run(target) {
      const isShown = target?.kind === 'more' && (await views.showMore(target.branchId));
      return isShown ? seen('More entries are shown') : noted('There is nothing more to show');
    },
  };
}

export function showLog(views: Pick<Views, 'showLog'>): Command {
  return {
    id: COMMANDS.showLog,
    action: 'show the log',
    async run() {
      views.showLog();
      return seen('The log is shown');
    },
  };
}

export function showStatus(pages: Pick<Pages, 'openStatus'>): Command {
  return {
    id: COMMANDS.showStatus,
    action: 'show the status',
    async run() {
      await pages.openStatus();
      return seen('The status is shown');
    },
  };
}

export function showWalkthrough(views: Pick<Views, 'walkthrough'>): Command {
  return {
    id: COMMANDS.showWalkthrough,
    action: 'open the walkthrough',
    async run() {
      await views.walkthrough();
      return seen('The walkthrough is shown');
    },
  };
}
