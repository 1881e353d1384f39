/**
 * Names, quotas, addresses and routing of what is there, one change at a time. Each looks first, so that twice is `already`, and sees
 * afterwards that BlueMind kept it. Throws MailFailure and TaskRunning.
 */
import { compared, domainOf, localPartOf } from '../../language/model/names.ts';
import { PROFILE_FIELDS, type Profile } from '../../planning/provisioning/target-state.ts';
import { type Text, text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import { BODIES, checkedBody } from './bluemind-bodies.ts';
import type { BlueMindClient } from './bluemind-client.ts';
import type { BlueMindDirectory } from './bluemind-directory.ts';
import { refused } from './bluemind-faults.ts';
import type { Card } from './bluemind-values.ts';
import type { Of } from './change-access.ts';
import { changedNames } from './checked-names.ts';
import { changedCard, namesOf } from './contact-card.ts';
import { entryOf } from './entry-of-address.ts';
import { withAlias, withoutAlias } from './own-addresses.ts';
import {
  entryPath,
  findEntry,
  notKept,
  profileOfEntry,
  type StoredEntry,
  updateEntry,
} from './stored-entry.ts';

const done: Applied = { kind: 'done' };
const already: Applied = { kind: 'already' };

export async function describeEntry(
  directory: BlueMindDirectory,
  { address, profile }: Of<'describe'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const entry = await entryOf(directory, address, signal);
  const held = profileOfEntry(entry);
  const differing = PROFILE_FIELDS.filter(
    (field) => profile[field] !== undefined && profile[field] !== held[field],
  );
  if (differing.length === 0) return already;
  await writeProfile(client, entry, { address, profile }, signal);
  const after = await findEntry(client, entry.kind, entry.domain, entry.uid, signal);
  const kept = after ? profileOfEntry(after) : {};
  const lost = differing.find((field) => kept[field] !== profile[field]);
  if (lost) throw notKept(client.where, lost);
  return done;
}

async function writeProfile(
  client: BlueMindClient,
  entry: StoredEntry,
  { address, profile }: Pick<Of<'describe'>, 'address' | 'profile'>,
  signal: AbortSignal,
): Promise<void> {
  const described = (card: Card): Card =>
    changedCard(
      card,
      changedNames(client.where, namesOf(card), profile, localPartOf(compared(address))),
      profile,
    );
  switch (entry.kind) {
    case 'USER': {
      // The card alone (IUser, `POST {uid}/vcard`): what else is changed of the account meanwhile is not written over.
      const card = described(entry.value.contactInfos ?? {});
      const body = checkedBody(client.where, BODIES.changedCard, card);
      const at = `${entryPath('USER', entry.domain, entry.uid)}/vcard`;
      return client.change({ method: 'POST', path: at, body }, signal);
    }
    case 'MAILSHARE':
      return updateEntry(client, entry, { card: described(entry.value.card ?? {}) }, signal);
    case 'GROUP':
      return updateEntry(client, entry, { name: nameAlone(client.where, profile) }, signal);
    case 'RESOURCE':
      return updateEntry(client, entry, { label: nameAlone(client.where, profile) }, signal);
  }
}

/** All that is known of a group or a resource. Throws `refused` for what else a plan says of it. */
function nameAlone(where: Text, { name, ...others }: Profile): string {
  const [other] = Object.keys(others);
  if (name !== undefined && other === undefined) return name;
  throw refused(where, onlyNames, undefined, other ?? '');
}

const onlyNames = text(
  'knows of a group or a resource its name alone',
  'ne connaît d’un groupe ou d’une ressource que son nom',
);

const KIB = 1024;

export async function setQuota(
  directory: BlueMindDirectory,
  { address, bytes }: Of<'set-quota'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const entry = await entryOf(directory, address, signal);
  if (entry.kind !== 'USER' && entry.kind !== 'MAILSHARE') throw refused(client.where, noQuota);
  const quota = Math.max(1, Math.floor(bytes / KIB));
  if (entry.value.quota === quota) return already;
  const setting = MOST_OF[entry.kind];
  const most = Number((await directory.settings(entry.domain, signal))[setting] ?? 0);
  if (most > 0 && quota > most) throw refused(client.where, overDomain(quota, most), raiseIt(setting));
  await updateEntry(client, entry, { quota }, signal);
  return done;
}

/** net.bluemind.domain.api.DomainSettingsKeys; in KiB, and 0 where there is no limit. */
const MOST_OF = { USER: 'mailbox_max_user_quota', MAILSHARE: 'mailbox_max_publicfolder_quota' } as const;

const noQuota = text('has quotas of mailboxes alone', 'n’a de quotas que pour les boîtes');
const overDomain = (quota: number, most: number): Text =>
  text(
    `was not asked for a quota of ${quota} KiB: its domain allows ${most}`,
    `n’a pas été sollicité pour un quota de ${quota} Kio\u00A0: son domaine en permet ${most}`,
  );
const raiseIt = (setting: string): Text =>
  text(
    `Nothing was changed. Raise the domain’s largest quota in BlueMind (${setting}), or lower the plan’s, then run again.`,
    `Rien n’a été modifié. Relevez le quota maximal du domaine dans BlueMind (${setting}), ou baissez celui du plan, puis relancez.`,
  );

export async function changeAlias(
  directory: BlueMindDirectory,
  change: Of<'add-alias' | 'remove-alias'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const entry = await entryOf(directory, change.address, signal);
  const held = entry.value.emails ?? [];
  const emails = (change.does === 'add-alias' ? withAlias : withoutAlias)(held, change.alias, entry.domain);
  if (emails === undefined) return already;
  if (emails === 'kept') throw refused(client.where, covered(change.alias), untick);
  if (change.does === 'add-alias') await seeFree(directory, entry, change.alias, signal);
  await updateEntry(client, entry, { emails: [...emails] }, signal);
  return done;
}

/** An address of another domain would be taken for one to forward to, or never be asked for. */
async function seeFree(
  directory: BlueMindDirectory,
  { domain }: StoredEntry,
  alias: string,
  signal: AbortSignal,
): Promise<void> {
  const { where } = directory.client;
  if (!domain.names.has(domainOf(alias))) throw refused(where, notOfDomain(alias), nameDomain(alias));
  const holder = await directory.byEmail(domain, alias, signal);
  if (holder) throw refused(where, taken(alias, holder.email ?? holder.entryUid));
}

const taken = (alias: string, holder: string): Text =>
  text(
    `was not asked for the alias ${alias}: ${holder} has it`,
    `n’a pas été sollicité pour l’alias ${alias}\u00A0: ${holder} l’a`,
  );
const notOfDomain = (alias: string): Text =>
  text(
    `was not asked for the alias ${alias}: ${domainOf(alias)} is no name of the mailbox’s domain`,
    `n’a pas été sollicité pour l’alias ${alias}\u00A0: ${domainOf(alias)} n’est pas un nom du domaine de la boîte`,
  );
const nameDomain = (alias: string): Text =>
  text(
    `Nothing was changed. Add ${domainOf(alias)} to the domain’s aliases in BlueMind, then run again.`,
    `Rien n’a été modifié. Ajoutez ${domainOf(alias)} aux alias du domaine dans BlueMind, puis relancez.`,
  );
const covered = (alias: string): Text =>
  text(
    `keeps ${alias}: it is the object’s own address, or one of those in all names of its domain`,
    `garde ${alias}\u00A0: c’est l’adresse de l’objet, ou l’une de celles dans tous les noms de son domaine`,
  );
const untick = text(
  'Nothing was changed. In BlueMind’s administration, give the address in one domain instead of in all of them, then run again.',
  'Rien n’a été modifié. Dans l’administration de BlueMind, donnez l’adresse dans un domaine au lieu de tous, puis relancez.',
);

export async function route(
  directory: BlueMindDirectory,
  { address, to }: Of<'route'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const entry = await entryOf(directory, address, signal);
  if (entry.kind !== 'USER' && entry.kind !== 'MAILSHARE') throw refused(client.where, noRouting);
  if (entry.value.routing === to) return already;
  if (to === 'external') {
    const relay = (await directory.settings(entry.domain, signal))[RELAY];
    if (!relay?.trim()) throw refused(client.where, noRelay, nameRelay);
  }
  await updateEntry(client, entry, { routing: to }, signal);
  return done;
}

/** net.bluemind.domain.api.DomainSettingsKeys: where mail for those goes who are routed outside. */
const RELAY = 'mail_routing_relay';

const noRouting = text(
  'takes mail to people and shared mailboxes elsewhere, and to nothing else',
  'n’achemine ailleurs que le courrier des personnes et des boîtes partagées',
);
const noRelay = text(
  'was not asked to route it outside: its domain has no relay',
  'n’a pas été sollicité pour l’acheminer ailleurs\u00A0: son domaine n’a pas de relais',
);
const nameRelay = text(
  `Nothing was changed. Name the other system as the relay of the split domain in BlueMind’s domain settings (${RELAY}), then run again.`,
  `Rien n’a été modifié. Indiquez l’autre système comme relais du domaine partagé dans les paramètres du domaine de BlueMind (${RELAY}), puis relancez.`,
);
