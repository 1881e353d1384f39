/** What the store in memory says when it will not, or cannot. */
import { text } from '../../server/planning/text.ts';
import { MailFailure } from '../../server/running/failures.ts';

const where = text('memory', 'mémoire');

export function refusal(words: string): MailFailure {
  const what = text('refused', 'a refusé');
  return new MailFailure({ kind: 'refused', reach: 'message', where, what, words });
}

export function replaced(path: string): MailFailure {
  const what = text(`has another folder "${path}"`, `a un autre dossier «\u00A0${path}\u00A0»`);
  return new MailFailure({ kind: 'transient', reach: 'mailbox', where, what, words: '' });
}

export function lostConnection(): MailFailure {
  const what = text('lost the connection', 'a perdu la connexion');
  return new MailFailure({ kind: 'unknown-outcome', reach: 'mailbox', where, what, words: 'gone' });
}
