/** Members of a list: net.bluemind.group.api.IGroup, whose members are people, groups and external users of the directory. */
import { compared } from '../../language/model/names.ts';
import { type Text, text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import { BODIES, checkedBody } from './bluemind-bodies.ts';
import type { BlueMindClient } from './bluemind-client.ts';
import type { BlueMindDirectory } from './bluemind-directory.ts';
import { refused } from './bluemind-faults.ts';
import { membersSchema } from './bluemind-values.ts';
import type { Of } from './change-access.ts';
import { entryOf } from './entry-of-address.ts';
import { entryPath, notKept, type StoredEntry } from './stored-entry.ts';

type List = Extract<StoredEntry, { readonly kind: 'GROUP' }>;

const pathOf = ({ domain, uid }: List): string => `${entryPath('GROUP', domain, uid)}/members`;

/** By their uids. */
export async function memberUids(
  client: BlueMindClient,
  list: List,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return (await client.read(pathOf(list), membersSchema, signal)).map(({ uid }) => uid);
}

/** net.bluemind.group.api.Member.Type, by BaseDirEntry.Kind. */
const TYPES: Readonly<Record<string, string>> = {
  USER: 'user',
  GROUP: 'group',
  EXTERNALUSER: 'external_user',
};

/** Throws MailFailure. */
export async function joinList(
  directory: BlueMindDirectory,
  { address, member }: Of<'add-member' | 'add-owner'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const list = await entryOf(directory, address, signal);
  if (list.kind !== 'GROUP') throw refused(client.where, noList);
  const found = await directory.byEmail(list.domain, member, signal);
  const type = found && TYPES[found.kind];
  if (!found || !type) throw refused(client.where, noMember(member), makeExternal);
  const isIn = async () => (await memberUids(client, list, signal)).includes(found.entryUid);
  if (await isIn()) return { kind: 'already' };
  const body = checkedBody(client.where, BODIES.members, [{ type, uid: found.entryUid }]);
  await client.change({ method: 'PUT', path: pathOf(list), body }, signal);
  if (!(await isIn())) throw notKept(client.where, compared(member));
  return { kind: 'done' };
}

const noList = text('has members of lists alone', 'n’a de membres que dans les listes');
const noMember = (member: string): Text =>
  text(
    `takes people, groups and external users of its directory into a list, and ${member} is none`,
    `ne prend dans une liste que les personnes, groupes et utilisateurs externes de son annuaire, et ${member} n’en est pas`,
  );
const makeExternal = text(
  'Nothing was changed. Create an external user with this address in BlueMind, then run again.',
  'Rien n’a été modifié. Créez un utilisateur externe avec cette adresse dans BlueMind, puis relancez.',
);
