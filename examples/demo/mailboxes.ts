/**
 * What the demo's old server holds: seven mailboxes with nested and accented folders, keywords, drafts, exact duplicates and
 * bodies of every kind. Always the same bytes, so that a run can be told from the next.
 */
import type { StoredFolder, StoredMessage } from './mailbox-store.ts';
import { type Letter, letterWithFile, plainLetter, withoutHeader } from './messages.ts';

export const DEMO_ADDRESSES = [
  'agnes.roche@choir.example',
  'bela.szabo@choir.example',
  'chloe.petit@choir.example',
  'contact@choir.example',
  'hugo.martinez@school.example',
  'ines.weber@school.example',
  'jonas.lindqvist@school.example',
] as const;

const DAY = 86_400_000;
const SUBJECTS = [
  ...[
    'Rehearsal on Thursday',
    'Répétition générale',
    'Programme du concert d’été',
    'Who brings the piano key?',
  ],
  ...[
    'Fauré: page 12',
    'Room booked',
    'Invoice 2024-117',
    'Liste des choristes',
    'Re: Rehearsal on Thursday',
  ],
];
const TEXTS = [
  'We start at seven, and the door is open from half past six.\nPlease bring a pencil.\n',
  'Le chœur se retrouve à 19 h ; les altos répètent à part.\nÀ jeudi !\n',
  'Attached is what we spoke of.\n.\nA line with a single dot above must arrive as it is.\n',
];
const FLAGS: readonly (readonly string[])[] = [
  ['\\Seen'],
  [],
  ['\\Seen', '\\Answered'],
  ['\\Seen', '$Forwarded'],
  ['\\Flagged', 'concert-2024'],
  ['\\Seen', 'NonJunk', '$label1'],
];

/** Folders and messages of the old server, by address. */
export function demoMailboxes(): Map<string, readonly StoredFolder[]> {
  return new Map(DEMO_ADDRESSES.map((address, index) => [address, foldersOf(address, index)]));
}

/** The accounts that the new host has made, still empty. */
export function emptyMailboxes(): Map<string, readonly StoredFolder[]> {
  const folders: readonly StoredFolder[] = [
    { path: ['Sent'], specialUse: '\\Sent', messages: [] },
    { path: ['Drafts'], specialUse: '\\Drafts', messages: [] },
    { path: ['Trash'], specialUse: '\\Trash', messages: [] },
  ];
  return new Map(DEMO_ADDRESSES.map((address) => [address, folders]));
}

function foldersOf(address: string, index: number): StoredFolder[] {
  const start = Date.UTC(2019, 2 * index, 4, 8, 30, 15);
  return [
    { path: ['INBOX'], messages: [...letters(address, start, 8 + 2 * index), ...oddities(address, start)] },
    {
      path: ['Objets envoyés'],
      specialUse: '\\Sent',
      messages: letters(address, start + 3 * DAY, 4 + index),
    },
    { path: ['Brouillons'], specialUse: '\\Drafts', messages: [draft(address, start)] },
    { path: ['Concerts'], messages: [] },
    { path: ['Concerts', 'Été 2024'], messages: letters(address, start + 900 * DAY, 3 + (index % 3)) },
    {
      path: ['Concerts', 'Fauré & Ravel'],
      messages: [score(address, start + 40 * DAY, 60_000 * (index + 1))],
    },
    { path: ['Archives', '2019'], subscribed: false, messages: letters(address, start - 400 * DAY, 2) },
  ];
}

function letters(address: string, start: number, count: number): StoredMessage[] {
  return Array.from({ length: count }, (_, index) => {
    const letter = letterTo(address, start + index * 11 * DAY, index);
    return stored(
      plainLetter(letter, index % 4 === 1 ? 'iso-8859-1' : 'utf-8'),
      letter.date,
      FLAGS[index % FLAGS.length],
    );
  });
}

function letterTo(to: string, time: number, index: number): Letter {
  const date = new Date(time);
  const subject = SUBJECTS[index % SUBJECTS.length] ?? '';
  const text = latin1Safe(TEXTS[index % TEXTS.length] ?? '', index % 4 === 1);
  const from = DEMO_ADDRESSES.filter((each) => each !== to)[index % (DEMO_ADDRESSES.length - 1)] ?? to;
  return { from, to, subject, date, text, id: `${time.toString(36)}.${index}` };
}

/** ISO 8859-1 has no œ. */
function latin1Safe(text: string, needed: boolean): string {
  return needed ? text.replaceAll('œ', 'oe') : text;
}

/** An exact duplicate pair, a message without an identifier, one without any header, an attachment under HTML. */
function oddities(address: string, start: number): StoredMessage[] {
  const twice = letterTo(address, start + 5 * DAY, 2);
  const { id: _, ...anonymous } = letterTo(address, start + 6 * DAY, 3);
  const copy = stored(plainLetter(twice), twice.date, ['\\Seen']);
  return [
    copy,
    copy,
    stored(plainLetter(anonymous), anonymous.date, []),
    stored(withoutHeader('Scanned on the third floor\n'), new Date(start + 7 * DAY), ['\\Seen']),
    score(address, start + 8 * DAY, 20_000),
  ];
}

function draft(address: string, start: number): StoredMessage {
  const letter = { ...letterTo(address, start + 9 * DAY, 1), subject: 'Lettre à la mairie (à finir)' };
  return stored(plainLetter(letter), letter.date, ['\\Draft', '\\Seen']);
}

function score(address: string, time: number, size: number): StoredMessage {
  const letter = letterTo(address, time, 2);
  const file = { name: 'score.pdf', type: 'application/pdf', bytes: noise(size) };
  return stored(letterWithFile(letter, file), letter.date, ['\\Seen', '\\Flagged']);
}

/** Bytes that look random and are the same every time (a linear congruential generator). */
function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = size;
  for (let index = 0; index < size; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

function stored(raw: Buffer, received: Date, flags: readonly string[] = []): StoredMessage {
  return { raw, received, flags };
}
