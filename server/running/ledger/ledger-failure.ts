/** What can be wrong with a ledger, as one clear line and a failure that stops the plan: without it a run must not go on. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { inLanguage, text, type Words } from '../../planning/text.ts';
import { type Failure, failureOf, MailFailure } from '../failures.ts';

/** What this program itself finds wrong, where SQLite does not. */
export class LedgerProblem extends Error {
  readonly kind: 'damaged' | 'newer' | 'gone';
  readonly words: Words;

  constructor(kind: LedgerProblem['kind'], words: Words) {
    super(inLanguage('en', words));
    this.kind = kind;
    this.words = words;
  }
}

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const code = {
  busy: 5,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
};

const codeOf = (error: unknown): number => ((error as { errcode?: number }).errcode ?? 0) & 0xff;

/** Whether what the file says can be believed no more, as opposed to: it cannot be got at. */
export function isDamage(error: unknown): boolean {
  if (error instanceof LedgerProblem) return error.kind === 'damaged';
  return codeOf(error) === code.corrupt || codeOf(error) === code.notADatabase;
}

export function ledgerFailure(path: string, error: unknown): MailFailure {
  if (failureOf(error)) return error as MailFailure;
  const where = text(`ledger ${path}`, `registre ${path}`);
  return new MailFailure(
    { kind: 'ledger', reach: 'plan', where, words: wordsOf(error), ...tell(path, error) },
    error,
  );
}

/** Of the lock, which is a database beside the ledger and fails as it does, but holds nothing worth keeping. */
export function lockFailure(folder: string, error: unknown): MailFailure {
  const where = text(`plan state ${folder}`, `état du plan ${folder}`);
  const told = isDamage(error) ? lockDamaged : tell(folder, error);
  return new MailFailure({ kind: 'ledger', reach: 'plan', where, words: wordsOf(error), ...told }, error);
}

export function wordsOf(error: unknown): Words {
  if (error instanceof LedgerProblem) return error.words;
  return error instanceof Error ? error.message : String(error);
}

function tell(path: string, error: unknown): Pick<Failure, 'what' | 'advice'> {
  if (isDamage(error)) return damaged;
  if (error instanceof LedgerProblem) return error.kind === 'newer' ? newer : gone;
  const primary = codeOf(error);
  if (primary === code.full || isSystem(error, 'ENOSPC', 'EDQUOT')) return diskFull;
  if (primary === code.busy) return busy;
  // A full disk is an input/output error to SQLite where what it could not write is the index of its log.
  if (primary === code.inputOutput) return hasRoom(dirname(path)) ? closed : diskFull;
  const isClosed = primary === code.readOnly || primary === code.cannotOpen;
  if (isClosed || isSystem(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EIO')) return closed;
  return { what: text('cannot be used', 'ne peut pas être utilisé') };
}

const isSystem = (error: unknown, ...codes: readonly string[]): boolean =>
  codes.includes((error as NodeJS.ErrnoException).code ?? '');

function hasRoom(folder: string): boolean {
  try {
    return statfsSync(folder).bavail > 0;
  } catch {
    return true; // the folder itself cannot be asked: not for want of room
  }
}

const diskFull = {
  what: text('cannot be written: the disk is full', 'ne peut pas être écrit\u00A0: le disque est plein'),
  advice: text('Make room, then run again.', 'Faites de la place, puis relancez.'),
};

const newer = {
  what: text(
    'was written by a newer version of migplan',
    'a été écrit par une version plus récente de migplan',
  ),
  advice: text('Use that version.', 'Utilisez cette version.'),
};

const busy = {
  what: text('is in use by another program', 'est utilisé par un autre programme'),
  advice: text('Close that program, then run again.', 'Fermez ce programme, puis relancez.'),
};

const closed = {
  what: text('cannot be opened or written', 'ne peut être ni ouvert ni écrit'),
  advice: text(
    'Check the folder and its rights, then run again.',
    'Vérifiez le dossier et ses droits, puis relancez.',
  ),
};

const gone = {
  what: text(
    'was removed or replaced while it was in use',
    'a été supprimé ou remplacé pendant son utilisation',
  ),
  advice: text(
    'Put it back or leave it away, then run again: what the targets already hold is recognised by its content, and nothing is doubled.',
    'Remettez-le ou laissez-le de côté, puis relancez\u00A0: ce que les cibles ont déjà est reconnu à son contenu, et rien n’est doublé.',
  ),
};

const damaged = {
  what: text('is damaged', 'est endommagé'),
  advice: text(
    'The next run sets it aside and begins a new one: what the targets already hold is recognised by its content, and nothing is doubled.',
    'La prochaine exécution le met de côté et en commence un nouveau\u00A0: ce que les cibles ont déjà est reconnu à son contenu, et rien n’est doublé.',
  ),
};

const lockDamaged = {
  what: text('has a damaged lock', 'a un verrou endommagé'),
  advice: text(
    'Make sure that no other run is under way, remove lock.sqlite there, then run again.',
    'Assurez-vous qu’aucune autre exécution n’est en cours, supprimez-y lock.sqlite, puis relancez.',
  ),
};
