/** A mailbox of Gmail copied, changed and copied again: each message is at the target once, wherever its labels go. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MailboxCopy } from '../../server/planning/migration-plan.ts';
import { copyMailbox } from '../../server/running/copying/copy-mailbox.ts';
import { verifyMailbox } from '../../server/running/verifying/verify-mailbox.ts';
import { ALL_MAIL, GmailMailbox, IMPORTANT, SENT, STARRED, TRASH } from '../support/gmail-memory.ts';
import { job, MemoryCopy } from './copying/memory-copy.ts';

const { signal } = new AbortController();
let mail: MemoryCopy;
let gmail: GmailMailbox;
beforeEach(async () => {
  mail = await MemoryCopy.begin();
  gmail = new GmailMailbox(mail.from);
  gmail.receive('read', 'INBOX', 'Work', IMPORTANT);
  gmail.receive('filed', 'Work', 'Work/Projects');
  gmail.receive('archived', STARRED);
  gmail.receive('answer', SENT, 'INBOX');
});
afterEach(() => mail.end());

/** A new connection, as each run has. */
function copy(more: Partial<MailboxCopy> = {}) {
  const { exclude = [] } = more;
  const { clock, ledger, to } = mail;
  return copyMailbox({ ...job, ...more }, gmail.source({ exclude }), to.asTarget(), ledger, {
    signal,
    clock,
  });
}

/** Subjects at the target by folder. */
function target(): Record<string, string[]> {
  const found = [...mail.to.folders.values()].map(({ path, messages }): [string, string[]] => [
    path,
    messages.map(({ content }) => /Subject: (.*)\r/.exec(content.toString())?.[1] ?? '').sort(),
  ]);
  return Object.fromEntries(found.filter(([, subjects]) => subjects.length > 0));
}

const everything = () => Object.values(target()).flat().sort();

async function expectEqual(): Promise<void> {
  const { clock } = mail;
  const compared = await verifyMailbox(job, gmail.source(), mail.to.asSource(), {
    signal,
    clock,
    content: 'all',
  });
  // What was moved stands behind what was there, and uses are the target's own: neither counts.
  const counted = compared.differences.filter(({ kind }) => kind !== 'order' && kind !== 'use');
  expect([compared.outcome, counted]).toEqual(['equal', []]);
}

test('once, in one folder, and equal', async () => {
  const result = await copy();
  expect(result.outcome).toBe('complete');
  expect(everything()).toEqual(['answer', 'archived', 'filed', 'read']);
  expect(target()).toMatchObject({ INBOX: ['answer', 'read'], 'Work/Projects': ['filed'] });
  await expectEqual();
  const again = await copy();
  expect([again.outcome, everything()]).toEqual(['complete', ['answer', 'archived', 'filed', 'read']]);
});

const changes: Readonly<Record<string, () => void>> = {
  'archived out of the inbox': () => gmail.unlabel('read', 'INBOX'),
  'archived, without a label': () => gmail.unlabel('answer', 'INBOX'),
  'put into the inbox': () => gmail.label('filed', 'INBOX'),
  'given a label that comes first': () => {
    gmail.box.create('A/Very/Deep');
    gmail.label('filed', 'A/Very/Deep');
  },
  'given its first label': () => gmail.label('archived', 'Work'),
  'stripped of all labels': () => {
    gmail.unlabel('filed', 'Work');
    gmail.unlabel('filed', 'Work/Projects');
  },
  'given its first label, and another stripped of all': () => {
    gmail.label('archived', 'Work');
    gmail.unlabel('filed', 'Work');
    gmail.unlabel('filed', 'Work/Projects');
  },
  'given a label that changes nothing': () => gmail.label('read', 'Work/Projects'),
  'thrown away': () => {
    for (const path of ['INBOX', 'Work', IMPORTANT, ALL_MAIL]) gmail.unlabel('read', path);
    gmail.label('read', TRASH);
  },
};

test.each(Object.keys(changes))('a message %s between two runs is not doubled', async (name) => {
  await copy();
  changes[name]?.();
  expect((await copy()).outcome).toBe('complete');
  expect(everything()).toEqual(['answer', 'archived', 'filed', 'read']);
  await expectEqual();
});

test('and a run without its ledger doubles nothing either', async () => {
  await copy();
  gmail.unlabel('read', 'INBOX');
  gmail.label('read', 'Work/Projects');
  gmail.receive('new', 'INBOX', 'Work');
  await copy();
  await mail.loseLedger();
  await copy();
  expect(everything()).toEqual(['answer', 'archived', 'filed', 'new', 'read']);
  await expectEqual();
});

test('what is in a folder that is left out, and in another, is copied', async () => {
  gmail.receive('advert', 'Adverts');
  gmail.receive('both', 'Adverts', 'Work');
  await copy({ exclude: ['Adverts', SENT] });
  expect(everything()).toEqual(['answer', 'archived', 'both', 'filed', 'read']);
});
