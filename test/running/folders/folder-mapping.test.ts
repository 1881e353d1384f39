import { describe, expect, test } from 'vitest';
import { mapFolders, plainerPath } from '../../../server/running/folders/folder-mapping.ts';
import { useByName } from '../../../server/running/folders/folder-names.ts';
import type { Folder, FolderList, FolderUse } from '../../../server/running/ports.ts';

/** `Sent:sent` is a folder that the server declares for sent mail; `Old/` only holds others. */
function listing(names: readonly string[], delimiter = '/', prefix = ''): FolderList {
  const folders = names.map((written): Folder => {
    const [path = '', use] = written.split(':');
    const selectable = !path.endsWith('…');
    const shared = { path: path.replace('…', ''), delimiter, selectable, subscribed: false };
    const declared = path === 'INBOX' ? 'inbox' : (use as FolderUse | undefined);
    return declared === undefined ? shared : { ...shared, use: declared };
  });
  return { folders, prefix, delimiter };
}

interface Case {
  readonly source: FolderList;
  readonly target: FolderList;
  readonly exclude?: string[];
  readonly folders?: { from: string; to: string }[];
  readonly earlier?: Record<string, string>;
  readonly becomes: Record<string, string>;
  readonly notes?: string[];
  /** What the target is to declare. */
  readonly uses?: Record<string, FolderUse>;
}

const targetsOf = (source: FolderList, target: FolderList, earlier: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    mapFolders(source, target, { exclude: [], folders: [] }, new Map(Object.entries(earlier))).pairs.map(
      (pair) => [pair.source.path, pair.target],
    ),
  );

const plain = listing(['INBOX']);
const cases: Record<string, Case> = {
  'names stay as they are': {
    source: listing(['INBOX', 'Projets/Été', 'Projets']),
    target: plain,
    becomes: { INBOX: 'INBOX', Projets: 'Projets', 'Projets/Été': 'Projets/Été' },
  },
  'delimiter and prefix are the target’s': {
    source: listing(['INBOX', 'A/B', 'a.b']),
    target: listing(['INBOX'], '.', 'INBOX.'),
    becomes: { INBOX: 'INBOX', 'A/B': 'INBOX.A.B', 'a.b': 'INBOX.a_b' },
    notes: ['folder-renamed a.b'],
  },
  'a source prefix is taken away': {
    source: listing(['INBOX', 'INBOX.Work', 'INBOX.Work.Old'], '.', 'INBOX.'),
    target: plain,
    becomes: { INBOX: 'INBOX', 'INBOX.Work': 'Work', 'INBOX.Work.Old': 'Work/Old' },
  },
  'declared uses meet, whatever the names': {
    source: listing(['INBOX', 'Objets envoyés:sent', 'Corbeille:trash']),
    target: listing(['INBOX', 'Gesendet:sent', 'Papierkorb:trash']),
    becomes: { INBOX: 'INBOX', 'Objets envoyés': 'Gesendet', Corbeille: 'Papierkorb' },
    notes: ['folder-renamed Corbeille', 'folder-renamed Objets envoyés'],
  },
  'a known name meets a declared use': {
    source: listing(['INBOX', 'Éléments supprimés']),
    target: listing(['INBOX', 'Trash:trash']),
    becomes: { INBOX: 'INBOX', 'Éléments supprimés': 'Trash' },
    notes: ['folder-renamed Éléments supprimés'],
  },
  'a known name meets a known name': {
    source: listing(['INBOX', 'Papierkorb']),
    target: listing(['INBOX', 'Deleted Items']),
    becomes: { INBOX: 'INBOX', Papierkorb: 'Deleted Items' },
    notes: ['folder-renamed Papierkorb'],
  },
  'what lies below goes with its parent': {
    source: listing(['INBOX', 'Sent:sent', 'Sent/2019']),
    target: listing(['INBOX', 'Envoyés:sent']),
    becomes: { INBOX: 'INBOX', Sent: 'Envoyés', 'Sent/2019': 'Envoyés/2019' },
    notes: ['folder-renamed Sent', 'folder-renamed Sent/2019'],
  },
  'a name speaks only at the top': {
    source: listing(['INBOX', 'Client', 'Client/Sent']),
    target: listing(['INBOX', 'Gesendet:sent']),
    becomes: { INBOX: 'INBOX', Client: 'Client', 'Client/Sent': 'Client/Sent' },
  },
  'a name does not speak where another folder declares that use': {
    source: listing(['INBOX', 'Sent:sent', 'Sent Items']),
    target: listing(['INBOX', 'Gesendet:sent']),
    becomes: { INBOX: 'INBOX', Sent: 'Gesendet', 'Sent Items': 'Sent Items' },
    notes: ['folder-renamed Sent'],
  },
  'two known names of one use: the second stays as it is': {
    source: listing(['INBOX', 'Sent', 'Sent Items']),
    target: listing(['INBOX', 'Gesendet:sent']),
    becomes: { INBOX: 'INBOX', Sent: 'Gesendet', 'Sent Items': 'Sent Items' },
    notes: ['folder-renamed Sent'],
  },
  'a name that is taken gets a sign of its own': {
    source: listing(['INBOX', 'Envoyés:sent', 'Sent']),
    target: listing(['INBOX', 'Sent:sent']),
    becomes: { INBOX: 'INBOX', Envoyés: 'Sent', Sent: 'Sent ~9b9072' },
    notes: ['folder-renamed Envoyés', 'folder-renamed Sent'],
  },
  'the plan’s word comes first, and brings folders together': {
    source: listing(['INBOX', 'Sent:sent', 'Alt']),
    target: listing(['INBOX', 'Sent:sent']),
    folders: [{ from: 'Alt', to: 'Sent' }],
    becomes: { INBOX: 'INBOX', Sent: 'Sent', Alt: 'Sent' },
    notes: ['folder-renamed Alt', 'folder-merged Sent'],
  },
  'what an earlier run decided stands': {
    source: listing(['INBOX', 'Sent:sent', 'x']),
    target: listing(['INBOX', 'Gesendet:sent', 'Sent']),
    earlier: { Sent: 'Sent' },
    becomes: { INBOX: 'INBOX', Sent: 'Sent', x: 'x' },
  },
  'a name that was left for a known one is given to nobody': {
    source: listing(['INBOX', 'Trash', 'INBOX/Trash']),
    target: listing(['INBOX', 'INBOX.Deleted Items'], '.', 'INBOX.'),
    becomes: { INBOX: 'INBOX', Trash: 'INBOX.Deleted Items', 'INBOX/Trash': 'INBOX.Trash ~f8e1ca' },
    notes: ['folder-renamed INBOX/Trash', 'folder-renamed Trash'],
  },
  'a name that the plan moved elsewhere is free': {
    source: listing(['INBOX', 'Trash', 'INBOX/Trash']),
    target: listing(['INBOX', 'INBOX.Deleted Items'], '.', 'INBOX.'),
    folders: [{ from: 'Trash', to: 'Old' }],
    becomes: { INBOX: 'INBOX', Trash: 'INBOX.Old', 'INBOX/Trash': 'INBOX.Trash' },
    notes: ['folder-renamed Trash'],
  },
  'what is left out goes with all below it': {
    source: listing(['INBOX', 'Spam', 'Spam/old', 'Spammers'], '/'),
    target: plain,
    exclude: ['Spam'],
    becomes: { INBOX: 'INBOX', Spammers: 'Spammers' },
    notes: ['folder-excluded Spam', 'folder-excluded Spam/old'],
  },
  'a name that only holds others is not copied, and its children are': {
    source: listing(['INBOX', 'Old…', 'Old/2001']),
    target: plain,
    becomes: { INBOX: 'INBOX', 'Old/2001': 'Old/2001' },
  },
  'a clash by case alone is told': {
    source: listing(['INBOX', 'Projets', 'projets']),
    target: plain,
    becomes: { INBOX: 'INBOX', Projets: 'Projets', projets: 'projets' },
    notes: ['folder-case-clash projets'],
  },
  'the plan may write slashes between levels, whatever the systems have': {
    source: listing(['INBOX', 'INBOX.Listes.2015', 'INBOX.Listes.2016', 'INBOX.A.B'], '.', 'INBOX.'),
    target: listing(['INBOX'], '.', 'INBOX.'),
    exclude: ['Listes/2015'],
    folders: [{ from: 'A/B', to: 'Archive/B' }],
    becomes: { INBOX: 'INBOX', 'INBOX.Listes.2016': 'INBOX.Listes.2016', 'INBOX.A.B': 'INBOX.Archive.B' },
    notes: ['folder-excluded INBOX.Listes.2015', 'folder-renamed INBOX.A.B'],
  },
  'what the plan calls a folder must be a name, too': {
    source: listing(['INBOX', 'A']),
    target: listing(['INBOX'], '.'),
    folders: [{ from: 'A', to: 'x/tab\t/y' }],
    becomes: { INBOX: 'INBOX', A: 'x.tab_.y' },
    notes: ['folder-renamed A'],
  },
  'the plan may put what is in the way together, and nothing else': {
    source: listing(['INBOX', 'a.b', 'X', 'a_b']),
    target: listing(['INBOX'], '.'),
    folders: [{ from: 'X', to: 'a_b' }],
    becomes: { INBOX: 'INBOX', X: 'a_b', a_b: 'a_b', 'a.b': 'a_b ~848885' },
    notes: ['folder-merged a_b', 'folder-renamed X', 'folder-renamed a.b'],
  },
  'a use is declared for what has to be made, once': {
    source: listing([
      'INBOX',
      'Mes envois:sent',
      'Poubelle:trash',
      'Vieux:archive',
      'Alt:archive',
      'Tout:all',
    ]),
    target: listing(['INBOX', 'Corbeille:trash']),
    becomes: {
      ...{
        INBOX: 'INBOX',
        'Mes envois': 'Mes envois',
        Poubelle: 'Corbeille',
        Vieux: 'Vieux',
        Alt: 'Alt',
        Tout: 'Tout',
      },
    },
    uses: { 'Mes envois': 'sent', Alt: 'archive' },
    notes: ['folder-renamed Poubelle'],
  },
  'a control character becomes something that can be said': {
    source: listing(['INBOX', 'tab\there']),
    target: plain,
    becomes: { INBOX: 'INBOX', 'tab\there': 'tab_here' },
    notes: ['folder-renamed tab\there'],
  },
};

describe('folders are mapped', () => {
  test.each(Object.entries(cases))('%s', (_, given) => {
    const {
      source,
      target,
      exclude = [],
      folders = [],
      earlier = {},
      becomes,
      notes = [],
      uses = {},
    } = given;
    const mapping = mapFolders(source, target, { exclude, folders }, new Map(Object.entries(earlier)));
    expect(Object.fromEntries(mapping.pairs.map((pair) => [pair.source.path, pair.target]))).toEqual(becomes);
    const declared = mapping.pairs.flatMap(({ source: from, use }) => (use ? [[from.path, use]] : []));
    expect(Object.fromEntries(declared)).toEqual(uses);
    expect(mapping.notes.map(({ kind, folder }) => `${kind} ${folder}`).sort()).toEqual(notes.toSorted());
  });

  test.each(Object.entries(cases))(
    '%s: the same in a second run, without a memory of the first',
    (_, given) => {
      const { source, target, exclude = [], folders = [], earlier = {} } = given;
      const wishes = { exclude, folders };
      const first = mapFolders(source, target, wishes, new Map(Object.entries(earlier))).pairs;
      const there = new Set(target.folders.map(({ path }) => path));
      const made = first
        .filter((pair) => !there.has(pair.target))
        .map((pair) => ({ ...pair.source, path: pair.target }));
      // A server makes a folder without a declared use, whatever it was made for.
      const grown = {
        ...target,
        folders: [...target.folders, ...made.map(({ use: _use, ...folder }) => folder)],
      };
      const second = mapFolders(source, grown, wishes, new Map(Object.entries(earlier))).pairs;
      expect(second.map((pair) => pair.target)).toEqual(first.map((pair) => pair.target));
    },
  );

  test('who came too late for a place is told from who has it, also without a memory', () => {
    const source = listing(['INBOX', 'Envoyés', 'Gesendet']);
    const there = ['INBOX', 'Sent:sent', 'Gesendet'];
    const first = targetsOf(source, listing(there), { Gesendet: 'Sent' });
    expect(first).toEqual({ INBOX: 'INBOX', Gesendet: 'Sent', Envoyés: expect.stringMatching(/^Envoyés ~/) });
    expect(targetsOf(source, listing([...there, first['Envoyés'] ?? '']), {})).toEqual(first);
  });

  test('a refused name has a plainer one', () => {
    expect(plainerPath('INBOX.a/b%.Été «x»', 'INBOX.', '.')).toBe('INBOX.a_b_.Été _x_');
  });

  test.each([
    ['Éléments envoyés', 'sent'],
    ['GESENDETE OBJEKTE', 'sent'],
    ['Entwu\u0308rfe', 'drafts'],
    ['迷惑メール', 'junk'],
    ['Корзина', 'trash'],
    ['Archives', 'archive'],
    ['Sentinel', undefined],
  ])('%s is for %s', (name, use) => {
    expect(useByName(name)).toBe(use);
  });
});
