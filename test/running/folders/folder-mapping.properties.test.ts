/** Whatever a source calls its folders: what is mapped is valid, told apart, told of, and the same from run to run. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFolderName } from '../../../server/endpoints/imap/modified-utf7.ts';
import { GMAIL } from '../../../server/language/facts/gmail.ts';
import { factsOfKind } from '../../../server/language/facts/kinds.ts';
import { type NameLimits, nameLimitsOf } from '../../../server/language/facts/name-limits.ts';
import {
  type FolderPair,
  type FolderWishes,
  mapFolders,
} from '../../../server/running/folders/folder-mapping.ts';
import type { Folder, FolderList, FolderUse } from '../../../server/running/ports.ts';
import { ODD_FOLDERS } from '../../support/odd-folders.ts';

const MAILBOX = 'anna@a.example';
const NOTHING: ReadonlyMap<string, string> = new Map();
const wishes: FolderWishes = { exclude: [], folders: [], target: { mailbox: MAILBOX } };

const DELIMITERS = ['/', '.', '\\', '|', ''];
const USES: readonly (FolderUse | undefined)[] = [
  undefined,
  undefined,
  undefined,
  'sent',
  'trash',
  'archive',
  'all',
  'flagged',
  'important',
];

interface Shape {
  readonly delimiter: string;
  readonly prefix: string;
}

const shape = fc.constantFrom(...DELIMITERS).chain(
  (delimiter): fc.Arbitrary<Shape> =>
    fc.record({
      delimiter: fc.constant(delimiter),
      prefix: fc.constantFrom('', ...(delimiter === '' ? [] : [`INBOX${delimiter}`])),
    }),
);

const level = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...ODD_FOLDERS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

const folderNames = fc.array(
  fc.record({
    levels: fc.array(level, { minLength: 1, maxLength: 6 }),
    use: fc.constantFrom(...USES),
    selectable: fc.constantFrom(true, true, true, false),
  }),
  { maxLength: 14 },
);

type Named = typeof folderNames extends fc.Arbitrary<infer T> ? T : never;

function listing({ delimiter, prefix }: Shape, named: Named, withUses = true): FolderList {
  const folders = new Map<string, Folder>();
  const inbox = { path: 'INBOX', delimiter, use: 'inbox', selectable: true, subscribed: false } as const;
  folders.set('INBOX', inbox);
  for (const { levels, use, selectable } of named) {
    const own = (
      delimiter === '' ? levels.slice(0, 1) : levels.map((one) => one.replaceAll(delimiter, '+'))
    ).join(delimiter);
    const path = prefix + own;
    if (path === '' || folders.has(path) || path.toUpperCase() === 'INBOX') continue;
    folders.set(path, { path, delimiter, selectable, subscribed: false, ...(withUses && use && { use }) });
  }
  return { folders: [...folders.values()], delimiter, prefix };
}

/** What comes later is no parent of what is there: a name that only held others has no place that it could lose. */
function parentsFirst(list: FolderList): FolderList {
  const depth = ({ path }: Folder) => (list.delimiter === '' ? 1 : path.split(list.delimiter).length);
  return { ...list, folders: list.folders.toSorted((one, other) => depth(one) - depth(other)) };
}

const source = fc.tuple(shape, folderNames).map(([of, named]) => listing(of, named));

const KINDS: Readonly<Record<string, NameLimits | undefined>> = {
  unknown: undefined,
  dovecot: nameLimitsOf(factsOfKind('dovecot')),
  cyrus: nameLimitsOf(factsOfKind('cyrus')),
  microsoft365: nameLimitsOf(factsOfKind('microsoft365')),
  gmail: nameLimitsOf(GMAIL.facts),
  narrow: {
    ...{ nameBytes: 60, nameLength: 50, pathBytes: 130, pathHoldsUser: true, pathLength: 100, depth: 3 },
    ...{ refused: '"*%', refusedFirst: ' -', refusedLast: ' .', lookAlikes: false, reserved: ['Notes', 'a'] },
  },
};

const target = fc
  .record({
    of: shape,
    kind: fc.constantFrom(...Object.keys(KINDS)),
    there: fc.subarray([
      'Sent:sent',
      'Gesendet',
      'Trash',
      'Deleted Items',
      'Projets',
      'a',
      'A',
      'Archive:archive',
      'a_b',
    ]),
  })
  .map(({ of, kind, there }) => {
    const list = listing(of, []);
    const names = KINDS[kind];
    const gmails = ['[Gmail]', `[Gmail]${of.delimiter}All Mail:all`];
    const folders = (kind === 'gmail' ? [...there, ...gmails] : there).map((written): Folder => {
      const [name, use] = written.split(':');
      const selectable = name !== '[Gmail]';
      const shared = { path: of.prefix + name, delimiter: of.delimiter, selectable, subscribed: false };
      return use ? { ...shared, use: use as FolderUse } : shared;
    });
    const apart =
      names?.lookAlikes === false ? folders.filter(({ path }) => path !== `${of.prefix}A`) : folders;
    return { ...list, folders: [...list.folders, ...apart], ...(names && { names }) };
  });

/** Where a plan may send some of the source's folders. */
const plans = fc
  .array(fc.tuple(fc.nat(20), fc.constantFrom('Sent', 'X/Y', 'INBOX', 'a_b', 'a"b/ /..', 'x'.repeat(300))))
  .map(
    (picked) => (from: FolderList) =>
      picked.flatMap(([at, to]) => {
        const folder = from.folders[at];
        return folder ? [{ from: folder.path, to }] : [];
      }),
  );

const targets = (pairs: readonly FolderPair[]) =>
  Object.fromEntries(pairs.map((pair) => [pair.source.path, pair.target]));

const asEarlier = (pairs: readonly FolderPair[]) =>
  new Map(pairs.map((pair) => [pair.source.path, pair.target]));

/** The target once the folders were made: servers list each, and may declare nothing. */
function grown(list: FolderList, pairs: readonly FolderPair[]): FolderList {
  const there = new Set(list.folders.map(({ path }) => path));
  const made = pairs.map((pair) => pair.target).filter((path) => !there.has(path));
  const { delimiter } = list;
  return {
    ...list,
    folders: [
      ...list.folders,
      ...made.map((path) => ({ path, delimiter, selectable: true, subscribed: false })),
    ],
  };
}

/** What is wrong with a path, by the limits' own words, without the mapper's help. */
function faults(path: string, { prefix, delimiter, names = {} }: FolderList): string[] {
  const own = path.startsWith(prefix) ? path.slice(prefix.length) : path;
  const levels = delimiter === '' ? [own] : own.split(delimiter);
  const found = levels.flatMap((name, at): string[] => {
    const isIn = (signs: string | undefined, sign: string | undefined) =>
      sign !== undefined && (signs ?? '').includes(sign);
    const signs = Array.from(name);
    return [
      name === '' && 'empty',
      /^\.\.?$/.test(name) && 'dots',
      /[\p{Cc}\u2028\u2029\p{Cs}\p{Noncharacter_Code_Point}]/u.test(name) && 'control',
      signs.some((sign) => isIn(names.refused, sign)) && 'refused',
      isIn(names.refusedFirst, signs[0]) && 'first',
      isIn(names.refusedLast, signs.at(-1)) && 'last',
      encodeFolderName(name).length > (names.nameBytes ?? 1e9) && 'name bytes',
      name.length > (names.nameLength ?? 1e9) && 'name length',
      at === 0 &&
        (names.reserved ?? []).some((one) => one.toLowerCase() === name.toLowerCase()) &&
        'reserved',
      at === 0 &&
        name.toUpperCase() === 'INBOX' &&
        (path.length === own.length && levels.length > 1 ? false : path !== 'INBOX') &&
        'inbox',
    ].filter((one): one is string => one !== false);
  });
  const user = names.pathHoldsUser ? `user.${MAILBOX}.`.length : 0;
  if (levels.length > (names.depth ?? 1e9)) found.push('depth');
  if (encodeFolderName(own).length + user > (names.pathBytes ?? 1e9)) found.push('path bytes');
  if (own.length > (names.pathLength ?? 1e9)) found.push('path length');
  return found;
}

const oneAt = (path: string, { names }: FolderList) =>
  names?.lookAlikes === false ? path.normalize('NFC').toLowerCase() : path;

const RUNS = { numRuns: 300 };

describe('whatever folders are called', () => {
  test('every new name is one that the target takes, whatever the plan calls it', () => {
    fc.assert(
      fc.property(source, target, plans, (from, to, plan) => {
        const { pairs } = mapFolders(from, to, { ...wishes, folders: plan(from) }, NOTHING);
        const made = pairs
          .filter(({ existing }) => !existing)
          .map((pair) => [pair.target, faults(pair.target, to)]);
        expect(made.filter(([, found]) => found?.length)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('no two fall together, but where the plan says so', () => {
    fc.assert(
      fc.property(source, target, plans, (from, to, plan) => {
        const folders = plan(from);
        const { pairs } = mapFolders(from, to, { ...wishes, folders }, NOTHING);
        const planned = new Set(folders.map((wish) => wish.from));
        for (const together of Map.groupBy(pairs, (pair) => oneAt(pair.target, to)).values()) {
          if (together.length > 1) expect(together.some((pair) => planned.has(pair.source.path))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('the order of the listings changes nothing', () => {
    fc.assert(
      fc.property(source, target, fc.integer(), (from, to, seed) => {
        const shuffled = (list: FolderList) => ({
          ...list,
          folders:
            fc.sample(fc.shuffledSubarray([...list.folders], { minLength: list.folders.length }), {
              seed,
              numRuns: 1,
            })[0] ?? [],
        });
        const [one, other] = [
          mapFolders(from, to, wishes, NOTHING),
          mapFolders(shuffled(from), shuffled(to), wishes, NOTHING),
        ];
        expect(other.pairs.map((pair) => [pair.source.path, pair.target])).toEqual(
          one.pairs.map((pair) => [pair.source.path, pair.target]),
        );
      }),
      RUNS,
    );
  });

  test('what was decided stays, whatever folders come later', () => {
    fc.assert(
      fc.property(source, target, fc.nat(14), (from, to, first) => {
        const some = { ...from, folders: from.folders.slice(0, first + 1) };
        const before = mapFolders(some, to, wishes, NOTHING).pairs;
        const after = mapFolders(from, grown(to, before), wishes, asEarlier(before)).pairs;
        expect(targets(after)).toMatchObject(targets(before));
        const again = mapFolders(from, grown(to, [...before, ...after]), wishes, asEarlier(after)).pairs;
        expect(targets(again)).toEqual(targets(after));
      }),
      RUNS,
    );
  });

  test('a comparison that knows no ledger comes to the same, also after folders were added', () => {
    fc.assert(
      fc.property(shape, folderNames, target, fc.nat(14), (of, named, to, first) => {
        const from = parentsFirst(listing(of, named, false));
        const some = { ...from, folders: from.folders.slice(0, first + 1) };
        const before = mapFolders(some, to, wishes, NOTHING).pairs;
        expect(targets(mapFolders(some, grown(to, before), wishes, NOTHING).pairs)).toEqual(targets(before));
        const after = mapFolders(from, grown(to, before), wishes, asEarlier(before)).pairs;
        const compared = mapFolders(from, grown(to, [...before, ...after]), wishes, NOTHING).pairs;
        expect(targets(compared)).toEqual(targets(after));
      }),
      RUNS,
    );
  });

  test('every other name is told, so that each can be found again', () => {
    fc.assert(
      fc.property(source, target, (from, to) => {
        const { pairs, notes } = mapFolders(from, to, wishes, NOTHING);
        for (const {
          source: { path },
          target: at,
        } of pairs) {
          const own = path.startsWith(from.prefix) ? path.slice(from.prefix.length) : path;
          const same =
            path === 'INBOX'
              ? path
              : to.prefix + (from.delimiter === '' ? own : own.split(from.delimiter).join(to.delimiter));
          const told = notes.filter(({ kind, folder }) => kind === 'folder-renamed' && folder === path);
          const rest = own.split(from.delimiter).slice(1).join(to.delimiter);
          const inInbox = (to.prefix || `INBOX${to.delimiter}`) + rest;
          if (told.length === 0) expect([same, /^inbox/i.test(own) ? inInbox : same]).toContain(at);
          for (const { text } of told) {
            expect(JSON.stringify(text)).toContain(JSON.stringify(`becomes "${at}"`).slice(1, -1));
            expect(JSON.stringify(text)).toContain(
              JSON.stringify(`devient «\u00A0${at}\u00A0»`).slice(1, -1),
            );
          }
        }
      }),
      RUNS,
    );
  });
});
