import type { WorkTrees } from '../../src/core/workTree';

/** A machine on which no project has a folder. */
export const noWorkTrees: WorkTrees = { rootOf: () => undefined, stateOf: async () => undefined };
