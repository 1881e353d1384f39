/**
 * Asks Gmail which message is which in every folder, and what labels it has (X-GM-MSGID and X-GM-LABELS of X-GM-EXT-1, "IMAP
 * Extensions", developers.google.com, 2026-11-24). A list that comes short fails: what it leaves out would be copied twice.
 */
import { type Text, text } from '../../planning/text.ts';
import { MailFailure } from '../../running/failures.ts';
import type { GmailSurvey } from './gmail-labels.ts';
import { commandFailure } from './imap-failures.ts';
import type { ImapSession } from './imap-session.ts';
import type { GmailMessage } from './label-homes.ts';
import { decodeFolderName } from './modified-utf7.ts';
import { fetchItems, type Untagged, type Value } from './response.ts';
import { stayIn } from './selecting.ts';

/** Whether a server has what Gmail's folders have to be read with. */
export const hasGmailLabels = (capabilities: ReadonlyMap<string, unknown>): boolean =>
  capabilities.has('X-GM-EXT-1');

export const gmailSurvey = (session: ImapSession): GmailSurvey => ({
  gmailIds: (folder, signal) => gmailIds(session, folder, signal),
});

async function* gmailIds(
  session: ImapSession,
  folder: string,
  signal: AbortSignal,
): AsyncIterable<GmailMessage> {
  yield* await session.read(notTold(folder), signal, async (connection) => {
    const selected = await stayIn(session, connection, folder, true);
    const held = selected.exists;
    if (held === 0) return [];
    const found = new Map<number, GmailMessage>();
    const labels = new KnownLabels();
    const command = 'UID FETCH 1:* (UID X-GM-MSGID X-GM-LABELS)';
    await session.command(connection, notTold(folder), [command], (response) =>
      take(response, found, labels),
    );
    const expected = Math.min(held, selected.exists);
    if (found.size < expected) throw cameShort(session, folder, found.size, expected);
    return [...found.values()].sort((one, other) => one.uid - other.uid);
  });
}

/** A server may send an untagged FETCH of its own when a flag changes meanwhile; only whole answers count. */
function take(response: Untagged, found: Map<number, GmailMessage>, labels: KnownLabels): boolean {
  if (response.kind !== 'FETCH') return false;
  const items = fetchItems(response);
  const [uid, msgid] = [Number(items.get('UID')), items.get('X-GM-MSGID')];
  if (!Number.isSafeInteger(uid) || typeof msgid !== 'string') return false;
  found.set(uid, { uid, msgid, labels: labels.of(items.get('X-GM-LABELS')) });
  return true;
}

/** Equal labels are one array: a folder of 100,000 messages has some hundred combinations. */
class KnownLabels {
  readonly #known = new Map<string, readonly string[]>();

  of(value: Value | undefined): readonly string[] {
    if (!Array.isArray(value)) return [];
    const labels = value.map((label: Value) => decodeFolderName(rawName(label)));
    const key = JSON.stringify(labels);
    const known = this.#known.get(key) ?? labels;
    this.#known.set(key, known);
    return known;
  }
}

const rawName = (value: Value): string => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value));

const notTold = (folder: string): Text =>
  text(`did not tell the labels in "${folder}"`, `n’a pas donné les libellés de «\u00A0${folder}\u00A0»`);

function cameShort(session: ImapSession, folder: string, told: number, expected: number): MailFailure {
  const words = text(`${told} of ${expected} messages`, `${told} messages sur ${expected}`);
  const { failure } = commandFailure(session.access, notTold(folder), {});
  return new MailFailure({ ...failure, words });
}
