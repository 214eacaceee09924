import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../vscodeHost/repository';
import { parseRecording, type RecordedEvent } from './parseRecording';

/** Reads one of test/fixtures/recordings, in the order in which the agent ran its hooks. */
export async function readRecording(name: string): Promise<RecordedEvent[]> {
  return parseRecording(await readFile(join(REPOSITORY, 'test', 'fixtures', 'recordings', name), 'utf8'));
}
