import { DEFAULT_EMBEDDING_SETTINGS, DEFAULT_EXCLUDE, DEFAULT_PROVIDER_SETTINGS } from './core/settings';

/** Every id that package.json declares and the code uses; a test compares the two. */

export const EXTENSION_ID = 'recollect.recollect';

export const COMMANDS = {
  abortAll: 'recollect.abortAll',
  abortSession: 'recollect.abortSession',
  connectAgents: 'recollect.connectAgents',
  importPastSessions: 'recollect.importPastSessions',
  contextPreview: 'recollect.contextPreview',
  copyError: 'recollect.copyError',
  copyId: 'recollect.copyId',
  copyMemory: 'recollect.copyMemory',
  deleteMemory: 'recollect.deleteMemory',
  discardFailed: 'recollect.discardFailed',
  editMemory: 'recollect.editMemory',
  endIncognito: 'recollect.endIncognito',
  excludeMemory: 'recollect.excludeMemory',
  excludeProject: 'recollect.excludeProject',
  exportMemories: 'recollect.exportMemories',
  forget: 'recollect.forget',
  importMemories: 'recollect.importMemories',
  includeMemory: 'recollect.includeMemory',
  includeProject: 'recollect.includeProject',
  mergeMemories: 'recollect.mergeMemories',
  openMemory: 'recollect.openMemory',
  openView: 'recollect.openView',
  pause: 'recollect.pause',
  pinMemory: 'recollect.pinMemory',
  refresh: 'recollect.refresh',
  remember: 'recollect.remember',
  removeApiKey: 'recollect.removeApiKey',
  removeFromAgents: 'recollect.removeFromAgents',
  reprocessSession: 'recollect.reprocessSession',
  resume: 'recollect.resume',
  retryFailed: 'recollect.retryFailed',
  search: 'recollect.search',
  selectProvider: 'recollect.selectProvider',
  setApiKey: 'recollect.setApiKey',
  switchContextAgent: 'recollect.switchContextAgent',
  showFileMemories: 'recollect.showFileMemories',
  showLog: 'recollect.showLog',
  showMore: 'recollect.showMore',
  showStatus: 'recollect.showStatus',
  showWalkthrough: 'recollect.showWalkthrough',
  startIncognito: 'recollect.startIncognito',
  supersedeMemory: 'recollect.supersedeMemory',
  undoChange: 'recollect.undoChange',
  unpinMemory: 'recollect.unpinMemory',
} as const;
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** Commands of VS Code itself that the extension calls. */
export const BUILTIN_COMMANDS = {
  openSettings: 'workbench.action.openSettings',
  openWalkthrough: 'workbench.action.openWalkthrough',
  openWith: 'vscode.openWith',
  setContext: 'setContext',
} as const;

/** The rendered view of a markdown file, from VS Code's own markdown extension. */
export const MARKDOWN_PREVIEW_EDITOR = 'vscode.markdown.preview.editor';

export const VIEW_CONTAINER = 'recollect';

export const VIEWS = {
  memories: 'recollect.memories',
  fileMemories: 'recollect.fileMemories',
  queue: 'recollect.queue',
} as const;
export type ViewId = (typeof VIEWS)[keyof typeof VIEWS];

export const focusCommandOf = (view: ViewId): `${ViewId}.focus` => `${view}.focus`;

export const STATUS_BAR_ITEM = 'recollect.status';

/** Keys of when clauses. */
export const CONTEXT_KEYS = {
  /** An owner answers. */
  connected: 'recollect.connected',
  /** `none`, `user` or `provider`. */
  pause: 'recollect.pause',
  /** Messages are pending or processing. */
  hasWork: 'recollect.hasWork',
  hasFailed: 'recollect.hasFailed',
  /** An agent of this machine is connected. */
  hasAgent: 'recollect.hasAgent',
  /** Something is remembered. */
  hasMemory: 'recollect.hasMemory',
} as const;
export type ContextKey = (typeof CONTEXT_KEYS)[keyof typeof CONTEXT_KEYS];

/** Words that a tree node's `contextValue` is made of; when clauses look for them with `viewItem =~ /\bword\b/`. */
export const NODE_WORDS = {
  project: 'project',
  session: 'session',
  prompt: 'prompt',
  memory: 'memory',
  /** Kinds of memories; a prompt is none that can be changed. */
  observation: 'observation',
  summary: 'summary',
  pinned: 'pinned',
  /** Excluded or superseded: no agent is told of it. */
  leftOut: 'leftOut',
  message: 'message',
  failedGroup: 'failedGroup',
  pendingGroup: 'pendingGroup',
  processingGroup: 'processingGroup',
  /** Has messages that are pending or processing. */
  queued: 'queued',
  /** Holds messages back because their sessions were aborted. */
  held: 'held',
  /** Is a project of which nothing is recorded. */
  excluded: 'excluded',
  /** Is a session of which nothing is recorded. */
  incognito: 'incognito',
  /** Is failed, or has failed messages. */
  failed: 'failed',
} as const;
export type NodeWord = (typeof NODE_WORDS)[keyof typeof NODE_WORDS];

export const SETTINGS_SECTION = 'recollect';

/** Settings by their name inside the section, with the default that package.json repeats. */
export const SETTINGS = {
  provider: { name: 'provider', default: DEFAULT_PROVIDER_SETTINGS.name },
  anthropicModel: { name: 'anthropic.model', default: DEFAULT_PROVIDER_SETTINGS.anthropic.model },
  anthropicBaseUrl: { name: 'anthropic.baseUrl', default: DEFAULT_PROVIDER_SETTINGS.anthropic.baseUrl },
  geminiModel: { name: 'gemini.model', default: DEFAULT_PROVIDER_SETTINGS.gemini.model },
  geminiBaseUrl: { name: 'gemini.baseUrl', default: DEFAULT_PROVIDER_SETTINGS.gemini.baseUrl },
  /** Empty means that search goes by words alone. */
  embeddingBaseUrl: { name: 'embedding.baseUrl', default: DEFAULT_EMBEDDING_SETTINGS.baseUrl },
  embeddingModel: { name: 'embedding.model', default: DEFAULT_EMBEDDING_SETTINGS.model },
  /** VS Code's own agents are recorded. */
  connectVscode: { name: 'connectVscode', default: false },
  /** How VS Code's own agents get the tools: never in both ways, which would double each. */
  vscodeTools: { name: 'vscodeTools', default: 'languageModelTools' },
  excludeFiles: { name: 'excludeFiles', default: DEFAULT_EXCLUDE.files },
  excludeProjects: { name: 'excludeProjects', default: DEFAULT_EXCLUDE.projects },
  promptMemories: { name: 'promptMemories', default: true },
  /** `3 memories` above files that have some. */
  codeLens: { name: 'codeLens', default: false },
  /** Memories that name what is under the pointer. */
  hover: { name: 'hover', default: false },
  payloadRetentionDays: { name: 'payloadRetentionDays', default: 0 },
  /** Empty means VS Code's global storage. */
  dataFolder: { name: 'dataFolder', default: '' },
} as const;

export const VSCODE_TOOLS = ['languageModelTools', 'mcpServer', 'off'] as const;
export type VscodeTools = (typeof VSCODE_TOOLS)[number];

/** The contribution by which VS Code is offered the MCP server. */
export const MCP_SERVER_PROVIDER = 'recollect.mcpServer';

/** What a key can be set for; the embedding endpoint does without where it needs none. */
export const KEYED_PROVIDERS = ['anthropic', 'gemini', 'embedding'] as const;
export type KeyedProvider = (typeof KEYED_PROVIDERS)[number];

/** Where VS Code's SecretStorage keeps each provider's key. */
export const SECRET_KEYS = {
  anthropic: 'recollect.anthropic.apiKey',
  gemini: 'recollect.gemini.apiKey',
  embedding: 'recollect.embedding.apiKey',
} as const satisfies Record<KeyedProvider, string>;

/** The page for a new user. */
export const WALKTHROUGH = 'start';

/** Scheme of the read-only documents: a memory, the status. */
export const DOCUMENT_SCHEME = 'recollect';
/** Scheme of the pages that a memory is edited on. */
export const EDIT_SCHEME = 'recollect-edit';

/** Scheme of the documents that hold exactly what a next session is told. */
export const CONTEXT_SCHEME = 'recollect-context';

export const LOG_CHANNEL = 'Recollect';
