/**
 * Finds a mailbox in an archive: a folder named by its address, or by its name in a folder named by its domain, as hosting exports have
 * them; else one mbox file. Never leaves the archive.
 */
import { text } from '../../planning/text.ts';
import {
  below,
  type DiskEntry,
  type DiskPath,
  diskPath,
  entriesOf,
  kindBehind,
  orMissing,
  readable,
  realPathOf,
} from './disk.ts';
import { placesOf } from './disk-names.ts';
import { type ArchiveAccess, archiveFailure } from './file-failures.ts';
import type { DiskMailbox } from './list-folders.ts';

/** So many names are told where the one that is looked for is not there. */
const MOST_NAMES = 12;

/**
 * Undefined where there is no such mailbox. Throws where the mailbox leads out of the archive, or the archive is not there; `mayBeNew`: it
 * is about to be made.
 */
export async function findMailbox(
  access: ArchiveAccess,
  mayBeNew: boolean,
): Promise<DiskMailbox | undefined> {
  if (mayBeNew && (await kindBehind(diskPath(access.root))) === 'other') return undefined;
  const root = await archiveRoot(access);
  for (const names of possibleNames(access.mailbox)) {
    const found = await follow(root, names);
    if (found) return opened(access, root, found);
  }
  return undefined;
}

/** Where a mailbox that is not there yet belongs. */
export async function newMailboxPlace(access: ArchiveAccess): Promise<DiskMailbox> {
  const root = await archiveRoot(access);
  return { top: below(root, ...ownName(access.mailbox)), root, isFile: false };
}

/** With what a plan may have meant: the mailboxes that are there, those of its domain alone where it has a folder. */
export async function noSuchMailbox(access: ArchiveAccess): Promise<Error> {
  const names = await mailboxesThere(access);
  const shown = names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ', …' : '');
  return archiveFailure(access, {
    kind: 'refused',
    reach: 'mailbox',
    what: text('is not in this archive', 'n’est pas dans cette archive'),
    words: '',
    advice:
      names.length === 0
        ? text('The archive is empty.', 'L’archive est vide.')
        : text(
            `A folder named by its address, or domain/name, is looked for; what is there: ${shown}.`,
            `On y cherche un dossier nommé par son adresse, ou domaine/nom\u00A0; ce qui s’y trouve\u00A0: ${shown}.`,
          ),
  });
}

async function mailboxesThere({ root, mailbox }: ArchiveAccess): Promise<string[]> {
  const [domain = ''] = ownName(mailbox.slice(mailbox.lastIndexOf('@') + 1));
  const entries = await entriesOf(diskPath(root));
  const own = entries.find(
    ({ name, kind }) => kind === 'folder' && name.toLowerCase() === domain.toLowerCase(),
  );
  if (!own) return shownNames(entries);
  const inDomain = await entriesOf(below(diskPath(root), own.name));
  return shownNames(inDomain).map((name) => `${readable(own.name)}/${name}`);
}

const shownNames = (entries: readonly DiskEntry[]): string[] =>
  entries.filter(({ name }) => !name.startsWith('.')).map(({ name }) => readable(name));

async function archiveRoot(access: ArchiveAccess): Promise<DiskPath> {
  const root = await orMissing(realPathOf(diskPath(access.root)));
  if (root && (await kindBehind(root)) === 'folder') return root;
  throw archiveFailure(access, {
    kind: 'refused',
    reach: 'plan',
    what: root ? text('is no folder', 'n’est pas un dossier') : text('is not there', 'n’existe pas'),
    words: access.root,
    advice: text(
      'Check the path in the plan, then run again.',
      'Vérifiez le chemin dans le plan, puis relancez.',
    ),
  });
}

async function opened(access: ArchiveAccess, root: DiskPath, found: DiskPath): Promise<DiskMailbox> {
  const real = await realPathOf(found);
  if (!real.startsWith(`${root}/`)) throw leadsOut(access, found);
  const isFile = (await kindBehind(real)) === 'file';
  const inner = isFile ? undefined : await maildirIn(real);
  return { top: inner ?? real, root, isFile };
}

/** `domain/user/Maildir`, as many servers keep it. */
async function maildirIn(folder: DiskPath): Promise<DiskPath | undefined> {
  const entries = (await entriesOf(folder)).filter(({ name }) => !name.startsWith('.'));
  const only = entries.length === 1 && entries[0]?.kind === 'folder' && entries[0].name === 'Maildir';
  return only ? below(folder, 'Maildir') : undefined;
}

function leadsOut(access: ArchiveAccess, link: DiskPath): Error {
  return archiveFailure(access, {
    kind: 'refused',
    reach: 'mailbox',
    what: text('leads out of the archive', 'mène hors de l’archive'),
    words: readable(link),
    advice: text(
      'Name the place it leads to as the endpoint’s path.',
      'Donnez comme chemin du point d’accès l’endroit où il mène.',
    ),
  });
}

/** From the most likely on; each a way down from the archive, in bytes. */
function possibleNames(mailbox: string): readonly (readonly string[])[] {
  const [whole = ''] = ownName(mailbox);
  const at = mailbox.lastIndexOf('@');
  const files = [[`${whole}.mbox`], [whole]];
  if (at < 0) return [[whole], ...files];
  const [user = ''] = ownName(mailbox.slice(0, at));
  const [domain = ''] = ownName(mailbox.slice(at + 1));
  return [
    [whole],
    [domain, user],
    [domain, whole],
    ...files,
    [domain, `${user}.mbox`],
    [domain, `${whole}.mbox`],
  ];
}

/** An address may hold signs that no file name does. */
function ownName(mailbox: string): readonly string[] {
  const isPlain = /^[^./\\:*?"<>|\p{C}][^/\\:*?"<>|\p{C}]{0,100}$/u.test(mailbox);
  return isPlain ? [diskPath(mailbox)] : placesOf('eml', mailbox.replaceAll('/', '\\'))[0];
}

/** As written, else without regard to case. */
async function follow(root: DiskPath, names: readonly string[]): Promise<DiskPath | undefined> {
  let place = root;
  for (const name of names) {
    const entries = (await orMissing(entriesOf(place))) ?? [];
    const found = named(entries, name);
    if (!found) return undefined;
    place = below(place, found.name);
  }
  return place;
}

function named(entries: readonly DiskEntry[], name: string): DiskEntry | undefined {
  const folded = name.toLowerCase();
  return (
    entries.find((entry) => entry.name === name) ??
    entries.find((entry) => entry.name.toLowerCase() === folded)
  );
}
