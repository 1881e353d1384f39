/**
 * Keeps UIDs from being used on another folder than the one they were told of: between two openings, a folder may have been removed
 * and made again under its name, with UIDs of its own (RFC 3501, 2.3.1.1).
 */
import type { MailboxObject } from 'imapflow';
import { text } from '../../planning/text.ts';
import type { FolderState } from '../../running/ports.ts';
import { commandFailure } from './imap-failures.ts';
import type { ImapSession } from './imap-session.ts';

/** From now on, UIDs of this folder are those of this opening. */
export function rememberFolder(session: ImapSession, folder: string, opened: MailboxObject): FolderState {
  const uidValidity = String(opened.uidValidity);
  session.uidValidities.set(folder, uidValidity);
  return { uidValidity, uidNext: opened.uidNext, messages: opened.exists };
}

/** Throws a `transient` failure where the selected folder is not the one that was remembered: whoever called begins afresh. */
export function mustBeSameFolder(session: ImapSession, folder: string, opened: MailboxObject | false): void {
  const before = session.uidValidities.get(folder);
  if (before === undefined || opened === false) return;
  const now = String(opened.uidValidity);
  if (now === before) return;
  const what = text(
    `has another folder under the name "${folder}" since it was opened`,
    `a un autre dossier sous le nom « ${folder} » depuis son ouverture`,
  );
  throw commandFailure(session.access, what, new Error(`UIDVALIDITY ${before}, ${now}`));
}
