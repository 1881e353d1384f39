/** Runs as their logs tell them again: written by the program's own log, read while they grow, cut off and thrown away. */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordedRuns } from '../../../server/language/model/runs/recorded-run.ts';
import { recordedRuns } from '../../../server/running/live/recorded-runs.ts';
import { openRunLog, type RunLog } from '../../../server/running/live/run-log.ts';
import type { MailboxState } from '../../../server/running/ports.ts';
import { type MailboxResult, NO_MESSAGES, totalsOf } from '../../../server/running/run-result.ts';

let folder: string;
let minute: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-runs-'));
  minute = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A minute later with each look. */
const clock = { now: () => new Date(Date.parse('2026-01-05T08:00:00Z') + minute++ * 60_000) };

const begin = (lot = 'first', mailboxes = 2): RunLog =>
  openRunLog(
    join(folder, '.migplan'),
    { pid: 4711, plan: 'p', lot, phase: 'all', fingerprint: 'f', mailboxes },
    clock,
  );

const came = (address: string, state: MailboxState, more: Partial<MailboxResult> = {}): MailboxResult => ({
  ...{ address, state, messages: { ...NO_MESSAGES, copied: 3, failed: more.refused?.length ?? 0 }, bytes: 9 },
  ...{ differences: [], refused: [], folders: [], notes: [], seconds: 1, ...more },
});

function end(log: RunLog, ...mailboxes: MailboxResult[]): void {
  for (const result of mailboxes) log.on({ event: 'mailbox-ended', result });
  const run = { schema: 'migplan/run/v1', plan: 'p', lot: 'first', phase: 'all', steps: [] } as const;
  log.ended({ ...run, mailboxes, totals: totalsOf(mailboxes, 2) });
}

const refused = (subject: string) => ({
  ...{ folder: 'INBOX', uid: 7, subject, date: '2024-03-02', messageId: '<m@x>', size: 30_000_000 },
  words: 'NO message too large',
});

const logs = (): string[] => readdirSync(join(folder, '.migplan', 'log')).sort();
const logPath = (index: number): string => join(folder, '.migplan', 'log', logs()[index] ?? '');

const incidents = ({ incidents }: RecordedRuns): string[] =>
  [...incidents.values()].flat().map(({ address, what, ...one }) => {
    const words = 'count' in one ? String(one.count) : one.words;
    return [address, what, 'folder' in one && one.folder, 'subject' in one && one.subject, words]
      .filter(Boolean)
      .join(' | ');
  });

test('nothing has been run where there is no log', async () => {
  expect(await recordedRuns()(folder)).toEqual({ runs: [], incidents: new Map() });
});

test('the newest first, each with how it went', async () => {
  end(begin(), came('a@x', 'Completed'), came('b@x', 'Completed'));
  end(
    begin('second'),
    came('c@x', 'Completed'),
    came('d@x', 'CompletedWithWarnings', { refused: [refused('s')] }),
  );
  const stopped = begin('third', 1);
  stopped.ended({
    ...{ schema: 'migplan/run/v1', plan: 'p', lot: 'third', phase: 'all', steps: [], mailboxes: [] },
    totals: totalsOf([], 1),
    stoppedBy: {
      ...{ kind: 'ledger', reach: 'plan', where: 'ledger.sqlite', what: 'cannot be written' },
      words: 'disk full',
    },
  });
  begin('fourth').failed('the run ended with a fault of this program');
  begin('fifth').ended({
    ...{ schema: 'migplan/run/v1', plan: 'p', lot: 'fifth', phase: 'all', steps: [], mailboxes: [] },
    totals: totalsOf([], 2),
    stoppedBy: {
      ...{ kind: 'interrupted', reach: 'plan', where: 'the run', what: 'was interrupted', words: '' },
    },
  });
  const read = await recordedRuns()(folder);
  const told = read.runs.map(({ lot, how, mailboxes, complete, copied, failed, words }) =>
    [lot, how, `${complete}/${mailboxes}`, copied, failed, words]
      .filter((one) => one !== undefined)
      .join(' '),
  );
  expect(told).toEqual([
    'fifth stopped 0/0 0 0',
    'fourth stopped 0/2 0 0 the run ended with a fault of this program',
    'third stopped 0/0 0 0 ledger.sqlite cannot be written (disk full).',
    'second incomplete 1/2 6 1',
    'first complete 2/2 6 0',
  ]);
  expect(read.runs.at(-1)).toMatchObject({
    ...{
      id: logs()[0],
      path: logPath(0),
      pid: 4711,
      plan: 'p',
      since: '2026-01-05T08:01:00.000Z',
      phase: 'all',
    },
    at: '2026-01-05T08:04:00.000Z',
  });
});

test('one that was killed is open, with how far it last said it was', async () => {
  const log = begin('first', 20);
  log.on({ event: 'mailbox-ended', result: came('a@x', 'Completed') });
  const standing = { state: 'running', underWay: [], waiting: [], mailboxes: { done: 1, of: 20 } } as const;
  log.standing({ ...standing, messages: { done: 12_000, left: 3 }, bytes: { done: 5_000_000 } });
  const { runs } = await recordedRuns()(folder);
  expect(runs).toMatchObject([
    {
      ...{ how: 'open', mailboxes: 20, complete: 1, copied: 3, at: '2026-01-05T08:03:00.000Z' },
      reached: { mailboxes: 1, messages: 12_000, bytes: 5_000_000 },
    },
  ]);
});

test('what a mailbox met is open until a later run of it ended clean', async () => {
  const read = recordedRuns();
  const difference = { folder: 'Sent', kind: 'missing', reason: 'UID 4 is not at the target' } as const;
  const extra = { folder: 'Sent', kind: 'extra', reason: 'UID 9 is only at the target' } as const;
  end(
    begin(),
    came('a@x', 'CompletedWithWarnings', { refused: [refused('Budget'), refused('Photos')] }),
    came('b@x', 'CompletedWithWarnings', { differences: [difference, extra], problem: 'Sent: UID 4 …' }),
    came('c@x', 'Failed', { problem: 'endpoint old refused the login (NO).' }),
    came('d@x', 'CompletedWithWarnings', {
      folders: [{ folder: 'Old', problem: 'NO such folder' }],
      problem: 'NO such folder',
    }),
    came('e@x', 'Completed', { differences: [extra] }),
    came('f@x', 'Failed'),
  );
  expect(incidents(await read(folder))).toEqual([
    'a@x | message | INBOX | Budget | NO message too large',
    'a@x | message | INBOX | Photos | NO message too large',
    'b@x | difference | Sent | UID 4 is not at the target',
    'c@x | mailbox | endpoint old refused the login (NO).',
    'd@x | folder | Old | NO such folder',
    'f@x | mailbox',
  ]);
  end(begin(), came('a@x', 'Completed'), came('b@x', 'Stopped'), came('c@x', 'Synced'));
  expect(incidents(await read(folder))).toEqual([
    'b@x | difference | Sent | UID 4 is not at the target',
    'd@x | folder | Old | NO such folder',
    'f@x | mailbox',
  ]);
  expect(incidents(await recordedRuns()(folder))).toEqual(incidents(await read(folder)));
});

test('a mailbox of which everything is refused is told with a number for the rest', async () => {
  const all = Array.from({ length: 103 }, (_, index) => refused(`s${index}`));
  end(begin(), came('a@x', 'CompletedWithWarnings', { refused: all }));
  const found = incidents(await recordedRuns()(folder));
  expect(found).toHaveLength(101);
  expect(found.at(-1)).toBe('a@x | more | 3');
});

test('what was read once is not read again; what comes is', async () => {
  const read = recordedRuns();
  const log = begin();
  const first = await read(folder);
  expect(await read(folder)).toBe(first);
  end(log, came('a@x', 'Failed', { problem: 'é'.repeat(50_000) }));
  const second = await read(folder);
  expect(second.runs).toMatchObject([{ how: 'incomplete' }]);
  expect(incidents(second)).toEqual([`a@x | mailbox | ${'é'.repeat(50_000)}`]);
  end(begin('second'), came('a@x', 'Completed'));
  const third = await read(folder);
  expect(third.runs.map(({ lot }) => lot)).toEqual(['second', 'first']);
  expect(incidents(third)).toEqual([]);
});

test('half a line is read once it is whole; what is no line of a log is nothing', async () => {
  const read = recordedRuns();
  const log = begin();
  log.on({ event: 'mailbox-ended', result: came('a@x', 'Completed') });
  end(log, came('b@x', 'Completed'));
  const text = readFileSync(logPath(0), 'utf8');
  const cut = text.length - 40;
  writeFileSync(logPath(0), `nonsense\n{"event":"ended"}\n\n{"at":1}\n${text.slice(0, cut)}`);
  expect((await read(folder)).runs).toMatchObject([{ how: 'open', complete: 2, copied: 6 }]);
  appendFileSync(logPath(0), text.slice(cut));
  expect((await read(folder)).runs).toMatchObject([{ how: 'complete', complete: 1 }]);
});

test('only the newest count, and what is thrown away counts no more', async () => {
  const read = recordedRuns(3);
  for (const lot of ['one', 'two', 'three', 'four']) end(begin(lot), came(`${lot}@x`, 'Failed'));
  const lots = async () => (await read(folder)).runs.map(({ lot }) => lot);
  expect(await lots()).toEqual(['four', 'three', 'two']);
  end(begin('five'), came('five@x', 'Completed'));
  expect(await lots()).toEqual(['five', 'four', 'three']);
  rmSync(logPath(3));
  expect(await lots()).toEqual(['five', 'three', 'two']);
  expect([...(await read(folder)).incidents.keys()]).toEqual(['two@x', 'three@x']);
});

test('a log that leads elsewhere than to a file is not waited for', async () => {
  end(begin());
  symlinkSync('/dev/zero', join(folder, '.migplan', 'log', '2026-02-01T00-00-00.000Z.jsonl'));
  const { runs } = await recordedRuns()(folder);
  expect(runs).toHaveLength(1);
}, 5000);
