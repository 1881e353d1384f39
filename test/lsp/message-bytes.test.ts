/** What goes over a stream is the message’s JSON, however it is put together. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageBytes } from '../../server/message-bytes.ts';

const read = (message: object): unknown => JSON.parse(Buffer.from(messageBytes(message)).toString('utf8'));

test('a message is its JSON', () => {
  const message = { jsonrpc: '2.0', method: 'migplan/changed', params: { plan: 'é → 📬' } };
  expect(Buffer.from(messageBytes(message)).toString('utf8')).toBe(JSON.stringify(message));
});

test('so is one with a long answer, whatever is in it', () => {
  const item = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null), fc.object());
  fc.assert(
    fc.property(fc.array(item, { minLength: 195, maxLength: 210 }), (result) => {
      const message = { jsonrpc: '2.0', id: 7, result };
      expect(Buffer.from(messageBytes(message)).toString('utf8')).toBe(JSON.stringify(message));
    }),
    { numRuns: 30 },
  );
  expect(read({ result: Array(400).fill(undefined) })).toEqual({ result: Array(400).fill(null) });
});
