import { createHash } from 'node:crypto';

/** What the names of all files with a project's context begin with: a hash of the project. */
export function contextPrefix(project: string): string {
  return `${hash(project)}.`;
}

/** The file with the context of a project, for one of its work trees and for an agent with one of its own; without them, for any other. */
export function contextFile(project: string, workTree?: string, agent?: string): string {
  return `${contextPrefix(project)}${workTree === undefined ? '' : `${hash(workTree).slice(0, 16)}.`}${agent === undefined ? '' : `${agent}.`}md`;
}

function hash(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
