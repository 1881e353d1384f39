/**
 * Reads a mailbox over IMAP without leaving a trace: folders are EXAMINEd and bodies fetched with BODY.PEEK (RFC 3501, 6.3.2 and 6.4.5).
 * Knows nothing of why it is read. A lost connection is a `transient` failure; the next call opens a new one.
 */
import type { MailReading } from '../../running/ports.ts';
import { fetchMessages } from './bodies.ts';
import { fetchChanges, fetchEntries, fetchLooks, fetchUids, openForReading } from './fetching.ts';
import type { ImapSession } from './imap-session.ts';
import { listFolders } from './listing.ts';

export function imapReading(session: ImapSession): MailReading {
  return {
    folders: (signal) => listFolders(session, signal),
    openForReading: (folder, signal) => openForReading(session, folder, signal),
    uids: (folder, signal) => fetchUids(session, folder, signal),
    entries: (folder, which, signal) => fetchEntries(session, folder, which, signal),
    changes: (folder, sinceModseq, signal) => fetchChanges(session, folder, sinceModseq, signal),
    looks: (folder, which, signal) => fetchLooks(session, folder, which, signal),
    messages: (folder, wanted, signal) => fetchMessages(session, folder, wanted, signal),
    close: () => session.close(),
  };
}
