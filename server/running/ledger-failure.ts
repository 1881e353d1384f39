/** What SQLite throws, as one clear line and a failure that stops the plan: without its ledger a run must not go on. */
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
  return new MailFailure({ kind: 'ledger', reach: 'plan', where: `ledger ${path}`, words, ...told }, error);
}

function tell(code: number | undefined, words: string): Pick<Failure, 'what' | 'advice'> {
  const primary = code === undefined ? undefined : code & 0xff;
  if (primary === corrupt || primary === notADatabase || /malformed/.test(words)) return damaged;
  if (primary === full)
    return { what: 'cannot be written: the disk is full', advice: 'Make room, then run again.' };
  if (/previously executed migration/.test(words)) {
    return { what: 'was written by a newer version of migplan', advice: 'Use that version.' };
  }
  if (primary === readOnly || primary === cannotOpen || primary === inputOutput) {
    return {
      what: 'cannot be opened or written',
      advice: 'Check the folder and its rights, then run again.',
    };
  }
  return { what: 'cannot be used' };
}

const damaged = {
  what: 'is damaged',
  advice:
    'Set it aside and run again: what the targets already hold is recognised there by its content, and nothing is doubled.',
};
