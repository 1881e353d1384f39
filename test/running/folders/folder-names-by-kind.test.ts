/** What each kind of target makes of names that it does not take as they are: the name, and what people are told of it. */
import { expect, test } from 'vitest';
import { factsOfKind } from '../../../server/language/facts/kinds.ts';
import { type NameLimits, nameLimitsOf } from '../../../server/language/facts/name-limits.ts';
import { inLanguage } from '../../../server/planning/text.ts';
import { mapFolders } from '../../../server/running/folders/folder-mapping.ts';
import type { Folder, FolderList, FolderUse } from '../../../server/running/ports.ts';

const MAILBOX = 'anna@a.example';

/** `Sent:sent` is declared for sent mail; `Old…` only holds others. */
function listing(
  names: readonly string[],
  delimiter: string,
  prefix: string,
  limits?: NameLimits,
): FolderList {
  const folders = ['INBOX:inbox', ...names].map((written): Folder => {
    const [, path = '', , use] = /^(.*?)(:(\w+))?$/s.exec(written) ?? [];
    const selectable = !path.endsWith('…');
    const shared = { path: path.replace('…', ''), delimiter, selectable, subscribed: false };
    return use === undefined ? shared : { ...shared, use: use as FolderUse };
  });
  return { folders, prefix, delimiter, ...(limits && { names: limits }) };
}

const TARGETS: Readonly<Record<string, FolderList>> = {
  'any server': listing([], '/', ''),
  'a server of one level': listing([], '', ''),
  dovecot: listing([], '.', 'INBOX.', nameLimitsOf(factsOfKind('dovecot'))),
  'dovecot with slashes': listing([], '/', '', nameLimitsOf(factsOfKind('dovecot'))),
  cyrus: listing([], '/', '', nameLimitsOf(factsOfKind('cyrus'))),
  microsoft365: listing([], '/', '', nameLimitsOf(factsOfKind('microsoft365'))),
  gmail: listing(
    ['[Gmail]…', '[Gmail]/All Mail:all', '[Gmail]/Sent Mail:sent', '[Gmail]/Important'],
    '/',
    '',
  ),
  'three levels': listing([], '/', '', { depth: 3 }),
  short: listing([], '/', '', { nameBytes: 40, pathBytes: 120 }),
};

interface Case {
  readonly target: keyof typeof TARGETS;
  /** `/` between levels and no prefix, if not told. */
  readonly of?: readonly [delimiter: string, prefix: string];
  readonly source: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  'what lies in the inbox stays in it': { target: 'any server', source: ['INBOX/Sub', 'inbox/sub'] },
  'below a prefix, what lies in the inbox lies at the top': {
    target: 'dovecot',
    source: ['INBOX/Sub', 'Sub', 'INBOX/Other'],
  },
  'an INBOX below the prefix is not the inbox': {
    target: 'any server',
    of: ['.', 'INBOX.'],
    source: ['INBOX.INBOX', 'INBOX.INBOX.x', 'INBOX.a', 'b'],
  },
  'empty levels, dots, delimiters at either end': {
    target: 'any server',
    source: ['a//b', '/c', 'd/', '.', 'x/..', 'x/...'],
  },
  'control characters, halves of characters, and what is no character': {
    target: 'any server',
    source: ['tab\there', 'nul\0', '\ud800', 'a\u2028b', 'c1\u0085', '\ufffe'],
  },
  'broken modified UTF-7, 8-bit, right-to-left, emoji stay what they are': {
    target: 'any server',
    source: ['Caf&AOk', '&', 'Ã©t\u00e9', '\u202eabc', '👩‍👩‍👧', 'e\u0301', 'é', '\ufffd'],
  },
  'a server without a delimiter has one level': {
    target: 'a server of one level',
    source: ['a/b', 'a/b/c', 'a - b'],
  },
  'levels too deep are joined': {
    target: 'three levels',
    source: ['a/b/c', 'a/b/c/d/e', 'a/b/c - d', 'a/b/c/d'],
  },
  'signs that Dovecot’s Maildir refuses': {
    target: 'dovecot',
    source: ['a.b', 'a/b', 'a_b', '~x', 'a*b', 'a"b'],
    of: ['\\', ''],
  },
  'the same where levels have slashes between them': {
    target: 'dovecot with slashes',
    source: ['a.b', 'a.b.c', 'example.com'],
    of: ['/', ''],
  },
  'signs that Cyrus refuses': {
    target: 'cyrus',
    source: [
      'a"b',
      'a%b',
      'a*b',
      'a\\b',
      'a.b',
      'a^b',
      '-a',
      '~a',
      '#calendars',
      ' a',
      'a ',
      'été',
      '😀',
      'INBOX/INBOX/x',
    ],
  },
  'Exchange: blanks and dots at the ends': {
    target: 'microsoft365',
    source: ['a', 'a ', ' a', 'a.', 'a..', ' ', '. '],
  },
  'Exchange: names that are one to it': {
    target: 'microsoft365',
    source: ['Projets', 'projets', 'e\u0301', 'é', 'PROJETS/x', 'projets/x'],
  },
  'Exchange: folders of its own': {
    target: 'microsoft365',
    source: ['Contacts', 'calendar/2019', 'Old/Contacts', 'Contacts (mail)', 'Tâches'],
  },
  'Gmail: folders of its own, and nothing below them': {
    target: 'gmail',
    source: ['Sent:sent', 'Sent/2019', 'INBOX/Old', '[Gmail]/Copy', 'starred', '^x', 'a/b'],
  },
  'from Gmail: its folders by what they are for, never by where they lie': {
    target: 'any server',
    source: [
      '[Gmail]…',
      '[Gmail]/Tous les messages:all',
      '[Gmail]/Messages envoyés:sent',
      '[Gmail]/Suivis:flagged',
      '[Gmail]/Corbeille:trash',
      'Corbeille',
      'Clients/A',
    ],
  },
  'from Gmail to Gmail': {
    target: 'gmail',
    source: [
      '[Gmail]…',
      '[Gmail]/Tous les messages:all',
      '[Gmail]/Messages envoyés:sent',
      '[Gmail]/Important',
      'Clients/A',
    ],
  },
  'what is too long is cut between characters, and signed': {
    target: 'short',
    source: [
      'x'.repeat(60),
      `${'y'.repeat(60)}1`,
      `${'y'.repeat(60)}2`,
      'é'.repeat(30),
      `${'e\u0301'.repeat(30)}`,
      '👍🏽'.repeat(20),
      'a b '.repeat(20),
    ],
  },
  'a path that is too long is cut at its end': {
    target: 'short',
    source: [
      ['1', '2', '3', '4', '5'].map((one) => one.repeat(30)).join('/'),
      ['1', '2', '3', '4'].map((one) => one.repeat(30)).join('/'),
    ],
  },
};

/** `source → target (use): why`. */
function mapped({ target, source, of: [delimiter, prefix] = ['/', ''] }: Case): string[] {
  const to = TARGETS[target] ?? listing([], '/', '');
  const wishes = { exclude: [], folders: [], target: { mailbox: MAILBOX } };
  const { pairs, notes } = mapFolders(listing(source, delimiter, prefix), to, wishes, new Map());
  const lines = pairs.map((pair) => {
    const told = notes
      .filter(({ folder }) => folder === pair.source.path)
      .map(({ text }) => inLanguage('en', text));
    const why = told.join('; ').replace(`becomes "${pair.target}"`, '');
    return `${pair.source.path} → ${pair.target}${pair.use ? ` (${pair.use})` : ''}${why.startsWith(':') || why === '' ? why : `: ${why}`}`;
  });
  return lines.filter((line) => line !== 'INBOX → INBOX');
}

test.each(Object.entries(CASES))('%s', (name, given) => {
  expect(mapped(given)).toEqual(EXPECTED[name]);
});

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'what lies in the inbox stays in it': [
    'INBOX/Sub → INBOX/Sub',
    'inbox/sub → INBOX/sub: differs from "INBOX/Sub" by case alone',
  ],
  'below a prefix, what lies in the inbox lies at the top': [
    'INBOX/Other → INBOX.Other',
    'INBOX/Sub → INBOX.Sub ~c12163: without the sign at its end it would fall together with "Sub"',
    'Sub → INBOX.Sub',
  ],
  'an INBOX below the prefix is not the inbox': [
    'INBOX.INBOX → INBOX ~d31bea: without the sign at its end it would fall together with "INBOX"',
    'INBOX.INBOX.x → INBOX ~d31bea/x: as the folder it lies in',
    'INBOX.a → a',
    'b → b',
  ],
  'empty levels, dots, delimiters at either end': [
    '. → _: a name is neither empty nor dots alone',
    '/c → _/c: as the folder it lies in',
    'a//b → a/_/b: as the folder it lies in',
    'd/ → d/_: a name is neither empty nor dots alone',
    'x/.. → x/__: a name is neither empty nor dots alone',
    'x/... → x/...',
  ],
  'control characters, halves of characters, and what is no character': [
    'a\u2028b → a_b: control characters are replaced',
    'c1\u0085 → c1_: control characters are replaced',
    'nul\u0000 → nul_: control characters are replaced',
    'tab\u0009here → tab_here: control characters are replaced',
    '\ud800 → _: control characters are replaced',
    '\ufffe → _ ~f19769: control characters are replaced; without the sign at its end it would fall together with "\ud800"',
  ],
  'broken modified UTF-7, 8-bit, right-to-left, emoji stay what they are': [
    '& → &',
    'Caf&AOk → Caf&AOk',
    'e\u0301 → e\u0301',
    'Ã©té → Ã©té',
    'é → é: looks the same as "e\u0301" and is written otherwise',
    '\u202eabc → \u202eabc',
    '👩‍👩‍👧 → 👩‍👩‍👧',
    '� → �',
  ],
  'a server without a delimiter has one level': [
    'a - b → a - b',
    'a/b → a - b ~6df7ce: the target has one level, deeper ones are joined; without the sign at its end it would fall together with "a - b"',
    'a/b/c → a - b ~6df7ce - c: the target has one level, deeper ones are joined; as the folder it lies in',
  ],
  'levels too deep are joined': [
    'a/b/c → a/b/c',
    'a/b/c - d → a/b/c - d',
    'a/b/c/d → a/b/c - d ~a32d84: the target takes 3 levels, deeper ones are joined; without the sign at its end it would fall together with "a/b/c - d"',
    'a/b/c/d/e → a/b/c - d ~a32d84 - e: the target takes 3 levels, deeper ones are joined; as the folder it lies in',
  ],
  'signs that Dovecot’s Maildir refuses': [
    'a"b → INBOX.a"b',
    'a*b → INBOX.a*b',
    'a.b → INBOX.a_b ~848885: the target takes no . in a name; without the sign at its end it would fall together with "a_b"',
    'a/b → INBOX.a_b ~6df7ce: the target takes no / in a name; without the sign at its end it would fall together with "a_b"',
    'a_b → INBOX.a_b',
    '~x → INBOX._x: the target keeps no such beginning or end',
  ],
  'the same where levels have slashes between them': [
    'a.b → a_b: the target takes no . in a name',
    'a.b.c → a_b_c: the target takes no . in a name',
    'example.com → example_com: the target takes no . in a name',
  ],
  'signs that Cyrus refuses': [
    ' a →  a',
    '#calendars → #calendars (mail): the target keeps that name for itself',
    '-a → -a',
    'INBOX/INBOX/x → INBOX/INBOX (mail)/x: as the folder it lies in',
    'a  → a ',
    'a"b → a_b: the target takes no " in a name',
    'a%b → a_b ~6e95cc: the target takes no % in a name; without the sign at its end it would fall together with "a"b"',
    'a*b → a*b',
    'a.b → a.b',
    'a\\b → a_b ~86f10e: the target takes no \\ in a name; without the sign at its end it would fall together with "a"b"',
    'a^b → a_b ~429c35: the target takes no ^ in a name; without the sign at its end it would fall together with "a"b"',
    '~a → ~a',
    'été → été',
    '😀 → 😀',
  ],
  'Exchange: blanks and dots at the ends': [
    '  → _: a name is neither empty nor dots alone',
    ' a → a ~0963d5: the target keeps no such beginning or end; without the sign at its end it would fall together with "a"',
    '.  → _ ~957ddb: the target keeps no such beginning or end; without the sign at its end it would fall together with " "',
    'a → a',
    'a  → a ~cb4a2b: the target keeps no such beginning or end; without the sign at its end it would fall together with "a"',
    'a. → a_: the target keeps no such beginning or end',
    'a.. → a._: the target keeps no such beginning or end',
  ],
  'Exchange: names that are one to it': [
    'PROJETS/x → Projets/x: as the folder it lies in',
    'Projets → Projets',
    'e\u0301 → e\u0301',
    'projets → projets ~27e942: without the sign at its end it would fall together with "Projets"',
    'projets/x → projets ~27e942/x: as the folder it lies in',
    'é → é ~63e3c8: without the sign at its end it would fall together with "e\u0301"',
  ],
  'Exchange: folders of its own': [
    'Contacts → Contacts (mail) ~e229ca: the target keeps that name for itself; without the sign at its end it would fall together with "Contacts (mail)"',
    'Contacts (mail) → Contacts (mail)',
    'Old/Contacts → Old/Contacts',
    'Tâches → Tâches (mail): the target keeps that name for itself',
    'calendar/2019 → calendar (mail)/2019: as the folder it lies in',
  ],
  'Gmail: folders of its own, and nothing below them': [
    'INBOX/Old → Old: the target has nothing below that folder',
    'Sent → [Gmail]/Sent Mail: the target has that folder for the same use',
    'Sent/2019 → Sent (mail)/2019: the target has nothing below that folder',
    '[Gmail]/Copy → Copy: [Gmail] is no folder',
    '^x → _x: the target keeps no such beginning or end',
    'a/b → a/b',
    'starred → starred (mail): the target keeps that name for itself',
  ],
  'from Gmail: its folders by what they are for, never by where they lie': [
    'Clients/A → Clients/A',
    'Corbeille → Corbeille',
    '[Gmail]/Corbeille → Corbeille ~10a7e9 (trash): without the sign at its end it would fall together with "Corbeille"',
    '[Gmail]/Messages envoyés → Messages envoyés (sent): [Gmail] is no folder',
    '[Gmail]/Suivis → Suivis: [Gmail] is no folder',
    '[Gmail]/Tous les messages → Tous les messages (archive): [Gmail] is no folder',
  ],
  'from Gmail to Gmail': [
    'Clients/A → Clients/A',
    '[Gmail]/Important → [Gmail]/Important',
    '[Gmail]/Messages envoyés → [Gmail]/Sent Mail: the target has that folder for the same use',
    '[Gmail]/Tous les messages → [Gmail]/All Mail: the target has that folder for the same use',
  ],
  'what is too long is cut between characters, and signed': [
    'a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b  → a b a b a b a b a b a b a b a b ~b90768: the target takes no longer name',
    'e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 → e\u0301e\u0301e\u0301e\u0301e\u0301 ~fd7f7e: the target takes no longer name',
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx → xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ~fc6f5f: the target takes no longer name',
    'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy1 → yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy ~ee48f5: the target takes no longer name',
    'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy2 → yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy ~f733e7: the target takes no longer name',
    'éééééééééééééééééééééééééééééé → ééééééééééé ~31233f: the target takes no longer name',
    '👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽 → 👍🏽👍🏽 ~95dd63: the target takes no longer name',
  ],
  'a path that is too long is cut at its end': [
    '111111111111111111111111111111/222222222222222222222222222222/333333333333333333333333333333/444444444444444444444444444444 → 111111111111111111111111111111/222222222222222222222222222222/444444444444444444444444444444 ~08cbe0: the target takes no longer name',
    '111111111111111111111111111111/222222222222222222222222222222/333333333333333333333333333333/444444444444444444444444444444/555555555555555555555555555555 → 111111111111111111111111111111/222222222222222222222222222222/555555555555555555555555555555 ~ecf16a: the target takes no longer name; as the folder it lies in',
  ],
};
