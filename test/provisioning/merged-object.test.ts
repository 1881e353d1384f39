/** What a server and the directory beside it tell of one address: there where both have it, and never absent by half an answer. */
import { expect, test } from 'vitest';
import { merged } from '../../server/endpoints/own-server/merged-object.ts';
import type { HeldObject, SeenObject } from '../../server/planning/provisioning/target-state.ts';
import { text } from '../../server/planning/text.ts';

const held = (id: string, more: Partial<HeldObject> = {}): HeldObject => ({
  ...{ state: 'held', kind: 'mailbox', id, isReady: true, ...more },
});
const entry = held('entry', { aliases: ['a@a.example'], profile: { name: 'Anna' } });
const mailbox = held('mailbox', { quota: 1, access: [] });
const absent: SeenObject = { state: 'absent' };
const unknown: SeenObject = { state: 'unknown', why: text('silent', 'muet') };
const blocked: SeenObject = { state: 'blocked', why: text('taken', 'pris') };

const makes = { isByRun: true, serverMakes: true };
const opens = { isByRun: true, serverMakes: false };
const byPeople = { isByRun: false, serverMakes: false };
const both = { ...mailbox, ...entry };
const notReady = { ...entry, isReady: false };

test.each([
  ['both', entry, mailbox, makes, both],
  ['both, at a server that is not told', entry, mailbox, opens, both],
  ['an entry whose mailbox is to be made', entry, absent, makes, absent],
  ['an entry that the server does not open yet', entry, absent, opens, notReady],
  ['an entry that the server does not tell of', entry, unknown, opens, notReady],
  ['an entry, and a server that could not be asked', entry, unknown, makes, unknown],
  ['a mailbox whose entry is to be made', absent, mailbox, makes, absent],
  ['neither', absent, absent, opens, absent],
  ['neither, of which a server says nothing', absent, unknown, opens, absent],
  ['no entry, and a server that could not be asked', absent, unknown, makes, unknown],
  ['a directory that could not be asked', unknown, mailbox, opens, unknown],
  ['an entry in the way', blocked, mailbox, makes, blocked],
  ['a mailbox in the way', entry, blocked, makes, blocked],
  ['a room that people made without an entry', absent, mailbox, byPeople, mailbox],
  ['a list, which is an entry alone', entry, undefined, opens, entry],
] as const)('%s', (_name, one, other, makers, expected) => {
  expect(merged({ entry: one, mailbox: other }, makers)).toEqual(expected);
});

test('an account that the server has from elsewhere is not made a second time', () => {
  expect(merged({ entry: absent, mailbox }, opens)).toMatchObject({ state: 'blocked' });
});
