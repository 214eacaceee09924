import { findNodeAtLocation, getNodeValue } from 'jsonc-parser';
import { added, removed } from './jsonEdit';
import { CannotParseError, type JsonObject, parseObject, unmarked } from './jsonText';
import { binFolder } from './hookCommand';
import type { Surroundings } from './surroundings';
import { join } from 'node:path';

/** The program in the `bin` folder that runs the command line program. */
export const CLI_LAUNCHER = 'recollect';

const SERVERS = 'mcpServers';
/** Where agents have our server among theirs. */
const PATH = [SERVERS, 'recollect'];
const RUNS_US = new RegExp(`[\\\\/]bin[\\\\/]+${CLI_LAUNCHER}(?:\\.cmd)?"`);

/** What an agent is told about the server that answers its tools. */
export function mcpServer({ recollectHome, platform }: Pick<Surroundings, 'recollectHome' | 'platform'>, more: JsonObject = {}): JsonObject {
  const command = platform === 'win32' ? `${recollectHome}\\bin\\${CLI_LAUNCHER}.cmd` : join(binFolder(recollectHome), CLI_LAUNCHER);
  return { ...more, command, args: ['mcp'] };
}

/** The text with our server in it, unless a person has another of that name. @throws CannotParseError */
export function withServer(file: string, server: JsonObject): string {
  const { mark, text } = unmarked(file);
  const root = parseObject(text);
  const servers = findNodeAtLocation(root, [SERVERS]);
  if (servers && servers.type !== 'object') throw new CannotParseError(`"${SERVERS}" in it is not an object`);
  return findNodeAtLocation(root, PATH) ? file : mark + added(text, PATH, server);
}

/** The text without our server, and without the list that held nothing else. @throws CannotParseError */
export function withoutServer(file: string): string {
  if (!hasOwnServer(file)) return file;
  const { mark, text } = unmarked(file);
  const without = removed(text, PATH);
  return mark + (findNodeAtLocation(parseObject(without), [SERVERS])?.children?.length === 0 ? removed(without, [SERVERS]) : without);
}

/** @throws CannotParseError */
export function hasOwnServer(file: string): boolean {
  const { text } = unmarked(file);
  if (!text.includes(CLI_LAUNCHER)) return false;
  const server = findNodeAtLocation(parseObject(text), PATH);
  return server !== undefined && RUNS_US.test(JSON.stringify(getNodeValue(server)));
}
