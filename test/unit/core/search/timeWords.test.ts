import assert from 'node:assert/strict';
import { asksForTime, tellsTime } from '../../../../src/core/search/timeWords';

describe('Words of time', () => {
  it('are those that tell when something was', () => {
    for (const text of ['It failed yesterday.', 'two weeks ago', 'since last Friday', 'In February we moved it', 'the other day', 'Last night’s build']) assert.ok(tellsTime(text), text);
  });

  it('are not those that code is full of', () => {
    for (const text of ['the last element', 'next() is called', 'it may march on', 'daylight saving', 'setTimeout', 'since it is null', 'first-second']) assert.ok(!tellsTime(text), text);
  });

  it('are asked for by questions for a time', () => {
    for (const query of ['When did we switch to WAL?', 'since when', 'what year was it', 'How long did the migration take']) assert.ok(asksForTime(query), query);
    for (const query of ['whenever', 'what happened', 'how many', 'timeout']) assert.ok(!asksForTime(query), query);
  });
});
