export type CommandKind = 'test' | 'commit' | 'build' | 'install' | 'lint' | 'look' | 'other';

const RUNNER = String.raw`(?:npm|pnpm|yarn|bun)(?:\s+-\S+)*(?:\s+run)?`;
const KINDS: readonly (readonly [CommandKind, RegExp])[] = [
  ['test', new RegExp(String.raw`^(?:${RUNNER}\s+(?:t|test|tests|unit|e2e)(?:[:\s]|$)|node\s(?:.*\s)?--test\b|(?:npx\s+)?(?:mocha|jest|vitest|ava|tap|playwright\s+test|cypress\s+run)\b|(?:python3?\s+-m\s+)?(?:pytest|unittest)\b|go\s+test\b|cargo\s+(?:nextest|test)\b|(?:\.\/)?(?:mvnw?|gradlew?)\s.*\btest\b|dotnet\s+test\b|(?:bundle\s+exec\s+)?rspec\b|(?:\.\/vendor\/bin\/)?phpunit\b|make\s+(?:test|check)\b|ctest\b|deno\s+test\b|tox\b)`, 'u')],
  ['commit', /^git\s(?:.*\s)?commit\b/u],
  ['install', new RegExp(String.raw`^(?:${RUNNER}\s+(?:i|ci|install|add|remove|uninstall|up|update)\b|pip3?\s+install\b|uv\s+(?:add|sync|pip)\b|poetry\s+(?:add|install)\b|cargo\s+add\b|go\s+(?:get|mod\s+tidy)\b|apt(?:-get)?\s+install\b|brew\s+install\b|gem\s+install\b|bundle\s+install\b)`, 'u')],
  ['build', new RegExp(String.raw`^(?:${RUNNER}\s+(?:build|compile|package|bundle)\b|make\b|cargo\s+build\b|go\s+build\b|(?:npx\s+)?(?:tsc|esbuild|webpack|rollup|vite\s+build)\b|docker\s+build\b|cmake\b|mvnw?\s|(?:\.\/)?gradlew?\s)`, 'u')],
  ['lint', new RegExp(String.raw`^(?:${RUNNER}\s+(?:lint|check|types|typecheck|format)\b|(?:npx\s+)?(?:eslint|prettier|biome|ruff|mypy|pyright|flake8|black)\b|cargo\s+(?:clippy|fmt|check)\b|go\s+vet\b|golangci-lint\b)`, 'u')],
  ['look', /^(?:cd|pwd|ls|cat|head|tail|less|wc|stat|file|tree|find|fd|grep|rg|ag|which|type|whoami|date|env|printenv|echo|printf|sleep|true|du|df|ps|diff|sed\s+-n|awk|sort|uniq|jq|git\s+(?:-[cC]\s+[^\s-]\S*\s+|-\S+\s+)*(?:status|log|diff|show|branch|blame|remote|rev-parse|ls-files|grep))(?:\s|$)/u],
];

/** The commands of a shell line: split at `&&`, `||`, `;`, `|` and line ends outside quotes. */
export function segmentsOf(line: string): readonly string[] {
  const segments: string[] = [];
  let current = '';
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index);
    if (char === '\\' && quote !== "'") {
      current += char + line.charAt(++index);
    } else if (quote !== '') {
      current += char;
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") {
      quote = char;
      current += char;
    } else if (char === ';' || char === '\n' || char === '|' || (char === '&' && line.charAt(index + 1) === '&')) {
      segments.push(current);
      current = '';
    } else current += char;
  }
  return [...segments, current].map(bareCommand).filter((segment) => segment !== '');
}

/** Without what stands before the program: `&`, variables, `sudo`, `time`, `timeout 60`. */
function bareCommand(segment: string): string {
  return segment.replace(/^[\s&(]+/u, '').replace(/^(?:(?:[A-Za-z_]\w*=\S*|sudo|time|env|exec|command|timeout\s+\S+)\s+)+/u, '').trim();
}

function kindOfSegment(segment: string): CommandKind {
  return KINDS.find(([, pattern]) => pattern.test(segment))?.[0] ?? 'other';
}

export interface ShellCommand {
  readonly kind: CommandKind;
  /** The part that gives the line its kind. */
  readonly main: string;
  /** The same for two runs of the same thing, whatever their flags. */
  readonly key: string;
}

const ORDER: readonly CommandKind[] = ['test', 'commit', 'install', 'build', 'lint', 'other', 'look'];

export function readCommand(line: string): ShellCommand {
  const segments = segmentsOf(line).map((text) => ({ text, kind: kindOfSegment(text) }));
  for (const kind of ORDER) {
    const main = segments.find((segment) => segment.kind === kind)?.text;
    if (main !== undefined) return { kind, main, key: kind === 'test' ? main.split(/\s+/u).filter((word) => !/^[-2>]/u.test(word)).join(' ') : main };
  }
  return { kind: 'other', main: line, key: line };
}

/** The first line of a commit's message, from the command or from what git says. */
export function commitMessageOf(command: string, output: string): string {
  const heredoc = /<<-?\s*['"]?\w+['"]?\s*\n\s*([^\n]+)/u.exec(command)?.[1];
  const [, single, double] = /\s(?:-\w*m|--message)[\s=]*(?:'([^']+)'|"([^"]+)")/u.exec(command) ?? [];
  const said = /^\[[^\]\n]+\] (.+)$/mu.exec(output)?.[1];
  const message = double?.startsWith('$(') === true ? heredoc : (single ?? double);
  return (message ?? heredoc ?? said ?? '').split('\n', 1)[0] ?? '';
}
