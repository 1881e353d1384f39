/** What SQLite throws, as one clear line and a failure that stops the plan: without its ledger a run must not go on. */
import { text } from '../planning/text.ts';
import { type Failure, failureOf, MailFailure } from './failures.ts';

/** SQLite's result codes, https://www.sqlite.org/rescode.html */
const full = 13;
const corrupt = 11;
const notADatabase = 26;
const readOnly = 8;
const cannotOpen = 14;
const inputOutput = 10;

export function ledgerFailure(path: string, error: unknown): MailFailure {
  if (failureOf(error)) return error as MailFailure;
  const words = error instanceof Error ? error.message : String(error);
  const told = tell((error as { errcode?: number }).errcode, words);
  const where = text(`ledger ${path}`, `registre ${path}`);
  return new MailFailure({ kind: 'ledger', reach: 'plan', where, words, ...told }, error);
}

function tell(code: number | undefined, words: string): Pick<Failure, 'what' | 'advice'> {
  const primary = code === undefined ? undefined : code & 0xff;
  if (primary === corrupt || primary === notADatabase || /malformed/.test(words)) return damaged;
  if (primary === full) return diskFull;
  if (/previously executed migration/.test(words)) return newer;
  if (primary === readOnly || primary === cannotOpen || primary === inputOutput) return closed;
  return { what: text('cannot be used', 'ne peut pas être utilisé') };
}

const diskFull = {
  what: text('cannot be written: the disk is full', 'ne peut pas être écrit : le disque est plein'),
  advice: text('Make room, then run again.', 'Faites de la place, puis relancez.'),
};

const newer = {
  what: text(
    'was written by a newer version of migplan',
    'a été écrit par une version plus récente de migplan',
  ),
  advice: text('Use that version.', 'Utilisez cette version.'),
};

const closed = {
  what: text('cannot be opened or written', 'ne peut être ni ouvert ni écrit'),
  advice: text(
    'Check the folder and its rights, then run again.',
    'Vérifiez le dossier et ses droits, puis relancez.',
  ),
};

const damaged = {
  what: text('is damaged', 'est endommagé'),
  advice: text(
    'Set it aside and run again: what the targets already hold is recognised there by its content, and nothing is doubled.',
    'Mettez-le de côté et relancez : ce que les cibles ont déjà y est reconnu à son contenu, et rien n’est doublé.',
  ),
};
