import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { REPOSITORY } from '../../support/vscodeHost/repository';

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(REPOSITORY, 'docs', 'adr')).map((name) => `docs/adr/${name}`)];
const FOLDERS = readdirSync(REPOSITORY, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
/** Made by a build or a run. */
const MADE = new Set(['dist', 'out', 'coverage', 'node_modules']);

const text = (document: string): string => readFileSync(join(REPOSITORY, document), 'utf8');
const matches = (document: string, pattern: RegExp): string[] => [...text(document).matchAll(pattern)].map(([, found]) => found ?? '');

describe('documents', () => {
  for (const document of DOCUMENTS) {
    it(`${document} links only to what exists`, () => {
      const targets = matches(document, /\]\((?!https?:|#)([^)#]+)[^)]*\)/g);
      assert.deepEqual(targets.filter((target) => !existsSync(join(REPOSITORY, dirname(document), target))), []);
    });

    it(`${document} names only files that exist`, () => {
      const paths = matches(document, /`([\w.-]+\/[\w./-]+)`/g).filter((path) => FOLDERS.includes(path.split('/')[0] ?? '') && !MADE.has(path.split('/')[0] ?? ''));
      assert.deepEqual(paths.filter((path) => !existsSync(join(REPOSITORY, path))), []);
    });

    it(`${document} names only scripts that exist`, () => {
      const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(text('package.json')));
      assert.deepEqual(matches(document, /npm run ([\w:]+)/g).filter((script) => !(script in scripts)), []);
    });
  }
});
