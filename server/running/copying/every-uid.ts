/**
 * The UIDs of a folder that was opened, or a failure: what a short list leaves out would be taken to be gone, and be brought a second
 * time, moved or deleted.
 */
import { text } from '../../planning/text.ts';
import { MailFailure } from '../failures.ts';
import type { FolderState, MailReading } from '../ports.ts';

/** `messages`: as many as the folder told when it was opened. Some may have left since; another opening tells. */
export async function everyUid(
  store: MailReading,
  folder: string,
  { messages }: Pick<FolderState, 'messages'>,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const uids = messages === 0 ? [] : await store.uids(folder, signal);
  const told = new Set(uids).size;
  if (told >= messages) return uids;
  throw new MailFailure({
    kind: 'transient',
    reach: 'message',
    where: text(`folder "${folder}"`, `le dossier «\u00A0${folder}\u00A0»`),
    what: text('was not listed whole', 'n’a pas été listé en entier'),
    words: text(`${told} of ${messages} messages`, `${told} messages sur ${messages}`),
  });
}
