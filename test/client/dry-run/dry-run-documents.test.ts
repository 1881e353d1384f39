/** Documents of dry runs: when they look by themselves, when they do not, and that an older look never overwrites a newer one. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DryRunDocuments } from '../../../client/features/dry-run/dry-run-documents.ts';
import { dryRunLenses } from '../../../client/features/dry-run/dry-run-lenses.ts';
import { askedBy, dryRunUri } from '../../../client/features/dry-run/dry-run-uri.ts';
import type { Client } from '../../../client/infrastructure/client.ts';
import type { Command, Ended } from '../../../client/infrastructure/migplan-process.ts';
import { columnFor } from '../../../client/infrastructure/shown-in.ts';
import { disk, TabInputText, tabs, Uri, ViewColumn } from '../../support/fake-vscode.ts';

const PLAN = 'file:///plans/plan.migplan';
const FILE = Uri.parse('file:///plans/units/north.migplan');

const dryRun = (mailboxes: number): string =>
  JSON.stringify({
    ...{ schema: 'migplan/dry-run/v1', plan: 'A plan', lot: 'pilot', date: '2027-03-08', phase: 'all' },
    verdict: { errors: [], applicable: true, complete: true },
    steps: [],
    totals: { mailboxes, messages: 0, bytes: 0 },
  });

/** Commands that were started, each to be ended by the test. */
interface Started {
  readonly command: Command;
  readonly isCancelled: () => boolean;
  readonly end: (ended: Partial<Ended>) => void;
}

let started: Started[];
let documents: DryRunDocuments;
const uri = dryRunUri({ plan: PLAN, lot: 'pilot' });

beforeEach(() => {
  vi.useFakeTimers();
  started = [];
  const client = {
    secrets: { kept: async () => ({ 'env OLD': 'kept' }) },
    migplan: {
      run: (command: Command, { token }: { token: { isCancellationRequested: boolean } }) =>
        new Promise<Ended>((resolve) => {
          started.push({
            command,
            isCancelled: () => token.isCancellationRequested,
            end: (ended) => resolve({ code: 0, out: '', err: '', ...ended }),
          });
        }),
    },
  } as unknown as Client;
  documents = new DryRunDocuments(client);
  tabs.length = 0;
  tabs.push({ input: new TabInputText(uri) });
  disk.clear();
});
afterEach(() => {
  documents.dispose();
  vi.useRealTimers();
});

const lines = (): string[] => documents.provideTextDocumentContent(uri as never).split('\n');
const look = (): Promise<Ended | undefined> => documents.look(uri as never, { 'env OLD': 'typed' });

async function looked(mailboxes = 1): Promise<void> {
  const looking = look();
  started.at(-1)?.end({ out: dryRun(mailboxes) });
  await looking;
}

/** A file is written now, and time goes on. */
async function save(file = FILE): Promise<void> {
  await vi.advanceTimersByTimeAsync(10);
  disk.set(file.toString(), Date.now());
  await documents.saved(file as never);
  await vi.advanceTimersByTimeAsync(2000);
}

test('the address names what is shown, and a tab of something else is none', () => {
  expect(askedBy(uri)).toEqual({ plan: PLAN, lot: 'pilot' });
  expect(askedBy(dryRunUri({ plan: PLAN, lot: 'pilot', phase: 'lock' }))).toEqual({
    ...{ plan: PLAN, lot: 'pilot', phase: 'lock' },
  });
  expect(askedBy(Uri.parse('migplan-dry-run:/x?nonsense'))).toBeUndefined();
  expect(askedBy(Uri.parse(PLAN))).toBeUndefined();
});

test('a document of an earlier window looks at nothing by itself', async () => {
  expect(lines()[1]).toContain('Not looked at');
  await save();
  expect(started).toEqual([]);
});

test('what was seen is stale as soon as the plan is typed in, and seen anew once it is saved', async () => {
  await looked(1);
  expect(lines()[1]).toBe('1 mailbox');
  documents.edited(FILE as never);
  expect(lines()[2]).toContain('Stale: the plan has been changed');
  expect(started).toHaveLength(1);
  await save();
  expect(started).toHaveLength(2);
  expect(started[1]?.command).toMatchObject({
    values: ['dry-run', '/plans/plan.migplan', '--lot', 'pilot', '--format', 'json'],
    folder: '/plans',
    secrets: { 'env OLD': 'kept' },
  });
  expect(lines()[2]).toContain('Looking again');
  started[1]?.end({ out: dryRun(2) });
  await vi.advanceTimersByTimeAsync(0);
  expect(lines()[1]).toBe('2 mailboxes');
});

test('many savings are one look, and a look that is overtaken is ended and tells nothing', async () => {
  await looked();
  await vi.advanceTimersByTimeAsync(10);
  disk.set(FILE.toString(), Date.now());
  await documents.saved(FILE as never);
  await documents.saved(FILE as never);
  await vi.advanceTimersByTimeAsync(2000);
  expect(started).toHaveLength(2);
  await save();
  expect(started).toHaveLength(3);
  expect(started[1]?.isCancelled()).toBe(true);
  started[1]?.end({ out: dryRun(111) });
  started[2]?.end({ out: dryRun(2) });
  await vi.advanceTimersByTimeAsync(0);
  expect(lines()[1]).toBe('2 mailboxes');
});

test('a plan that was typed in while the first look went on is looked at once it is saved', async () => {
  void look();
  documents.edited(FILE as never);
  expect(lines()[1]).toContain('Save it to look');
  expect(started[0]?.isCancelled()).toBe(true);
  await save();
  expect(started).toHaveLength(2);
});

test('what was saved before the look began is no reason for another', async () => {
  disk.set(FILE.toString(), Date.now() - 5);
  await looked();
  await documents.saved(FILE as never);
  await vi.advanceTimersByTimeAsync(2000);
  expect(started).toHaveLength(1);
});

test('a server that refused is not asked again by itself: it would lock out who insists', async () => {
  const looking = look();
  started[0]?.end({ code: 5, err: 'endpoint old: refused the login' });
  await looking;
  expect(lines()).toEqual(['Dry run of lot pilot', '! endpoint old: refused the login', '']);
  documents.edited(FILE as never);
  await save();
  expect(started).toHaveLength(1);
  await looked();
  expect(lines()[1]).toBe('1 mailbox');
});

test('what is seen is kept under a look that failed', async () => {
  await looked(7);
  const looking = look();
  started[1]?.end({ code: 5, err: 'no such host' });
  await looking;
  expect(lines().slice(1, 3)).toEqual(['7 mailboxes', '! no such host']);
});

test('another plan’s files, a closed tab and a closed document are no reason to look', async () => {
  await looked();
  await save(Uri.parse('file:///workshop/plan.migplan'));
  expect(started).toHaveLength(1);
  tabs.length = 0;
  await save();
  expect(started).toHaveLength(1);
  documents.closed({ uri } as never);
  tabs.push({ input: new TabInputText(uri) });
  await save();
  expect(started).toHaveLength(1);
});

test('a look that is about to begin is said, and is not begun by what is saved for it', async () => {
  documents.await(uri as never);
  expect(lines()[1]).toBe('◌ About to look at both ends…');
  await save();
  expect(started).toEqual([]);
  await looked();
  documents.giveUp(uri as never);
  expect(lines()[1]).toBe('1 mailbox');
});

test('one that is given up leaves what was told before, stale where the plan was typed in meanwhile', async () => {
  documents.await(uri as never);
  documents.giveUp(uri as never);
  expect(lines()[1]).toContain('Not looked at');
  await looked();
  documents.await(uri as never);
  expect(lines()[2]).toContain('About to look again');
  documents.edited(FILE as never);
  documents.giveUp(uri as never);
  expect(lines()[2]).toContain('Stale: the plan has been changed');
});

test('a run that has ended makes it stale, and servers are not asked again for that', async () => {
  documents.ran(PLAN);
  expect(lines()[1]).toContain('Not looked at');
  await looked();
  documents.ran('file:///plans/other.migplan');
  expect(lines()[2]).toContain('nothing was changed');
  documents.ran(PLAN);
  expect(lines()[2]).toContain('Stale: a run has ended since');
  await save();
  expect(started).toHaveLength(1);
  documents.edited(FILE as never);
  expect(lines()[2]).toContain('Stale: the plan has been changed');
  await save();
  expect(started).toHaveLength(2);
});

test('a dry run stands where it stood, else with the others, else beside the plan', () => {
  const plan = { viewColumn: 1, tabs: [{ input: new TabInputText(Uri.parse(PLAN)) }] };
  const other = dryRunUri({ plan: PLAN, lot: 'everyone' });
  const others = { viewColumn: 2, tabs: [{ input: new TabInputText(other) }, { input: undefined }] };
  const own = { viewColumn: 3, tabs: [{ input: new TabInputText(uri) }] };
  const column = (...groups: readonly unknown[]): ViewColumn => columnFor(uri as never, groups as never);
  expect(column(plan)).toBe(ViewColumn.Beside);
  expect(column(plan, others)).toBe(2);
  expect(column(plan, others, own)).toBe(3);
});

test('what can be done with it stands over it, each word apart from its icon', () => {
  const lenses = dryRunLenses.provideCodeLenses({ uri } as never, undefined as never) as {
    command: { title: string };
  }[];
  expect(lenses.map(({ command }) => command.title)).toEqual([
    '$(play)\u00A0Run…',
    '$(refresh)\u00A0Look Again',
    '$(dashboard)\u00A0Dashboard',
  ]);
});
