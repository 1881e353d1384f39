/** Every failure that a run can meet is told in each language; so is what a copy and a comparison note. */
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  commandFailure,
  connectionFailure,
  type ImapAccess,
  type ImapError,
} from '../../server/endpoints/imap/imap-failures.ts';
import type { Login } from '../../server/planning/migration-plan.ts';
import { text } from '../../server/planning/text.ts';
import { endpointNamed } from '../../server/running/ends.ts';
import {
  describeFailure,
  type Failure,
  failureOf,
  MailFailure,
  stopIfAsked,
} from '../../server/running/failures.ts';
import { LedgerProblem, ledgerFailure, lockFailure } from '../../server/running/ledger/ledger-failure.ts';
import { lockPlan } from '../../server/running/ledger/plan-lock.ts';
import { expectBothLanguages, expectFrench, expectOurWords } from '../support/both-languages.ts';
import { refusal } from '../support/memory-failures.ts';
import { MemoryCopy } from './copying/memory-copy.ts';

const secret = { kind: 'env', name: 'PASS' } as const;
const master: Login = { method: 'master', user: 'migration', separator: '*', secret };

const access = (login: Login, security: 'tls' | 'starttls' = 'tls'): ImapAccess => ({
  endpoint: { name: 'old', kind: 'imap', host: 'h', port: 993, security, login, connections: 1 },
  mailbox: 'a@x',
});

const history = { connectedBefore: false, loginProven: false, spokeImap: false };
const denied: ImapError = { authenticationFailed: true, responseStatus: 'NO', responseText: 'no' };
const connecting = (error: ImapError, more: object = {}, login: Login = master): Failure =>
  connectionFailure(access(login), error, { ...history, ...more });
const commanding = (error: ImapError): Failure =>
  commandFailure(access(master), text('did', 'a fait'), error).failure;
const sqlite = (errcode: number | undefined, words = 'x'): Failure =>
  ledgerFailure('/l', Object.assign(new Error(words), { errcode })).failure;

const builders: Readonly<Record<string, () => Failure>> = {
  'a wrong master password': () => connecting(denied),
  'a wrong admin password': () => connecting(denied, {}, { method: 'admin', user: 'cyrus', secret }),
  'a wrong password of its own': () => connecting(denied, {}, { method: 'each', secret: { kind: 'prompt' } }),
  'a mailbox that is not there': () => connecting(denied, { loginProven: true }),
  'a door that closes': () => connecting({ code: 'NoConnection' }, { spokeImap: true }),
  'a host that is not there': () => connecting({ code: 'ECONNREFUSED', message: 'ECONNREFUSED' }),
  'a host that is gone': () => connecting({ code: 'ECONNRESET' }, { connectedBefore: true }),
  'a certificate': () => connecting({ code: 'CERT_HAS_EXPIRED' }),
  'a certificate after STARTTLS': () =>
    connectionFailure(access(master, 'starttls'), { tlsFailed: true }, history),
  'a full mailbox': () => commanding({ responseStatus: 'NO', responseText: 'Over quota' }),
  'a refusal': () => commanding({ responseStatus: 'NO', responseText: 'no' }),
  'a request to slow down': () => commanding({ code: 'ETHROTTLE' }),
  'an interruption': () => thrownBy(() => stopIfAsked(AbortSignal.abort())),
  'an endpoint that the plan has not': () => thrownBy(() => endpointNamed([], 'old')),
  'a damaged ledger': () => sqlite(11),
  'a full disk': () => sqlite(13),
  'a ledger that may not be written': () => sqlite(8),
  'a newer ledger': () => ledgerFailure('/l', new LedgerProblem('newer', 'x')).failure,
  'a ledger that was removed': () => ledgerFailure('/l', new LedgerProblem('gone', 'x')).failure,
  'a ledger that another program holds': () => sqlite(5),
  'a damaged lock': () => lockFailure('/l', Object.assign(new Error('x'), { errcode: 26 })).failure,
  'any other fault of a ledger': () => sqlite(undefined),
};

function thrownBy(action: () => unknown): Failure {
  try {
    action();
  } catch (error) {
    const failure = failureOf(error);
    if (failure) return failure;
  }
  throw new Error('it was to fail');
}

test.each(Object.entries(builders))('%s is told in each language', (_, build) => {
  const failure = build();
  for (const told of [failure.where, failure.what]) {
    expect(told.en).not.toBe('');
    expect(told.fr).not.toBe(told.en);
  }
  if (failure.advice) expectBothLanguages(failure.advice);
  expectFrench(describeFailure({ ...failure, words: '' }, 'fr', 'Rien n’a été copié.'));
  expect(new MailFailure(failure).message).toBe(describeFailure(failure, 'en'));
});

test('a line in French keeps the server’s own words', () => {
  expect(describeFailure(connecting(denied), 'fr', 'Rien n’a été copié.')).toBe(
    'point d’accès old\u00A0: h:993 a refusé l’identifiant master «\u00A0migration\u00A0» pour a@x (NO no). Rien n’a été copié. Vérifiez PASS et le séparateur «\u00A0*\u00A0», puis relancez.',
  );
});

test('who holds a lock is told in each language', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migplan-lock-'));
  const clock = { now: () => new Date('2026-01-02T03:04:05Z') };
  const lock = lockPlan(folder, clock);
  const { where, what, words, advice } = thrownBy(() => lockPlan(folder, clock));
  lock.release();
  rmSync(folder, { recursive: true });
  for (const told of [where, what, advice]) if (told) expectBothLanguages(told);
  expect(words).toMatchObject({
    fr: `processus ${process.pid} sur ${hostname()}, depuis 2026-01-02T03:04:05.000Z`,
  });
});

describe('what is noted on the way', () => {
  let mail: MemoryCopy;

  beforeEach(async () => {
    mail = await MemoryCopy.begin();
  });
  afterEach(() => mail.end());

  test('by a copy', async () => {
    mail.fill(3);
    mail.from.put('a:b', 'x', { flags: ['bad keyword'] });
    mail.from.put('Merged', 'y');
    mail.from.put('Left', 'y');
    mail.from.create('case');
    mail.from.create('Case');
    mail.from.create('Tab\there');
    mail.to.faults.beforeCreate = (path) => {
      if (path === 'a:b') throw refusal('NO [LIMIT]');
    };
    const wishes = { exclude: ['Left'], folders: [{ from: 'Merged', to: 'case' }] };
    const first = await mail.copy(wishes);
    mail.from.renumber('INBOX');
    mail.to.renumber('case');
    mail.from.put('Merged', 'z');
    const notes = [...first.notes, ...(await mail.copy(wishes)).notes];
    const kinds = new Set(notes.map(({ kind }) => kind));
    for (const { text: told } of notes) expectOurWords(told);
    expect([...kinds].toSorted()).toEqual([
      'flag-left-out',
      'folder-case-clash',
      'folder-excluded',
      'folder-merged',
      'folder-renamed',
      'source-folder-replaced',
      'target-folder-replaced',
    ]);
  });

  test('by a comparison', async () => {
    mail.fill(5);
    mail.from.put('sub', 'x');
    mail.from.create('gone');
    await mail.copy();
    const inbox = mail.to.folder('INBOX').messages;
    inbox.splice(4, 1);
    Object.assign(inbox[0] ?? {}, {
      content: Buffer.from('longer than it was, by far'),
      flags: ['\\Flagged', 'work'],
    });
    Object.assign(inbox[1] ?? {}, { receivedAt: new Date(5_000_000) });
    mail.to.put('INBOX', 'Subject: more\r\n\r\n');
    mail.to.put('Elsewhere', 'x');
    mail.to.folders.delete('gone');
    Object.assign(mail.from.folder('sub'), { subscribed: true });
    const { differences } = await mail.verify();
    for (const { reason } of differences) expect(reason.fr).not.toBe(reason.en);
    for (const { reason } of differences) expectFrench(reason.fr.replace(/«\u00A0.*?\u00A0»/g, ''));
    expect(new Set(differences.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(5);
  });
});
