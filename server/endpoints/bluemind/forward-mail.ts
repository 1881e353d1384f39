/**
 * Where a mailbox's mail is sent on to: net.bluemind.mailbox.api.IMailboxes, `_forwarding`. BlueMind has one list of addresses for a
 * mailbox, and keeps a copy for all of them or for none. A copy that one forward wants is kept for all; it is never taken from another.
 */
import { compared } from '../../language/model/names.ts';
import type { Forwarding } from '../../planning/provisioning/target-state.ts';
import { type Text, text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import { BODIES, checkedBody } from './bluemind-bodies.ts';
import type { BlueMindClient } from './bluemind-client.ts';
import type { BlueMindDirectory } from './bluemind-directory.ts';
import { refused } from './bluemind-faults.ts';
import { forwardingSchema } from './bluemind-values.ts';
import type { Of } from './change-access.ts';
import { entryOf } from './entry-of-address.ts';
import { lostOf } from './kept-as-sent.ts';
import { path } from './rest-path.ts';
import { notKept, type StoredEntry } from './stored-entry.ts';

const pathOf = ({ domain, uid }: StoredEntry): string => path`/mailboxes/${domain.uid}/${uid}/_forwarding`;

const NOTHING = { enabled: false, localCopy: false, emails: [] };

const readForwarding = async (client: BlueMindClient, entry: StoredEntry, signal: AbortSignal) =>
  (await client.find(pathOf(entry), forwardingSchema, signal)) ?? NOTHING;

export async function forwardsOf(
  client: BlueMindClient,
  entry: StoredEntry,
  signal: AbortSignal,
): Promise<readonly Forwarding[]> {
  const { enabled, localCopy, emails } = await readForwarding(client, entry, signal);
  return enabled ? emails.map((to) => ({ to: compared(to), keepCopy: localCopy })) : [];
}

/** Throws MailFailure. */
export async function forwardMail(
  directory: BlueMindDirectory,
  change: Of<'forward'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const entry = await entryOf(directory, change.address, signal);
  if (entry.kind === 'GROUP' || entry.kind === 'RESOURCE') throw refused(client.where, noMailbox);
  const held = await readForwarding(client, entry, signal);
  const to = compared(change.to);
  // A set in BlueMind, told in whatever order.
  const others = held.emails.filter((email) => compared(email) !== to).toSorted();
  const isThere = held.enabled && others.length < held.emails.length;
  if (isThere && held.localCopy === change.keepCopy) return { kind: 'already' };
  if (!held.enabled && others.length > 0) throw refused(client.where, switchedOff(others), clearIt);
  if (others.length > 0 && held.localCopy && !change.keepCopy)
    throw refused(client.where, keepsForOthers(others), sayKeep);
  const body = checkedBody(client.where, BODIES.forwarding, {
    ...{ enabled: true, localCopy: change.keepCopy, emails: [...others, to] },
  });
  await client.change({ method: 'POST', path: pathOf(entry), body }, signal);
  const lost = lostOf(body, await readForwarding(client, entry, signal));
  if (lost !== undefined) throw notKept(client.where, lost);
  return { kind: 'done' };
}

const noMailbox = text(
  'sends on the mail of people and shared mailboxes alone',
  'ne renvoie que le courrier des personnes et des boîtes partagées',
);
const switchedOff = (others: readonly string[]): Text =>
  text(
    `has a forward that is switched off, to ${others.join(', ')}: switching it on would send mail there too`,
    `a un renvoi désactivé, vers ${others.join(', ')}\u00A0: l’activer y enverrait aussi le courrier`,
  );
const clearIt = text(
  'Nothing was changed. Clear that forward in BlueMind, then run again.',
  'Rien n’a été modifié. Videz ce renvoi dans BlueMind, puis relancez.',
);
const keepsForOthers = (others: readonly string[]): Text =>
  text(
    `keeps a copy for all forwards of a mailbox or for none, and one is kept of what goes to ${others.join(', ')}`,
    `garde une copie pour tous les renvois d’une boîte ou pour aucun, et il en garde une de ce qui va vers ${others.join(', ')}`,
  );
const sayKeep = text(
  'Nothing was changed. Say "keep" of each of its forwards in the plan, or switch the copy off in BlueMind, then run again.',
  'Rien n’a été modifié. Dites «\u00A0keep\u00A0» de chacun de ses renvois dans le plan, ou désactivez la copie dans BlueMind, puis relancez.',
);
