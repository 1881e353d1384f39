/** A ledger that cannot be believed is set aside whole, is told in one line, and keeps nobody from going on. */
import {
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { text } from '../../../server/planning/text.ts';
import { failureOf } from '../../../server/running/failures.ts';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import { recordedStatuses } from '../../../server/running/ledger/ledger-reading.ts';
import { hasLostCommits } from '../../../server/running/ledger/write-ahead-log.ts';
import { expectFrench } from '../../support/both-languages.ts';
import {
  clock,
  filled,
  INBOX,
  keyOf,
  type LedgerFolder,
  ledgerFolder,
  rowOf,
  rowsOf,
} from './sample-ledger.ts';

const ASIDE = 'ledger.damaged-2026-11-24T02-51-00Z.sqlite';

let at: LedgerFolder;
let path: string;

beforeEach(() => {
  at = ledgerFolder();
  path = at.path;
});
afterEach(() => at[Symbol.dispose]());

const sql = (statements: string): void => {
  const database = new DatabaseSync(path);
  database.exec(statements);
  database.close();
};

function overwrite(file: string, offset: number, bytes: Buffer): void {
  writeSync(openSync(file, 'r+'), bytes, 0, bytes.length, offset);
}

/** The ledger as a killed run leaves it: what was recorded last is only in the log. */
async function killedAfter(commits: number): Promise<void> {
  const ledger = await filled(path, 10);
  await ledger.close();
  const again = await openLedger(path, clock);
  const mailbox = await again.mailbox(keyOf('a@x'));
  for (let batch = 1; batch <= commits; batch++) await mailbox.record('INBOX', rowsOf(batch * 100, 50));
  for (const beside of ['', '-wal']) copyFileSync(path + beside, `${path}.killed${beside}`);
  await again.close();
  for (const beside of ['', '-wal']) copyFileSync(`${path}.killed${beside}`, path + beside);
  for (const beside of ['', '-wal']) rmSync(`${path}.killed${beside}`);
}

const damages: Readonly<Record<string, [damage: () => void, why: string]>> = {
  'no database at all': [
    () => writeFileSync(path, 'this is not a database, and long enough to be looked at'.repeat(50)),
    'file is not a database',
  ],
  'of no length': [() => truncateSync(path, 0), 'it is empty or cut short'],
  'cut short': [() => truncateSync(path, 9000), 'database disk image is malformed'],
  'cut short by a page': [() => truncateSync(path, statSync(path).size - 4096), 'malformed'],
  'its first page lost': [() => overwrite(path, 0, Buffer.alloc(100)), 'file is not a database'],
  'a page in its middle lost': [() => overwrite(path, 4096 * 12, Buffer.alloc(4096)), 'page'],
  'a page put in another’s place': [
    () => overwrite(path, 4096 * 12, readFileSync(path).subarray(4096 * 13, 4096 * 14)),
    '',
  ],
  'another program’s database': [
    () => {
      rmSync(path);
      sql('create table bookmarks (url text)');
    },
    'it is no ledger',
  ],
  'a table lost': [() => sql('drop table message'), 'no message in it'],
  'a column lost': [() => sql('alter table folder drop column settled_target'), 'settled_target'],
  'a trigger lost': [() => sql('drop trigger count_insert'), 'no count_insert in it'],
  'found damaged by the run before': [() => sql('pragma user_version = -1'), 'the run before found it so'],
};

describe('is set aside, and a new one begun', () => {
  test.each(Object.entries(damages))('%s', async (_, [damage, why]) => {
    await (await filled(path, 500)).close();
    damage();
    const damaged = readFileSync(path);
    const ledger = await openLedger(path, clock);
    expect(ledger.notices.map(({ en }) => en)).toEqual([
      expect.stringMatching(
        /^ledger .* is damaged \(.*\)\. It was set aside as .*, and a new one is begun: .* nothing is doubled\.$/,
      ),
    ]);
    expect(ledger.notices[0]?.en).toContain(why);
    expect(ledger.notices[0]?.en).toContain(ASIDE);
    for (const { fr } of ledger.notices) expectFrench(fr.replace(/\(.*?\)\./, '')); // but for SQLite's own words
    expect(await ledger.statuses()).toEqual([]);
    await ledger.close();
    expect(readFileSync(`${at.folder}/${ASIDE}`).equals(damaged)).toBe(true);
    const next = await openLedger(path, clock);
    expect(next.notices).toEqual([]);
    await next.close();
  });

  test('twice in one second, under two names', async () => {
    await (await openLedger(path, clock)).close();
    for (let again = 0; again < 2; again++) {
      writeFileSync(path, 'x');
      await (await openLedger(path, clock)).close();
    }
    expect(readdirSync(at.folder).sort()).toEqual([ASIDE.replace('Z', 'Z-2'), ASIDE, 'ledger.sqlite'].sort());
  });
});

describe('its log', () => {
  test('is gone on with after a kill', async () => {
    await killedAfter(5);
    expect(hasLostCommits(`${path}-wal`)).toBe(false);
    const ledger = await openLedger(path, clock);
    expect(ledger.notices).toEqual([]);
    expect(await ledger.statuses()).toMatchObject([{ done: 10 + 5 * 50 }]);
    await ledger.close();
  });

  test('that was cut off in its last entry is gone on with: a crash does that', async () => {
    await killedAfter(5);
    truncateSync(`${path}-wal`, statSync(`${path}-wal`).size - 100);
    const ledger = await openLedger(path, clock);
    expect(ledger.notices).toEqual([]);
    expect(await ledger.statuses()).toMatchObject([{ done: 10 + 4 * 50 }]);
    await ledger.close();
  });

  test.each<[string, () => void]>([
    [
      'with bytes that flipped before its end',
      () => overwrite(`${path}-wal`, 32 + 24 + 77, Buffer.from('x')),
    ],
    ['with a header that is none', () => overwrite(`${path}-wal`, 0, Buffer.from('no header'))],
    ['whose ledger is gone', () => rmSync(path)],
    ['whose ledger is empty', () => truncateSync(path, 0)],
  ])('%s is set aside with its ledger', async (_, damage) => {
    await killedAfter(5);
    damage();
    const log = readFileSync(`${path}-wal`);
    const ledger = await openLedger(path, clock);
    expect(ledger.notices).toHaveLength(1);
    expect(readFileSync(`${at.folder}/${ASIDE}-wal`).equals(log)).toBe(true);
    expect(await ledger.statuses()).toEqual([]);
    await ledger.close();
  });
});

describe('while a run goes on', () => {
  test('stops it, and the next one begins anew', async () => {
    await (await filled(path, 500)).close();
    // A row less than was counted: nothing that SQLite would mind.
    sql('drop trigger count_delete; delete from message where uid = 7');
    sql(`create trigger count_delete after delete on message begin select 1; end`);
    const ledger = await openLedger(path, clock);
    expect(ledger.notices).toEqual([]);
    await expect(ledger.mailbox(keyOf('a@x'))).rejects.toMatchObject({
      failure: { kind: 'ledger', reach: 'plan', what: text('is damaged', 'est endommagé') },
    });
    await ledger.close();
    const next = await openLedger(path, clock);
    expect(next.notices).toHaveLength(1);
    await next.close();
  });

  test('of a row that makes no sense', async () => {
    await (await filled(path, 5)).close();
    sql(`update message set sha256 = x'00' where uid = 3`);
    const ledger = await openLedger(path, clock);
    const mailbox = await ledger.mailbox(keyOf('a@x'));
    await expect(mailbox.rows('INBOX', '7')).rejects.toThrow('is damaged (a row that makes no sense)');
    await ledger.close();
    const next = await openLedger(path, clock);
    expect(next.notices).toHaveLength(1);
    await next.close();
  });
});

/** Over 64 MB, with a leaf of one mailbox's rows lost. */
async function largeAndDamaged(): Promise<void> {
  const ledger = await filled(path, 500);
  const large = await ledger.mailbox(keyOf('large@x'));
  await large.beginFolder(INBOX);
  const refusal = { words: 'NO', subject: 'x'.repeat(1_000_000), date: '', messageId: '' };
  for (let uid = 1; uid <= 70; uid++) {
    await large.record('INBOX', [{ uid, state: 'refused', flags: [], size: 1, refusal }]);
  }
  await ledger.close();
  const hash = Buffer.from(rowOf(250).sha256 ?? '', 'hex');
  const at = readFileSync(path).indexOf(hash);
  overwrite(path, at - (at % 4096), Buffer.alloc(4096));
}

describe('of a large ledger', () => {
  test('is found where a mailbox is gone on with; opening it reads what all of it hangs on', async () => {
    await largeAndDamaged();
    const ledger = await openLedger(path, clock);
    expect(ledger.notices).toEqual([]);
    await ledger.mailbox(keyOf('large@x'));
    await expect(ledger.mailbox(keyOf('a@x'))).rejects.toThrow(`ledger ${path} is damaged`);
    await ledger.close();
    const next = await openLedger(path, clock);
    expect(next.notices).toHaveLength(1);
    await next.close();
  });

  test('is found on opening where the machine went down while it was in use', async () => {
    await largeAndDamaged();
    sql('pragma user_version = 1');
    const ledger = await openLedger(path, clock);
    expect(ledger.notices).toHaveLength(1);
    await ledger.close();
  });
});

/** Values may be others: only `verify` tells. But no row goes missing unnoticed. */
test('any bytes that flip are found on opening, or with the mailbox, or leave every row', async () => {
  await (await filled(path, 300)).close();
  const sound = readFileSync(path);
  const outcomes = new Map<string, number>();
  for (let offset = 0; offset < sound.length; offset += 997) {
    const bytes = Buffer.from(sound);
    bytes.fill(bytes[offset] === 0xa5 ? 0x5a : 0xa5, offset, offset + 8);
    writeFileSync(path, bytes);
    const outcome = await outcomeOf();
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    rmSync(at.folder, { recursive: true });
    mkdirSync(at.folder);
  }
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['300 rows', 'on opening']));
  expect(['300 rows', 'another mailbox', 'is damaged', 'on opening']).toEqual(
    expect.arrayContaining([...outcomes.keys()]),
  );
});

async function outcomeOf(): Promise<string> {
  const ledger = await openLedger(path, clock);
  try {
    if (ledger.notices.length > 0) return 'on opening';
    const mailbox = await ledger.mailbox(keyOf('a@x'));
    const rows = await mailbox.rows('INBOX', INBOX.uidValidity);
    const folders = await mailbox.folders();
    return folders.some(({ folder }) => folder === 'INBOX') ? `${rows.size} rows` : 'another mailbox';
  } catch (error) {
    return failureOf(error)?.what.en ?? String(error);
  } finally {
    await ledger.close();
  }
}

describe('is never set aside', () => {
  test('when it is of a newer version', async () => {
    await (await filled(path, 5)).close();
    sql(`insert into kysely_migration values ('2999-from-the-future', '2999')`);
    await expect(openLedger(path, clock)).rejects.toThrow('was written by a newer version of migplan');
    expect(readdirSync(at.folder)).toEqual(['ledger.sqlite']);
  });

  test('by who only reads it, who is told', async () => {
    await (await filled(path, 5)).close();
    truncateSync(path, 9000);
    await expect(recordedStatuses(path)).rejects.toMatchObject({
      failure: { kind: 'ledger', what: text('is damaged', 'est endommagé') },
    });
    expect(readdirSync(at.folder)).toEqual(['ledger.sqlite']);
  });
});
