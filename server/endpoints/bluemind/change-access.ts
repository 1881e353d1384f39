/**
 * Rights given and taken away one by one, where BlueMind takes a list of them whole. The list is looked at until it stands still,
 * written with the one change, and looked at again: what somebody else changed meanwhile is kept as long as either look shows it.
 * Between the last look and the write there is no lock; BlueMind has none.
 */
import type { Change } from '../../planning/provisioning/change.ts';
import { text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import { type AccessEntries, covers, withoutRight, withRight } from './access-list.ts';
import { BODIES, checkedBody } from './bluemind-bodies.ts';
import type { BlueMindClient } from './bluemind-client.ts';
import type { BlueMindDirectory } from './bluemind-directory.ts';
import { refused } from './bluemind-faults.ts';
import { accessListSchema } from './bluemind-values.ts';
import { entryOf } from './entry-of-address.ts';
import { path } from './rest-path.ts';
import { notKept, type StoredEntry } from './stored-entry.ts';

/** The change, or one of several, that does so. */
export type Of<Does extends Change['does']> = Extract<Change, { readonly does: Does }>;

/** Where a list is read and how it is written. */
interface AccessList {
  readonly path: string;
  readonly method: 'POST' | 'PUT';
}

/** net.bluemind.mailbox.api.IMailboxes, `_acls`. */
export const mailboxList = ({ domain, uid }: Pick<StoredEntry, 'domain' | 'uid'>): AccessList => ({
  ...{ path: path`/mailboxes/${domain.uid}/${uid}/_acls`, method: 'POST' },
});

/** Of a resource's calendar, `calendar:<uid>` (ICalendarUids.resourceCalendar): net.bluemind.core.container.api.IContainerManagement. */
export const calendarList = ({ uid }: Pick<StoredEntry, 'uid'>): AccessList => ({
  ...{ path: path`/containers/_manage/${`calendar:${uid}`}/_acl`, method: 'PUT' },
});

export async function changeRight(
  directory: BlueMindDirectory,
  change: Of<'grant' | 'revoke'>,
  signal: AbortSignal,
): Promise<Applied> {
  const entry = await entryOf(directory, change.address, signal);
  if (entry.kind === 'GROUP' || entry.kind === 'RESOURCE') throw refused(directory.client.where, noMailbox);
  const subject = await subjectOf(directory, entry, change.who, signal);
  const edit = change.does === 'grant' ? withRight : withoutRight;
  const told = `${change.who} ${change.right}`;
  return rewrite(
    directory.client,
    mailboxList(entry),
    { told, edit: (entries) => edit(entries, subject, change.right) },
    signal,
  );
}

/**
 * Of a resource: whoever may write to its calendar is asked about its bookings ("users become resource managers", doc.bluemind.net,
 * "Resources"). BlueMind's groups have nobody who looks after them.
 */
export async function addOwner(
  directory: BlueMindDirectory,
  change: Of<'add-member' | 'add-owner'>,
  signal: AbortSignal,
): Promise<Applied> {
  const entry = await entryOf(directory, change.address, signal);
  if (entry.kind !== 'RESOURCE') throw refused(directory.client.where, noOwners, delegateInstead);
  const subject = await subjectOf(directory, entry, change.member, signal);
  const edit = (entries: AccessEntries) => withRight(entries, subject, 'write');
  return rewrite(directory.client, calendarList(entry), { told: change.member, edit }, signal);
}

/** Throws `refused` where nobody of the domain has the address: a right is given to a uid. */
async function subjectOf(
  directory: BlueMindDirectory,
  { domain }: StoredEntry,
  who: string,
  signal: AbortSignal,
): Promise<string> {
  const found = await directory.byEmail(domain, who, signal);
  if (found && (found.kind === 'USER' || found.kind === 'GROUP')) return found.entryUid;
  throw refused(
    directory.client.where,
    text(
      `gives rights to people and groups of the domain alone, and ${who} is none`,
      `ne donne de droits qu’aux personnes et aux groupes du domaine, et ${who} n’en est pas`,
    ),
  );
}

const TRIES = 3;

interface Edit {
  /** Whose right it is, as people say it. */
  readonly told: string;
  /** Undefined where there is nothing to change. */
  edit(entries: AccessEntries): AccessEntries | undefined;
}

/** Writes the list with one change, again where somebody else wrote it over. Throws MailFailure where it does not stay. */
async function rewrite(
  client: BlueMindClient,
  list: AccessList,
  { told, edit }: Edit,
  signal: AbortSignal,
): Promise<Applied> {
  for (let tries = 0; tries < TRIES; tries++) {
    const wanted = edit(await standingStill(client, list, signal));
    if (!wanted) return { kind: tries === 0 ? 'already' : 'done' };
    const body = checkedBody(client.where, BODIES.accessList, wanted);
    await client.change({ ...list, body }, signal);
    const after = await readList(client, list, signal);
    if (!edit(after) && wanted.every((entry) => covers(after, entry))) return { kind: 'done' };
  }
  if (!edit(await readList(client, list, signal))) return { kind: 'done' };
  throw notKept(client.where, told);
}

/** As two looks, one after the other, agree on it. */
async function standingStill(
  client: BlueMindClient,
  list: AccessList,
  signal: AbortSignal,
): Promise<AccessEntries> {
  let last = await readList(client, list, signal);
  for (let looks = 0; looks < TRIES; looks++) {
    const now = await readList(client, list, signal);
    if (JSON.stringify(now) === JSON.stringify(last)) return now;
    last = now;
  }
  return last;
}

export const readList = (
  client: BlueMindClient,
  list: AccessList,
  signal: AbortSignal,
): Promise<AccessEntries> => client.read(list.path, accessListSchema, signal);

const noMailbox = text(
  'gives rights to the mailboxes of people and to shared ones, and this is neither',
  'ne donne de droits que sur les boîtes des personnes et les boîtes partagées, et ce n’en est pas une',
);
const noOwners = text('has nobody who looks after a group', 'n’a pas de responsable de groupe');
const delegateInstead = text(
  'Nothing was changed. Take the list’s owner out of the plan; in BlueMind an organisational unit is delegated instead.',
  'Rien n’a été modifié. Retirez du plan le responsable de la liste\u00A0; dans BlueMind, on délègue à la place une entité.',
);
