/**
 * Writes to a mailbox that lies in files: a backup before a wave, an archive of what is given up. What is acknowledged survives a power
 * cut; a torn write is never a message. Mailboxes and folders are made when they are first written to.
 */
import { type Text, text } from '../../planning/text.ts';
import { failureOf, MailFailure, stopIfAsked } from '../../running/failures.ts';
import type { AppendOutcome, FolderUse, FolderWriting, MailTarget, NewMessage } from '../../running/ports.ts';
import { archiveReading, notOpened } from './archive-reading.ts';
import { archiveFailure } from './file-failures.ts';
import { stateOf } from './folder-contents.ts';
import type { DiskMailbox, Format } from './list-folders.ts';
import { makeFolder, makeMailbox, openToAppend } from './make-folder.ts';
import type { OpenedArchive } from './opened-archive.ts';
import { subscriptionsIn, writeSubscriptions } from './subscriptions.ts';
import type { WrittenFolder } from './written-folder.ts';

/** Each holds what its folder holds in memory. */
const MOST_OPEN = 2;

export function archiveTarget(archive: OpenedArchive): MailTarget {
  const reading = archiveReading(archive);
  const doing = <T>(what: Text, action: () => Promise<T>): Promise<T> =>
    archive.inTurn(() => archive.doing(what, action));
  return {
    ...reading,
    role: 'target',
    way: 'files',
    createFolder: (folder, _signal, use) => doing(notMade(folder), () => createFolder(archive, folder, use)),
    subscribe: (folder) => doing(notSubscribed(folder), () => subscribe(archive, folder)),
    openForWriting: (folder, signal) =>
      doing(notOpened(folder), () => openForWriting(archive, folder, signal)),
    append: (folder, messages, signal) => archive.inTurn(() => append(archive, folder, messages, signal)),
    changeFlags: (folder, uids, change, signal) =>
      doing(notMarked(folder), async () =>
        (await written(archive, folder, signal)).changeFlags(uids, change),
      ),
    move: (folder, uids, to, signal) =>
      doing(notMoved(folder), () => move(archive, reading, folder, uids, to, signal)),
    remove: (folder, uids, signal) =>
      doing(notRemoved(folder), async () => (await written(archive, folder, signal)).remove(uids)),
  };
}

const notMade = (folder: string): Text =>
  text(`did not make "${folder}"`, `n’a pas créé «\u00A0${folder}\u00A0»`);
const notSubscribed = (folder: string): Text =>
  text(`did not subscribe to "${folder}"`, `ne s’est pas abonné à «\u00A0${folder}\u00A0»`);
const notRemoved = (folder: string): Text =>
  text(`did not delete from "${folder}"`, `n’a pas supprimé de «\u00A0${folder}\u00A0»`);
const notMoved = (folder: string): Text =>
  text(
    `did not move messages out of "${folder}"`,
    `n’a pas déplacé de messages hors de «\u00A0${folder}\u00A0»`,
  );
const notMarked = (folder: string): Text =>
  text(`did not change flags in "${folder}"`, `n’a pas modifié les marques dans «\u00A0${folder}\u00A0»`);

async function createFolder(archive: OpenedArchive, path: string, use: FolderUse | undefined): Promise<void> {
  const folders = await archive.list();
  if (folders.has(path) || path.toUpperCase() === 'INBOX') throw isThere(archive, path);
  await makeFolder(await mailboxOf(archive), formatOf(archive, [...folders.values()]), path, use);
  await archive.list();
}

function isThere(archive: OpenedArchive, path: string): Error {
  const what = text(`has "${path}" already`, `a déjà «\u00A0${path}\u00A0»`);
  return archiveFailure(archive.access, { kind: 'refused', reach: 'message', what, words: '' });
}

/** What is there decides before what the plan says of new mailboxes. */
function formatOf({ access }: OpenedArchive, folders: readonly { readonly format: Format }[]): Format {
  return folders[0]?.format ?? access.endpoint.format;
}

/** Makes it where it is not there yet. */
async function mailboxOf(archive: OpenedArchive): Promise<DiskMailbox> {
  if (archive.mailbox?.isFile) throw isOneFile(archive);
  if (archive.mailbox) return archive.mailbox;
  const mailbox = await makeMailbox(archive.access);
  archive.mailbox = mailbox;
  return mailbox;
}

function isOneFile(archive: OpenedArchive): Error {
  return archiveFailure(archive.access, {
    kind: 'refused',
    reach: 'mailbox',
    what: text('is one mbox file, which holds no folders', 'est un seul fichier mbox, sans dossiers'),
    words: '',
    advice: text('Name another path in the plan.', 'Donnez un autre chemin dans le plan.'),
  });
}

async function subscribe(archive: OpenedArchive, path: string): Promise<void> {
  const { top } = await mailboxOf(archive);
  const subscribed = (await subscriptionsIn(top)) ?? (await archive.list()).keys();
  await writeSubscriptions(top, new Set([...subscribed, path]));
}

/** Afresh: another program may have been there. */
async function openForWriting(
  archive: OpenedArchive,
  path: string,
  signal: AbortSignal,
): Promise<FolderWriting> {
  archive.forget(path);
  await archive.written.get(path)?.close();
  archive.written.delete(path);
  await archive.list();
  const { contents } = await written(archive, path, signal);
  archive.remember(path, contents);
  return { state: stateOf(contents) };
}

async function written(archive: OpenedArchive, path: string, signal: AbortSignal): Promise<WrittenFolder> {
  const known = archive.written.get(path);
  if (known) return known;
  const found = await archive.folder(path);
  const folder = found ?? (await makeInbox(archive));
  const opened = await openToAppend(archive.access, folder, signal);
  archive.mustBeSame(path, opened.contents);
  for (const [other, open] of archive.written) {
    if (archive.written.size < MOST_OPEN) break;
    archive.written.delete(other);
    await open.close();
  }
  archive.written.set(path, opened);
  return opened;
}

async function makeInbox(archive: OpenedArchive) {
  const mailbox = await mailboxOf(archive);
  const folders = [...(await archive.list()).values()];
  const inbox = await makeFolder(mailbox, formatOf(archive, folders), 'INBOX');
  await archive.list();
  return inbox;
}

async function append(
  archive: OpenedArchive,
  path: string,
  messages: readonly NewMessage[],
  signal: AbortSignal,
): Promise<readonly AppendOutcome[]> {
  try {
    const folder = await archive.doing(notOpened(path), () => written(archive, path, signal));
    return await folder.append(messages, signal);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return messages.map(() => ({ kind: failure.kind === 'refused' ? 'refused' : 'unsent', failure }));
  }
}

/** Copied and on disk first, deleted then: a stop in between leaves a message in both folders and never in none. */
async function move(
  archive: OpenedArchive,
  reading: ReturnType<typeof archiveReading>,
  path: string,
  uids: readonly number[],
  to: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, number | undefined>> {
  const moved = new Map<number, number | undefined>();
  const messages = await archive.messages(path, { uids }, signal);
  for (const message of messages) {
    stopIfAsked(signal);
    for await (const { uid, content } of reading.messages(path, [message], signal)) {
      const [outcome] = await append(archive, to, [{ ...message, content }], signal);
      if (outcome?.kind !== 'appended') {
        if (outcome) throw new MailFailure(outcome.failure);
        continue;
      }
      await (await written(archive, path, signal)).remove([uid]);
      moved.set(uid, outcome.uid);
    }
  }
  return moved;
}
