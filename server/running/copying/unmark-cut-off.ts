/**
 * Where moving is copying, marking and expunging, a move that was cut off leaves its mark on what stands where it was: whoever expunges
 * that folder would lose it, if it is not moved again. The mark is taken off before anything else is made of the message.
 */
import { hashContent } from '../content-identity.ts';
import { failureOf } from '../failures.ts';
import type { FolderRecord, MailboxLedger, MailTarget, MessageEntry } from '../ports.ts';
import type { GoneMessage, GoneMessages } from './gone-messages.ts';

export interface CutOff {
  readonly target: MailTarget;
  readonly ledger: MailboxLedger;
  readonly gone: GoneMessages;
  readonly signal: AbortSignal;
}

/** Of what left folders of the source, where a copy that has no row says that a move of it was begun. Other marks are people's. */
export async function unmarkCutOff(of: CutOff): Promise<void> {
  const cut = (await of.ledger.folders()).filter(({ writingFrom }) => writingFrom);
  if (cut.length === 0 || of.gone.isEmpty) return;
  const copies = new Set<string>();
  for (const record of cut)
    for (const one of await unlessRefused(() => unrecorded(of, record), [])) copies.add(likeness(one));
  if (copies.size === 0) return;
  const groups = Map.groupBy(of.gone.all(), ({ target, targetUidValidity }) =>
    JSON.stringify([target, targetUidValidity]),
  );
  for (const group of groups.values()) await unlessRefused(() => unmark(of, group, copies), undefined);
}

/** A copy has the size and the date of receipt of what it was made of (RFC 3501, 6.4.7). IMAP keeps seconds. */
const likeness = ({ size, receivedAt }: MessageEntry): string =>
  `${size} ${Math.floor(receivedAt.getTime() / 1000)}`;

async function unrecorded(
  { target, ledger, signal }: CutOff,
  { target: folder, targetUidValidity, writingFrom = 0 }: FolderRecord,
): Promise<MessageEntry[]> {
  if (!(await isStill(target, folder, targetUidValidity, signal))) return [];
  const accounted = await ledger.accounted(folder, targetUidValidity);
  const found: MessageEntry[] = [];
  for await (const entry of target.entries(folder, { from: writingFrom }, signal))
    if (!accounted.has(entry.uid)) found.push(entry);
  return found;
}

async function unmark(
  { target, signal }: CutOff,
  group: readonly GoneMessage[],
  copies: ReadonlySet<string>,
): Promise<void> {
  const [first] = group;
  if (!first || !(await isStill(target, first.target, first.targetUidValidity, signal))) return;
  const byUid = new Map(
    group.filter(({ flags }) => !flags.includes(DELETED)).map((one) => [one.targetUid, one]),
  );
  const uids = [...byUid.keys()].sort((one, other) => one - other);
  const marked: MessageEntry[] = [];
  for await (const entry of target.entries(first.target, { uids }, signal))
    if (entry.flags.includes(DELETED) && copies.has(likeness(entry))) marked.push(entry);
  const own: number[] = [];
  for await (const { uid, content } of target.messages(first.target, marked, signal))
    if ((await hashContent(content, signal)) === byUid.get(uid)?.sha256) own.push(uid);
  if (own.length > 0) await target.changeFlags(first.target, own, { add: [], remove: [DELETED] }, signal);
}

const DELETED = '\\Deleted';

const isStill = async (
  target: MailTarget,
  folder: string,
  uidValidity: string,
  signal: AbortSignal,
): Promise<boolean> => (await target.openForWriting(folder, signal)).state.uidValidity === uidValidity;

/** A folder that is not there any more, or is refused, is told when it is its turn. */
async function unlessRefused<T>(action: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (failureOf(error)?.kind !== 'refused') throw error;
    return otherwise;
  }
}
