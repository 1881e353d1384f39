/** Opens a mailbox of a plan's archive, as a source or as a target. The only door to this folder. */
import type { MailArchive } from '../../planning/migration-plan.ts';
import { text } from '../../planning/text.ts';
import { MailFailure } from '../../running/failures.ts';
import type { MailSource, MailTarget } from '../../running/ports.ts';
import { archiveReading } from './archive-reading.ts';
import { archiveTarget } from './archive-target.ts';
import { type ArchiveAccess, fileFailure } from './file-failures.ts';
import { findMailbox, noSuchMailbox } from './find-mailbox.ts';
import { OpenedArchive, type Tell } from './opened-archive.ts';

export interface ArchiveOptions {
  /** Told of what is left out: links that lead out, files that are no mail, messages that cannot be read. */
  readonly tell?: Tell;
  /** A mailbox that is not there yet is an empty one: it is about to be written. */
  readonly mayBeNew?: boolean;
}

/**
 * `root`: the archive's folder, absolute. Throws a MailFailure: `refused`, of reach `plan` where the archive is not there, of reach
 * `mailbox` where the mailbox is not.
 */
export async function openArchiveSource(
  endpoint: MailArchive,
  root: string,
  mailbox: string,
  options: ArchiveOptions = {},
): Promise<MailSource> {
  return { ...archiveReading(await openArchive({ endpoint, root, mailbox }, options)), role: 'source' };
}

/** Nothing is made before something is written. */
export async function openArchiveTarget(
  endpoint: MailArchive,
  root: string,
  mailbox: string,
  options: ArchiveOptions = {},
): Promise<MailTarget> {
  return archiveTarget(await openArchive({ endpoint, root, mailbox }, { ...options, mayBeNew: true }));
}

async function openArchive(
  access: ArchiveAccess,
  { tell = () => undefined, mayBeNew = false }: ArchiveOptions,
): Promise<OpenedArchive> {
  const notOpened = text('did not open', 'ne s’est pas ouverte');
  try {
    const mailbox = await findMailbox(access, mayBeNew);
    if (!mailbox && !mayBeNew) throw await noSuchMailbox(access);
    return new OpenedArchive(access, mailbox, tell);
  } catch (error) {
    const { failure } = fileFailure(access, notOpened, error);
    throw new MailFailure(failure.reach === 'message' ? { ...failure, reach: 'mailbox' } : failure, error);
  }
}
