import { expect, test } from 'vitest';
import { flagDifference, sameFlags, sortFlags } from '../../server/running/message-flags.ts';

test.each<[string, readonly string[], readonly string[], (readonly string[])?]>([
  ['\\Seen', ['\\Seen'], []],
  ['\\SEEN', ['\\Seen'], []],
  ['\\Recent', [], []],
  ['\\Weird', [], ['\\Weird']],
  ['$Forwarded', ['$Forwarded'], []],
  ['a.b-c_d', ['a.b-c_d'], []],
  ['', [], ['']],
  ['two words', [], ['two words']],
  ['bad{flag', [], ['bad{flag']],
  ['a]b', [], ['a]b']],
  ['(', [], ['(']],
  ['%', [], ['%']],
  ['"q"', [], ['"q"']],
  ['back\\slash', [], ['back\\slash']],
  ['Étiquette', [], ['Étiquette']],
  ['line\r\nA1 NOOP', [], ['line\r\nA1 NOOP']],
  ['\\Seen', ['\\Seen'], [], ['\\seen', 'work']],
  ['other', [], ['other'], ['\\Seen', 'work']],
])('%j is carried only if every server can read it', (flag, carried, leftOut, permanent) => {
  expect(sortFlags([flag], permanent)).toEqual({ carried, leftOut });
});

test('flags differ without regard to case or order', () => {
  expect(sameFlags(['\\Seen', 'Work'], ['work', '\\SEEN'])).toBe(true);
  expect(flagDifference(['a', 'b'], ['B', 'c'])).toEqual({ add: ['c'], remove: ['a'] });
});
