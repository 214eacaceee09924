import type { RecordedEvent } from '../../test/support/replay/recording';

const WIDTH = 90;

/** An event in one line for a person: its name and, in short, what it is about. */
export function describeEvent({ name, payload }: RecordedEvent): string {
  const input = payload['tool_input'];
  const argument: unknown = typeof input === 'object' && input !== null ? Object.values(input)[0] : (payload['prompt'] ?? payload['last_assistant_message']);
  const about = [payload['tool_name'], argument].filter((part) => typeof part === 'string').join(' ');
  const line = `${name.padEnd(18)} ${about.replace(/\s+/g, ' ')}`.trimEnd();
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}
