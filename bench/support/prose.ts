import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './servedOwner';

/** Sentences about software as people write them: those of the documentation of the packages that are installed here. */
export function readProse(): readonly string[] {
  const folder = join(ROOT, 'node_modules');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).sort();
  const sentences = new Set<string>();
  for (const file of files) for (const sentence of sentencesOf(readFileSync(join(folder, file), 'utf8'))) sentences.add(sentence);
  return [...sentences];
}

function sentencesOf(markdown: string): string[] {
  const text = markdown
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/https?:\S+/g, ' ')
    .replace(/[#*`|>]/g, ' ');
  return text
    .split(/(?<=[.!?:])\s+|\n\s*\n|\n\s*[-•] /)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length >= 40 && sentence.length <= 220 && /[a-z]{3} [a-z]{2}/.test(sentence));
}
