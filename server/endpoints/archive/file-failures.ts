/**
 * Turns what the system says of files into the failures of the ports: what to do next, how far it reaches, which file, the system's own
 * words. Knows nothing of what was being copied.
 */
import type { MailArchive } from '../../planning/migration-plan.ts';
import { inEach, type Text, text } from '../../planning/text.ts';
import { type Failure, MailFailure } from '../../running/failures.ts';
import { DamagedFile } from './content.ts';

export interface ArchiveAccess {
  readonly endpoint: MailArchive;
  /** Absolute. */
  readonly root: string;
  readonly mailbox: string;
}

const archiveName = ({ endpoint: { name, path } }: ArchiveAccess): Text =>
  text(`endpoint ${name}: ${path}`, `point d’accès ${name}\u00A0: ${path}`);

/** A failure in this archive's name; `what` is said of the mailbox. */
export function archiveFailure(
  access: ArchiveAccess,
  failure: Pick<Failure, 'kind' | 'reach' | 'what' | 'words' | 'advice'>,
  cause?: unknown,
): MailFailure {
  const what = inEach((locale) => `(${access.mailbox}) ${failure.what[locale]}`);
  return new MailFailure({ ...failure, where: archiveName(access), what } as Failure, cause);
}

/** Why something could not be done with a file. What is no system's error is a fault of this program, and is thrown as it is. */
export function fileFailure(access: ArchiveAccess, what: Text, thrown: unknown): MailFailure {
  if (thrown instanceof MailFailure) return thrown;
  if (thrown instanceof DamagedFile) return archiveFailure(access, damaged(thrown), thrown);
  const { code, path } = thrown as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) throw thrown;
  const words = [code, path === undefined ? '' : String(path)].filter(Boolean).join(' ');
  return archiveFailure(access, { ...sorted(code), what, words }, thrown);
}

function damaged({ path }: DamagedFile): Pick<Failure, 'kind' | 'reach' | 'what' | 'words' | 'advice'> {
  return {
    kind: 'refused',
    reach: 'message',
    what: text(
      'does not hold a message as it was put there',
      'ne détient pas un message tel qu’il y a été mis',
    ),
    words: path,
    advice: text(
      'The file was changed or the disk is failing: take it from another backup.',
      'Le fichier a été modifié ou le disque est défaillant\u00A0: reprenez-le d’une autre sauvegarde.',
    ),
  };
}

function sorted(code: string): Pick<Failure, 'kind' | 'reach' | 'advice'> {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { kind: 'full', reach: 'plan', advice: MORE_ROOM };
    case 'EROFS':
      return { kind: 'refused', reach: 'plan', advice: RIGHTS };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'refused', reach: 'message', advice: RIGHTS };
    case 'EMFILE':
    case 'ENFILE':
    case 'ESTALE':
    case 'EBUSY':
    case 'ETIMEDOUT':
      return { kind: 'transient', reach: 'mailbox' };
    case 'EIO':
      return { kind: 'refused', reach: 'message', advice: FAILING_DISK };
    default:
      return { kind: 'refused', reach: 'message' };
  }
}

const MORE_ROOM = text(
  'Make room on that disk, then run again.',
  'Faites de la place sur ce disque, puis relancez.',
);

const RIGHTS = text(
  'Give this user the right to it, then run again.',
  'Donnez-en le droit à cet utilisateur, puis relancez.',
);

const FAILING_DISK = text(
  'The disk is failing: copy what is on it to another one first.',
  'Le disque est défaillant\u00A0: copiez d’abord ce qu’il contient sur un autre.',
);
