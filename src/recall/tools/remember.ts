import * as z from 'zod/mini';
import { UserFacingError } from '../../core/errors';
import { CONCEPTS, OBSERVATION_TYPES } from '../../core/observation';
import { RECALL_TOOLS } from '../../core/recallTools';
import { given, oneOf, projectFilter, text } from './fields';
import { defineTool } from './tool';

const MOST_FILES = 20;

export const remember = defineTool({
  name: RECALL_TOOLS.remember,
  title: 'Write a Note into Recollect',
  description:
    'Write one note by hand into Recollect, for later sessions of this project to find. Only when the user asks you to remember, note or keep something for later sessions; never of your own accord, for what you do is recorded by itself. ' +
    'Write a whole sentence or a few that will be understood without this conversation. No passwords or keys.',
  isReadOnly: false,
  confirmation: 'Keep this note for later sessions of the project? You can edit or delete it in the view of Recollect.',
  input: z.object({
    text: z.string().check(z.minLength(1), z.maxLength(8_000), z.describe('What is to be remembered')),
    title: text('A headline of one line; the first line of the text when left out', 200),
    type: oneOf(OBSERVATION_TYPES, 'What kind of thing it is; discovery when left out'),
    concept: oneOf(CONCEPTS, 'What it is about; gotcha for what one must know before one works on it'),
    files: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(1_000))).check(z.maxLength(MOST_FILES), z.describe('Files that it is about, by their paths in the project'))),
    project: text('Leave out for the current project, or the name of another one as results show it'),
  }),
  progress: (note) => `Remembering “${note.title ?? note.text}”`,
  run: async ({ text, title, type, concept, files, project }, surroundings) => {
    const where = await projectFilter(project, surroundings);
    if (where.project === undefined) throw new UserFacingError('A note belongs to one project: name it with "project".');
    const { id } = await surroundings.api.remember({ project: where.project, text, ...given({ title, type, files, concepts: concept && [concept] }) });
    return `Remembered as ${id ?? 'a note'} of the project ${where.project}. The user can edit or delete it in Recollect's view.`;
  },
});
