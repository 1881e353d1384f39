/** The judge is judged: of each thing that a tool may do to mail, it says that thing and no other. */
import {
  copyFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { planFolder } from '../plan-folder.ts';
import { generatedMailbox } from './generated-mailbox.ts';
import { type KeptMail, keptMail } from './kept-mail.ts';
import { isExact, type Losses, losses, NOTHING_LOST, sayLosses, together } from './losses.ts';
import { changeFlags, writeMailbox } from './written-maildir.ts';

const mailbox = generatedMailbox({ seed: 9, messages: 120, bytes: 2_500_000, hasEdgeCases: true });
const folder = planFolder([]);
const original = join(folder.path, 'original');
const PROJECTS = '.Projets';
let source: KeptMail;

beforeAll(() => {
  writeMailbox(original, mailbox);
  source = keptMail(original);
});

/** What is said of a copy that `change` has been done to. */
function after(change: (maildir: string) => void): Losses {
  const maildir = join(folder.path, 'copy');
  rmSync(maildir, { recursive: true, force: true });
  cpSync(original, maildir, { recursive: true, preserveTimestamps: true });
  change(maildir);
  return losses(source, keptMail(maildir));
}

const found = (some: Partial<Losses>): Losses => ({ ...NOTHING_LOST, ...some });

const files = (maildir: string, of = ''): string[] => {
  const cur = join(maildir, of, 'cur');
  return readdirSync(cur)
    .sort()
    .map((name) => join(cur, name));
};

const first = (maildir: string): string => files(maildir)[0] as string;

const holding = (maildir: string, text: string, of = ''): string[] =>
  files(maildir, of).filter((file) => readFileSync(file, 'latin1').includes(text));

/** Changes bytes and leaves the date as it is. */
function rewrite(file: string, change: (text: string) => string): void {
  const date = statSync(file).mtime;
  writeFileSync(file, change(readFileSync(file, 'latin1')), 'latin1');
  utimesSync(file, date, date);
}

function marked(file: string, change: (letters: string) => string): void {
  const [name = '', letters = ''] = file.split(':2,');
  renameSync(file, `${name}:2,${change(letters)}`);
}

/** Puts a copy of a file beside it, with its date. */
function twice(file: string): void {
  const date = statSync(file).mtime;
  const other = file.replace('.M', '.M9');
  copyFileSync(file, other);
  utimesSync(other, date, date);
}

test('the mailbox has the things that are looked for', () => {
  const inbox = source.folders.get('') ?? [];
  const contents = inbox.map(({ content }) => content);
  expect(contents.length - new Set(contents).size).toBe(2);
  expect(source.folders.size).toBe(11);
  expect(source.subscriptions).toContain('Projets\tAnn&AOk-e 2024');
  expect(inbox.some(({ keywords }) => keywords === 'NonJunk')).toBe(true);
  expect(inbox.some(({ flags }) => flags === 'RS')).toBe(true);
});

test('a copy is exact, whatever its line ends and file names', () => {
  expect(after(() => undefined)).toEqual(NOTHING_LOST);
  const otherLineEnds = after((maildir) => {
    for (const file of files(maildir)) rewrite(file, (text) => text.replace(/\r?\n/g, '\r\n'));
    renameSync(first(maildir), first(maildir).replace('.M', '.Q').replace('/cur/', '/new/'));
  });
  expect(otherLineEnds).toEqual(NOTHING_LOST);
});

test('nothing at the target is everything lost', () => {
  const lost = [...source.folders.values()].flat().length;
  const folders = source.folders.size;
  const nothing = losses(source, keptMail(join(folder.path, 'nowhere')));
  expect(nothing).toEqual(found({ lost, folders, subscriptions: source.subscriptions.size }));
});

const CASES: readonly (readonly [string, (maildir: string) => void, Partial<Losses>])[] = [
  ['a message that is gone', (maildir) => rmSync(first(maildir)), { lost: 1 }],
  [
    'one of three exact duplicates that is gone',
    (maildir) => rmSync(holding(maildir, 'the same thing')[0] as string),
    { lost: 1 },
  ],
  [
    'one of two with the same Message-ID that is gone',
    (maildir) => rmSync(holding(maildir, 'second, and longer')[0] as string),
    { lost: 1 },
  ],
  ['a message that is there once more', (maildir) => twice(first(maildir)), { doubled: 1 }],
  [
    'a message that is there once more, with a header added',
    (maildir) => {
      const file = first(maildir);
      twice(file);
      rewrite(file, (text) => `X-TUID: abc\n${text}`);
    },
    { doubled: 1 },
  ],
  ['a header added', (maildir) => rewrite(first(maildir), (text) => `X-TUID: abc\n${text}`), { altered: 1 }],
  [
    'one byte of the body changed',
    (maildir) => rewrite(first(maildir), (text) => `${text.slice(0, -2)}#\n`),
    { altered: 1 },
  ],
  [
    'NULs that became something else',
    (maildir) => {
      const [file = ''] = holding(maildir, 'Subject: nul', '.R&-D &- Qualit&AOk-');
      rewrite(file, (text) => text.replaceAll('\0', '\x80'));
    },
    { altered: 1 },
  ],
  [
    'an end that was given a new line',
    (maildir) => {
      const [file = ''] = holding(maildir, 'Subject: no end', '.R&-D &- Qualit&AOk-');
      rewrite(file, (text) => `${text}\n`);
    },
    { altered: 1 },
  ],
  [
    'a message that nobody sent',
    (maildir) => writeFileSync(join(maildir, 'new', '1.x'), 'Subject: new\n\nx\n'),
    { strange: 1 },
  ],
  [
    'a flag that is gone or added',
    (maildir) =>
      marked(first(maildir), (letters) => (letters.includes('S') ? letters.replace('S', '') : `S`)),
    { flags: 1 },
  ],
  [
    'keywords that are gone',
    (maildir) => {
      const file = files(maildir).find((path) => /[a-z]$/.test(path)) as string;
      marked(file, (letters) => letters.replace(/[a-z]/g, ''));
    },
    { keywords: 1 },
  ],
  ['another date', (maildir) => utimesSync(first(maildir), 1e9, 1e9), { dates: 1 }],
  [
    'a date that is one second later',
    (maildir) => {
      const later = statSync(first(maildir)).mtimeMs / 1000 + 1;
      utimesSync(first(maildir), later, later);
    },
    { dates: 1 },
  ],
  [
    'a message in another folder',
    (maildir) => {
      const file = holding(maildir, 'only a body')[0] as string;
      renameSync(file, file.replace('/cur/', `/${PROJECTS}/cur/`));
    },
    { lost: 1, strange: 1 },
  ],
  [
    'an empty folder that is not there',
    (maildir) => rmSync(join(maildir, '.Archives'), { recursive: true }),
    { folders: 1 },
  ],
  [
    'one subscription too few and one too many',
    (maildir) => rewrite(join(maildir, 'subscriptions'), (text) => text.replace('\nTrash\n', '\nJunk\n')),
    { subscriptions: 2 },
  ],
];

test.each(CASES)('it sees %s', (_, change, expected) => {
  const seen = after(change);
  expect(seen).toEqual(found(expected));
  expect(isExact(seen)).toBe(false);
});

test('it sees flags that changed at the source after the copy', () => {
  const later = join(folder.path, 'later');
  cpSync(original, later, { recursive: true, preserveTimestamps: true });
  changeFlags(later, 'INBOX', 20);
  expect(losses(keptMail(later), keptMail(original))).toEqual(found({ flags: 20 }));
});

test('it is told in words, several mailboxes as one', () => {
  expect(sayLosses(NOTHING_LOST)).toBe('exact');
  const sum = together([found({ lost: 1_200, dates: 1 }), found({ lost: 34 })]);
  expect(sayLosses(sum)).toBe('1,234 lost, 1 dates wrong');
});
