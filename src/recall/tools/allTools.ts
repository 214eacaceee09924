import { forFile } from './forFile';
import { get } from './get';
import { remember } from './remember';
import { search } from './search';
import { timeline } from './timeline';
import type { RecallTool } from './tool';

/** Every tool, in the order in which they are listed. */
export const ALL_TOOLS: readonly RecallTool[] = [search, timeline, get, forFile, remember];
