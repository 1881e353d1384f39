/** The ledger beside a plain model in memory: whatever is done to both, they answer the same, also after a restart. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import type {
  FolderRecord,
  FolderState,
  Ledger,
  MailboxLedger,
  MailboxState,
  MessageRow,
} from '../../../server/running/ports.ts';
import { clock, keyOf, ledgerFolder } from './sample-ledger.ts';

const MAILBOXES = ['a@x', 'b@x'];
const FOLDERS = ['INBOX', 'Sent'];
const TARGETS = ['INBOX', 'Sent', 'Merged'];
const VALIDITIES = ['7', '8'];

interface ModelFolder {
  record: FolderRecord;
  readonly rows: Map<number, MessageRow>;
}

interface ModelMailbox {
  readonly folders: Map<string, ModelFolder>;
  state: MailboxState;
}

type Model = Map<string, ModelMailbox>;

interface Real {
  readonly path: string;
  ledger: Ledger;
  readonly mailboxes: Map<string, MailboxLedger>;
}

type Command = fc.AsyncCommand<Model, Real>;

async function mailboxOf(real: Real, name: string): Promise<MailboxLedger> {
  const open = real.mailboxes.get(name) ?? (await real.ledger.mailbox(keyOf(name)));
  real.mailboxes.set(name, open);
  return open;
}

/** A change to one mailbox, and the same one to its model; then everything is compared. */
function changing(
  what: string,
  name: string,
  can: (model: ModelMailbox) => boolean,
  model: (model: ModelMailbox) => void,
  real: (mailbox: MailboxLedger) => Promise<unknown>,
): Command {
  return {
    check: (own) => can(own.get(name) ?? anew()),
    async run(own, actual) {
      const of = own.get(name) ?? anew();
      own.set(name, of);
      model(of);
      await real(await mailboxOf(actual, name));
      await compare(own, actual);
    },
    toString: () => `${name}: ${what}`,
  };
}

const anew = (): ModelMailbox => ({ folders: new Map(), state: 'Created' });

const unsettled = ({ settled: _, settledTarget: __, ...record }: FolderRecord): FolderRecord => record;
const unmarked = ({ writingFrom: _, ...record }: FolderRecord): FolderRecord => record;

function forget(folder: ModelFolder, writingFrom: number | undefined): void {
  folder.rows.clear();
  folder.record = {
    ...unmarked(unsettled(folder.record)),
    ...(writingFrom === undefined ? {} : { writingFrom }),
  };
}

function begin({ folders }: ModelMailbox, record: FolderRecord): void {
  const before = folders.get(record.folder);
  if (!before) {
    folders.set(record.folder, { record, rows: new Map() });
    return;
  }
  const was = before.record;
  const isSame =
    was.uidValidity === record.uidValidity &&
    was.target === record.target &&
    was.targetUidValidity === record.targetUidValidity;
  if (!isSame) forget(before, was.target === record.target ? 0 : undefined);
  before.record = { ...unsettled(before.record), ...record };
}

async function compare(own: Model, real: Real): Promise<void> {
  for (const [name, { folders }] of own) {
    const mailbox = await mailboxOf(real, name);
    expect(await mailbox.folders()).toEqual([...folders.values()].map(({ record }) => record));
    for (const { record, rows } of folders.values()) {
      for (const validity of VALIDITIES) {
        const expected = validity === record.uidValidity ? [...rows.values()].sort(byUid) : [];
        expect([...(await mailbox.rows(record.folder, validity)).values()]).toEqual(expected);
      }
    }
    await compareTargets(mailbox, folders);
    expect(await mailbox.refused()).toEqual([...folders.values()].flatMap(refusedIn));
  }
  expect(
    (await real.ledger.statuses()).map(({ key, state, done, refused, bytes }) => ({
      name: key.target.mailbox,
      state,
      done,
      refused,
      bytes,
    })),
  ).toEqual([...own].map(([name, of]) => ({ name, state: of.state, ...countsOf(of) })));
}

async function compareTargets(
  mailbox: MailboxLedger,
  folders: ReadonlyMap<string, ModelFolder>,
): Promise<void> {
  for (const target of TARGETS) {
    for (const validity of VALIDITIES) {
      const uids = [...folders.values()]
        .filter(({ record }) => record.target === target && record.targetUidValidity === validity)
        .flatMap(({ rows }) => [...rows.values()].flatMap(({ targetUid }) => targetUid ?? []));
      expect(await mailbox.accounted(target, validity)).toEqual(new Set(uids));
      expect(await mailbox.highestTargetUid(target, validity)).toBe(Math.max(0, ...uids));
    }
  }
}

const byUid = (one: MessageRow, other: MessageRow): number => one.uid - other.uid;

const refusedIn = ({ record, rows }: ModelFolder) =>
  [...rows.values()]
    .filter(({ state }) => state === 'refused')
    .sort(byUid)
    .map(({ uid, size, refusal }) => ({ folder: record.folder, uid, size, ...refusal }));

function countsOf({ folders }: ModelMailbox) {
  const rows = [...folders.values()].flatMap((folder) => [...folder.rows.values()]);
  const isDone = rows.filter(({ state }) => state === 'done');
  const bytes = isDone.reduce((sum, { size }) => sum + size, 0);
  return { done: isDone.length, refused: rows.length - isDone.length, bytes };
}

const uid = fc.integer({ min: 1, max: 12 });
const size = fc.integer({ min: 0, max: 3_000_000_000 });
const flags = fc.subarray(['\\Seen', '\\Flagged', '$Forwarded', 'été']);
const words = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.record({ en: fc.string(), fr: fc.string({ unit: 'grapheme' }) }),
);
const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

const row: fc.Arbitrary<MessageRow> = fc.oneof(
  fc.record(
    {
      uid,
      state: fc.constant('done' as const),
      targetUid: fc.integer({ min: 1, max: 4_294_967_295 }),
      flags,
      size,
      sha256: hash,
    },
    { requiredKeys: ['uid', 'state', 'flags', 'size'], noNullPrototype: true },
  ),
  fc.record(
    {
      uid,
      state: fc.constant('refused' as const),
      flags,
      size,
      refusal: fc.record(
        { words, subject: fc.string({ unit: 'grapheme' }), date: fc.string(), messageId: fc.string() },
        { noNullPrototype: true },
      ),
    },
    { noNullPrototype: true },
  ),
);

const state: fc.Arbitrary<FolderState> = fc.record(
  {
    uidValidity: fc.constant(''),
    uidNext: fc.integer({ min: 1, max: 4_294_967_295 }),
    messages: fc.nat(),
    highestModseq: fc.constantFrom('1', '18446744073709551615'),
  },
  { requiredKeys: ['uidValidity', 'uidNext', 'messages'], noNullPrototype: true },
);

const name = fc.constantFrom(...MAILBOXES);
const folder = fc.constantFrom(...FOLDERS);
const target = fc.constantFrom(...TARGETS);
const validity = fc.constantFrom(...VALIDITIES);
const begun = (path: string) => (model: ModelMailbox) => model.folders.has(path);
const within = (model: ModelMailbox, path: string): ModelFolder => {
  const found = model.folders.get(path);
  if (!found) throw new Error('checked before');
  return found;
};

const commands: fc.Arbitrary<Command>[] = [
  fc
    .tuple(
      name,
      fc.record(
        { folder, uidValidity: validity, target, targetUidValidity: validity },
        { noNullPrototype: true },
      ),
    )
    .map(([name, record]) =>
      changing(
        `begin ${JSON.stringify(record)}`,
        name,
        () => true,
        (model) => begin(model, record),
        (real) => real.beginFolder(record),
      ),
    ),
  fc.tuple(name, folder, fc.array(row, { maxLength: 8 })).map(([name, path, rows]) =>
    changing(
      `record ${path} ${JSON.stringify(rows)}`,
      name,
      begun(path),
      (model) => {
        for (const row of rows) within(model, path).rows.set(row.uid, row);
      },
      (real) => real.record(path, rows),
    ),
  ),
  fc.tuple(name, folder, fc.array(uid, { maxLength: 6 })).map(([name, path, uids]) =>
    changing(
      `forget ${path} ${uids}`,
      name,
      begun(path),
      (model) => {
        for (const uid of uids) within(model, path).rows.delete(uid);
      },
      (real) => real.forgetRows(path, uids),
    ),
  ),
  fc.tuple(name, folder, state, fc.nat()).map(([name, path, state, held]) =>
    changing(
      `settle ${path}`,
      name,
      begun(path),
      (model) => {
        const own = within(model, path);
        own.record = {
          ...own.record,
          settled: { ...state, uidValidity: own.record.uidValidity },
          settledTarget: held,
        };
      },
      (real) => real.settleFolder(path, state, held),
    ),
  ),
  fc
    .tuple(name, folder, fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }))
    .map(([name, path, from]) =>
      changing(
        `mark ${path} ${from}`,
        name,
        begun(path),
        (model) => {
          const own = within(model, path);
          own.record = { ...unmarked(own.record), ...(from === undefined ? {} : { writingFrom: from }) };
        },
        (real) => real.markWriting(path, from),
      ),
    ),
  fc.tuple(name, target, validity).map(([name, target, validity]) =>
    changing(
      `forget target ${target}`,
      name,
      () => true,
      ({ folders }) => {
        for (const own of folders.values()) {
          if (own.record.target === target && own.record.targetUidValidity === validity) forget(own, 0);
        }
      },
      (real) => real.forgetTarget(target, validity),
    ),
  ),
  fc.tuple(name, fc.constantFrom<MailboxState>('Syncing', 'Completed', 'Failed')).map(([name, state]) =>
    changing(
      `state ${state}`,
      name,
      () => true,
      (model) => {
        model.state = state;
      },
      (real) => real.setState(state),
    ),
  ),
  fc.constant<Command>({
    check: () => true,
    async run(own, real) {
      await real.ledger.close();
      real.mailboxes.clear();
      real.ledger = await openLedger(real.path, clock);
      expect(real.ledger.notices).toEqual([]);
      await compare(own, real);
    },
    toString: () => 'restart',
  }),
];

test('a ledger and its model answer the same', { timeout: 120_000 }, async () => {
  let most = 0;
  const property = fc.asyncProperty(fc.commands(commands, { size: '+1' }), async (sequence) => {
    using at = ledgerFolder();
    const real: Real = { path: at.path, ledger: await openLedger(at.path, clock), mailboxes: new Map() };
    const model: Model = new Map();
    try {
      await fc.asyncModelRun(() => ({ model, real }), sequence);
      most = Math.max(most, ...[...model.values()].map((of) => countsOf(of).done));
    } finally {
      await real.ledger.close();
    }
  });
  await fc.assert(property, { numRuns: 60 });
  expect(most).toBeGreaterThan(5); // or nothing much was tried
});
