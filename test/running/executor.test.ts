/** A run over stores in memory, and the language of its result; the ledger keeps every language. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Locale } from '../../server/language/rules/rule.ts';
import type { Endpoint, MigrationPlan, Step } from '../../server/planning/migration-plan.ts';
import { text } from '../../server/planning/text.ts';
import type { Ends } from '../../server/running/ends.ts';
import { type ExecuteOptions, execute } from '../../server/running/executor.ts';
import { type Failure, MailFailure } from '../../server/running/failures.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import { observe } from '../../server/running/observe.ts';
import type { Clock } from '../../server/running/ports.ts';
import { expectFrench } from '../support/both-languages.ts';
import { refusal } from '../support/memory-failures.ts';
import { MemoryMailbox } from '../support/memory-mail.ts';
import { job } from './copying/memory-copy.ts';

const clock: Clock = { now: () => new Date('2026-01-01T00:00:00Z'), wait: async () => undefined };
const { signal } = new AbortController();

const endpoint = (name: string): Endpoint => ({
  ...{ name, kind: 'imap', host: 'h', port: 993, security: 'tls', connections: 4 },
  login: { method: 'master', user: 'm', secret: { kind: 'prompt' } },
});
const endpoints = [endpoint('old'), endpoint('new')];

const step = (kind: 'mail' | 'verify'): Step => ({
  ...{ key: `${kind} a`, kind, subject: 'a', action: kind === 'mail' ? 'copy' : 'none', copy: job },
  ...{ before: '', after: '', reason: '', needs: [], reach: 'mailbox' },
});

const plan: MigrationPlan = {
  ...{ schema: 'migplan/dry-run/v1', plan: 'p', lot: 'l', date: '2026-01-01', phase: 'all', fingerprint: '' },
  ...{ verdict: { errors: [], applicable: true, complete: true }, endpoints },
  ...{ steps: [step('mail'), step('verify')], totals: { mailboxes: 1, messages: 0, bytes: 0, actions: {} } },
};

const closed: Failure = {
  ...{ kind: 'transient', reach: 'mailbox', words: 'BYE' },
  ...{ where: text('endpoint old', 'point d’accès old'), what: text('closed', 'a fermé') },
};

let folder: string;
let from: MemoryMailbox;
let to: MemoryMailbox;
let ends: Ends;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-run-'));
  from = new MemoryMailbox();
  to = new MemoryMailbox();
  ends = {
    source: async ({ name }) => (name === 'old' ? from : to).asSource(),
    target: async () => to.asTarget(),
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

const ledger = () => openLedger(join(folder, 'ledger.sqlite'), clock);
const provisioner = async () => undefined;
const run = (locale: Locale, more: Partial<ExecuteOptions> = {}) =>
  execute(plan, { ends, provisioner, openLedger: ledger, clock, signal, locale, content: 'all', ...more });

async function recorded(): Promise<unknown> {
  const open = await ledger();
  const [status] = await open.statuses();
  await open.close();
  return status?.detail;
}

test('a run that came to its end says nothing', async () => {
  from.put('INBOX', 'Subject: x\r\n\r\n');
  const { mailboxes, totals } = await run('fr');
  expect(mailboxes).toMatchObject([{ state: 'Completed', differences: [], refused: [], notes: [] }]);
  expect(mailboxes[0]).not.toHaveProperty('problem');
  expect(totals).toMatchObject({ complete: 1, copied: 1 });
});

test.each([
  ['en', '1 refused: NO too big', '"x" of 2024-03-01T10:00:00.000Z, 14 bytes, is not at the target'],
  [
    'fr',
    '1 refusé\u00A0: NO too big',
    '«\u00A0x\u00A0» du 2024-03-01T10:00:00.000Z, 14 octets, n’est pas à la cible',
  ],
] as const)('a message that is refused is told in %s', async (locale, problem, reason) => {
  from.put('INBOX', 'Subject: x\r\n\r\n');
  to.faults.beforeAppend = () => {
    throw refusal('NO too big');
  };
  const { mailboxes } = await run(locale);
  expect(mailboxes).toMatchObject([
    { problem, refused: [{ words: 'NO too big' }], differences: [{ reason }] },
  ]);
  expect(await recorded()).toEqual(text('1 refused: NO too big', '1 refusé\u00A0: NO too big'));
});

test('what stops a mailbox is told in French, and recorded', async () => {
  from.put('INBOX', 'Subject: x\r\n\r\n');
  to.faults.beforeAppend = () => {
    throw new MailFailure({ ...closed, kind: 'full' });
  };
  const { mailboxes } = await run('fr');
  expect(mailboxes).toMatchObject([{ state: 'Failed', problem: 'point d’accès old a fermé (BYE).' }]);
  expect(await recorded()).toEqual(text('closed (BYE)', 'a fermé (BYE)'));
});

test('what stops them all is told in French, of each mailbox that was under way too', async () => {
  from.put('INBOX', 'Subject: x\r\n\r\n');
  to.faults.beforeAppend = () => {
    throw new MailFailure({ ...closed, kind: 'throttled', reach: 'lot' });
  };
  const { mailboxes, stoppedBy } = await run('fr');
  expect(mailboxes).toMatchObject([{ state: 'Stopped', problem: 'point d’accès old a fermé (BYE).' }]);
  expect(stoppedBy).toEqual({
    ...{ kind: 'throttled', reach: 'lot' },
    ...{ where: 'point d’accès old', what: 'a fermé', words: 'BYE' },
  });
});

test('an interrupted run says so, in French', async () => {
  from.put('INBOX', 'Subject: x\r\n\r\n');
  const stopping = new AbortController();
  to.faults.afterAppend = () => stopping.abort();
  const { mailboxes } = await run('fr', { signal: stopping.signal });
  expect(mailboxes).toMatchObject([{ state: 'Stopped' }]);
  expectFrench(mailboxes[0]?.problem ?? 'nothing was said');
});

test('a mailbox that does not open is observed in French', async () => {
  const shut: Ends = {
    ...ends,
    target: async () => {
      throw new MailFailure(closed);
    },
  };
  const seen = await observe([job], endpoints, {
    ends: shut,
    signal,
    locale: 'fr',
    statuses: [],
    targets: new Map(),
  });
  expect(seen.get('a')?.target).toEqual({ failure: 'point d’accès old a fermé (BYE).' });
});

test('a fault of this program stops the others before the ledger is closed', async () => {
  const endings: string[] = [];
  for (let at = 0; at < 20; at++) from.put('INBOX', `Subject: ${at}\r\n\r\n`);
  const broken: Ends = {
    ...ends,
    source: async (endpoint, mailbox, signal) => {
      if (mailbox === 'bad') throw new RangeError('a fault');
      return ends.source(endpoint, mailbox, signal);
    },
  };
  const bad = {
    ...step('mail'),
    subject: 'bad',
    copy: { ...job, source: { endpoint: 'old', mailbox: 'bad' } },
  };
  const both = { ...plan, steps: [step('mail'), bad] };
  const onEvent: ExecuteOptions['onEvent'] = (event) => {
    if (event.event === 'mailbox-ended') endings.push(`${event.result.address} ${event.result.state}`);
  };
  const options = {
    ends: broken,
    provisioner,
    openLedger: ledger,
    clock,
    signal,
    locale: 'en',
    content: 'all',
    onEvent,
  } as const;
  await expect(execute(both, options)).rejects.toThrow('a fault');
  expect(endings.toSorted()).toEqual(['a Stopped', 'bad Failed']);
});
