import { ErrorCodes, type MessageConnection, ResponseError } from 'vscode-jsonrpc/node';
import * as z from 'zod/mini';
import type { RecollectApi } from '../core/api';
import { API_METHODS } from '../core/api';
import { messageOf } from '../core/errors';
import { MARKINGS } from '../core/editing';
import { AGENTS, NOTES } from '../core/hookEvent';
import { CONCEPTS, OBSERVATION_TYPES } from '../core/observation';
import { transferBatch, transferLinks } from '../core/transfer/item';

/** Sent by the owner after each change, at most ten times a second; its parameter is the status. */
export const CHANGED = 'changed';
/** Asks whether the owner still answers. */
export const PING = 'ping';
/** A newer version asks the owner to end in good order, so that it can take over. */
export const HAND_OVER = 'handOver';

const id = z.number().check(z.int(), z.nonnegative());
const paging = { limit: z.optional(id), offset: z.optional(id) };
const scope = z.object({ sessionId: z.optional(id), messageId: z.optional(id) });
const nothing = z.unknown();
const memoryId = z.string().check(z.regex(/^[os]\d{1,15}$/, { error: 'the id of a memory is like o12 or s3' }));
const memoryIds = z.array(memoryId).check(z.maxLength(1_000));
const texts = z.optional(z.array(z.string()).check(z.maxLength(1_000)));
const concepts = z.optional(z.array(z.enum(CONCEPTS)));
const type = z.optional(z.enum(OBSERVATION_TYPES));
const line = z.optional(z.string());

const forgetScope = z.union([z.strictObject({ sinceMs: z.number() }), z.strictObject({ sessionId: id }), z.strictObject({ project: z.string() })]);

/** What each method takes: a peer on the socket is not trusted. */
const PARAMETERS = {
  status: nothing,
  projects: nothing,
  sessions: z.object({ project: z.optional(z.string()), ...paging }),
  prompts: z.object({ sessionId: id }),
  memories: z.object({ sessionId: id, promptNumber: id }),
  queue: z.object({ state: z.optional(z.enum(['pending', 'processing', 'failed'])), sessionId: z.optional(id), ...paging }),
  agents: nothing,
  get: z.object({ ids: z.array(z.string()).check(z.maxLength(1_000)) }),
  search: z.object({
    query: z.string().check(z.maxLength(10_000)),
    project: z.optional(z.string()),
    agent: z.optional(z.enum([...AGENTS, NOTES])),
    sessionId: z.optional(id),
    type: z.optional(z.enum([...OBSERVATION_TYPES, 'summary', 'prompt'])),
    concept: z.optional(z.enum(CONCEPTS)),
    file: z.optional(z.string().check(z.maxLength(4_096))),
    sinceMs: z.optional(z.number()),
    untilMs: z.optional(z.number()),
    limit: z.optional(id),
  }),
  fileMemories: z.object({ file: z.string().check(z.minLength(1), z.maxLength(4_096)), project: z.optional(z.string()), limit: z.optional(id) }),
  project: z.object({ folder: z.string().check(z.maxLength(4_096)) }),
  context: z.object({ project: z.string(), agent: z.optional(z.enum(AGENTS)), folder: z.optional(z.string().check(z.maxLength(4_096))) }),
  abort: z.object({ sessionId: z.optional(id) }),
  retry: scope,
  discard: scope,
  reprocess: z.object({ sessionId: id }),
  pastSessions: z.object({ agent: z.optional(z.enum(AGENTS)), project: z.optional(z.string().check(z.maxLength(4_096))), sinceMs: z.optional(z.number()), limit: z.optional(id) }),
  backfill: z.object({ files: z.array(z.string().check(z.maxLength(4_096))).check(z.maxLength(10_000)) }),
  cancelBackfill: nothing,
  pause: nothing,
  resume: nothing,
  incognito: z.union([z.object({ sessionId: id, isOn: z.boolean(), forget: z.optional(z.boolean()) }), z.object({ agentSessionId: z.string().check(z.minLength(1), z.maxLength(4_096)), isOn: z.literal(false) })]),
  excludeProject: z.object({ project: z.string().check(z.minLength(1), z.maxLength(4_096)), isOn: z.boolean() }),
  mark: z.object({ ids: memoryIds, as: z.enum(MARKINGS) }),
  supersede: z.object({ id: memoryId, by: memoryId }),
  edit: z.object({
    id: memoryId,
    changes: z.strictObject({
      type, concepts,
      title: line, subtitle: line, narrative: line,
      facts: texts, filesRead: texts, filesModified: texts,
      request: line, investigated: line, learned: line, completed: line, nextSteps: line,
    }),
  }),
  delete: z.object({ ids: memoryIds }),
  merge: z.object({ ids: memoryIds }),
  remember: z.object({ project: z.string().check(z.minLength(1)), text: z.string(), title: line, type, concepts, files: texts }),
  undo: nothing,
  forgetPreview: forgetScope,
  forget: forgetScope,
  importBatch: transferBatch,
  importLinks: z.object({ links: transferLinks }),
} satisfies Record<keyof RecollectApi, z.ZodMiniType>;

/** Answers the API's methods on a connection, whatever carries it. */
export function serveApi(connection: MessageConnection, api: RecollectApi, handOver: () => void): void {
  for (const method of API_METHODS) {
    connection.onRequest(method, async (raw: unknown) => {
      const parameters = z.safeParse(PARAMETERS[method], raw ?? {});
      if (!parameters.success) return new ResponseError(ErrorCodes.InvalidParams, `${method}: ${z.prettifyError(parameters.error)}`);
      try {
        // The schema of this very method has read the parameters.
        return await (api[method] as (query: unknown) => Promise<unknown>).call(api, parameters.data);
      } catch (error) {
        return new ResponseError(ErrorCodes.InternalError, messageOf(error));
      }
    });
  }
  connection.onRequest(PING, () => true);
  connection.onRequest(HAND_OVER, () => {
    setImmediate(handOver);
    return true;
  });
}
