import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rounded, spread } from './measure';

/** Appends and syncs one record at a time: what the disk itself allows without sharing a sync. */
export function appendFloor(folder: string, samples: number, sizeBytes: number): object {
  const file = join(folder, 'floor.log');
  const fd = openSync(file, 'a');
  const record = Buffer.alloc(sizeBytes, 'x');
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const startMs = performance.now();
    writeSync(fd, record);
    fdatasyncSync(fd);
    times.push(performance.now() - startMs);
  }
  closeSync(fd);
  rmSync(file);
  return { perSecond: rounded(1000 / (times.reduce((sum, ms) => sum + ms, 0) / samples), 0), ...spread(times) };
}

/** One row a transaction in native SQLite, WAL, synchronous=FULL. */
export function sqliteFloor(folder: string, samples: number, sizeBytes: number): object {
  const file = join(folder, 'floor.db');
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE events (id INTEGER PRIMARY KEY, payload TEXT)');
  const insert = db.prepare('INSERT INTO events (payload) VALUES (?)');
  const text = 'x'.repeat(sizeBytes);
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const startMs = performance.now();
    insert.run(text);
    times.push(performance.now() - startMs);
  }
  db.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return { perSecond: rounded(1000 / (times.reduce((sum, ms) => sum + ms, 0) / samples), 0), ...spread(times) };
}
