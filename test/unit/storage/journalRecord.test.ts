import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkLine, decodeTransaction, encodeLine, type SqlValue } from '../../../src/storage/journalRecord';

const sqlValue: fc.Arbitrary<SqlValue> = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)));

describe('a line of the journal', () => {
  it('is read as it was written, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.array(sqlValue))), (statements) => {
        const line = encodeLine({ statements });
        assert.equal(line.indexOf(0x0a), line.length - 1);
        const checked = checkLine(line.subarray(0, -1));
        assert.ok(checked && 'transaction' in checked);
        const read = decodeTransaction(checked.transaction);
        const plain = (value: SqlValue): unknown => (value instanceof Uint8Array ? [...value] : value);
        assert.deepEqual(read.map(([sql, params]) => [sql, params.map(plain)]), statements.map(([sql, params]) => [sql, params.map(plain)]));
      }),
    );
  });

  it('is refused when any bit of it is another', () => {
    const line = encodeLine({ statements: [['INSERT INTO t VALUES (?)', ['value', 7, Buffer.from('blob')]]] }).subarray(0, -1);
    fc.assert(
      fc.property(fc.nat(line.length * 8 - 1), (bit) => {
        const damaged = Buffer.from(line);
        damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        assert.equal(checkLine(damaged), undefined);
      }),
    );
  });

  it('is refused when it is cut', () => {
    const line = encodeLine({ header: { format: 1, schema: 1, pid: 1, reason: 'claim' } });
    for (let length = 0; length < line.length - 1; length++) assert.equal(checkLine(line.subarray(0, length)), undefined);
  });
});
