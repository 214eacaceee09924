import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { Database, loadEngine } from '../../../src/storage/database';
import { PagedFile, type PageSource, pagesOf } from '../../../src/storage/pagedFile';

const MAX_BYTES = 40_000;

function bytesOf(source: PageSource): Uint8Array {
  const bytes = new Uint8Array(source.sizeBytes);
  source.readInto(bytes, 0);
  return bytes;
}

type Step = { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array } | { readonly kind: 'freeze' | 'rebase' | 'thaw' };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), at: fc.nat(MAX_BYTES / 2), bytes: fc.uint8Array({ minLength: 1, maxLength: 9_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('freeze' as const, 'rebase' as const, 'thaw' as const) }) },
);

describe('a paged file', () => {
  it('reads as what was written to it last, whatever was frozen, rebased or thawed in between', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20_000 }), fc.array(step, { maxLength: 30 }), fc.array(fc.tuple(fc.nat(MAX_BYTES), fc.integer({ min: 1, max: 9_000 })), { maxLength: 10 }), (start, steps, reads) => {
        const file = new PagedFile(pagesOf(start));
        const expected = new Uint8Array(MAX_BYTES);
        expected.set(start);
        let size = start.length;
        let frozen: PageSource | undefined;
        let whenFrozen = new Uint8Array();
        for (const one of steps) {
          if (one.kind === 'write') {
            file.set(one.bytes, one.at);
            expected.set(one.bytes, one.at);
            size = Math.max(size, one.at + one.bytes.length);
          } else if (one.kind === 'freeze' && !frozen) {
            frozen = file.freeze();
            whenFrozen = expected.slice(0, size);
          } else if (frozen && one.kind !== 'freeze') {
            assert.deepEqual(bytesOf(frozen), whenFrozen);
            if (one.kind === 'rebase') file.rebase(pagesOf(whenFrozen));
            file.thaw();
            frozen = undefined;
          }
        }
        assert.equal(file.sizeBytes, size);
        for (const [from, length] of reads) {
          const end = Math.min(from + length, size);
          if (from < end) assert.deepEqual(file.subarray(from, end).slice(), expected.slice(from, end)); // A copy: the next read uses the same bytes.
        }
      }),
    );
  });

  describe('under sql.js', () => {
    let engine: Awaited<ReturnType<typeof loadEngine>>;
    before(async () => (engine = await loadEngine(join(__dirname, '../../../node_modules/sql.js/dist/sql-wasm.wasm'))));

    const insert = (db: Database, count: number): void => {
      db.exec('BEGIN');
      db.record(() => {
        for (let index = 0; index < count; index++) db.run('INSERT INTO notes (text) VALUES (?)', `${index} `.repeat(200));
      });
      db.exec('COMMIT');
    };
    const made = (): Database => {
      const db = new Database(engine);
      db.execScript('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)');
      return db;
    };
    const countIn = (db: Database): unknown => db.get('SELECT count(*) AS n FROM notes')?.['n'];
    const check = (db: Database): unknown => db.get('PRAGMA integrity_check')?.['integrity_check'];

    it('holds the database: what is frozen opens as it was, while more is written', () => {
      const db = made();
      insert(db, 500);
      const frozen = db.freeze();
      insert(db, 500);
      const copy = new Database(engine, pagesOf(bytesOf(frozen)));
      assert.deepEqual([countIn(copy), check(copy)], [500, 'ok']);
      db.rebase(pagesOf(bytesOf(frozen)));
      insert(db, 500);
      assert.deepEqual([countIn(db), check(db)], [1_500, 'ok']);
      const later = new Database(engine, db.freeze());
      assert.deepEqual([countIn(later), check(later)], [1_500, 'ok']);
      for (const each of [copy, db, later]) each.close();
    });

    it('survives a rollback of more than the page cache holds, and is right in snapshots after it', () => {
      const db = made();
      insert(db, 100);
      db.exec('BEGIN');
      db.record(() => {
        for (let index = 0; index < 20_000; index++) db.run('INSERT INTO notes (text) VALUES (?)', `${index} `.repeat(200));
      });
      db.exec('ROLLBACK');
      assert.deepEqual([countIn(db), check(db)], [100, 'ok']);
      insert(db, 100);
      assert.equal(db.isInMemory, true);
      const copy = new Database(engine, pagesOf(bytesOf(db.freeze())));
      assert.deepEqual([countIn(copy), check(copy)], [200, 'ok']);
      for (const each of [copy, db]) each.close();
    });

    it('fails for good when a page cannot be read', () => {
      const db = made();
      insert(db, 5_000);
      const bytes = bytesOf(db.freeze());
      db.close();
      let isGone = false;
      const source: PageSource = { ...pagesOf(bytes), readInto: (target, position) => {
        if (isGone) throw new Error('EIO: i/o error, read');
        target.set(bytes.subarray(position, position + target.length));
      } };
      const opened = new Database(engine, source);
      opened.get('SELECT 1 FROM notes');
      isGone = true;
      assert.throws(() => opened.get('SELECT max(length(text)) FROM notes'), /cannot be read any more: EIO/);
      isGone = false;
      assert.throws(() => opened.get('SELECT max(length(text)) FROM notes'), /cannot be read any more: EIO/);
    });
  });
});
