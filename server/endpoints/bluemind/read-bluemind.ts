/** What a BlueMind holds of what a plan asks for, in the plan's own words. What it does not tell is absent; nothing is changed. */
import { compared, domainOf, localPartOf } from '../../language/model/names.ts';
import type { HeldObject, SeenObject, TargetState } from '../../planning/provisioning/target-state.ts';
import { type Text, text } from '../../planning/text.ts';
import { failureOf } from '../../running/failures.ts';
import type { Scope, WantedKind } from '../../running/provisioning/provisioner.ts';
import { whyUnknown } from '../own-server/why-unknown.ts';
import { accessIn } from './access-list.ts';
import { type BlueMindDirectory, type Domain, makeDomain, noDomain } from './bluemind-directory.ts';
import { itemOf, mailboxSchema } from './bluemind-values.ts';
import { calendarList, mailboxList, readList } from './change-access.ts';
import { holderOf } from './entry-of-address.ts';
import { forwardsOf } from './forward-mail.ts';
import { memberUids } from './join-list.ts';
import { aliasesOf } from './own-addresses.ts';
import { path } from './rest-path.ts';
import { bookingOf } from './set-booking.ts';
import { profileOfEntry, STORED_AS, type StoredEntry } from './stored-entry.ts';

/** What BlueMind is asked at once, at most. */
const SIDE_BY_SIDE = 4;

/** Throws MailFailure where nothing can be read at all. */
export async function readBlueMind(
  directory: BlueMindDirectory,
  { objects }: Scope,
  signal: AbortSignal,
): Promise<TargetState> {
  // In the order that was asked for, whichever is answered first.
  const seen = new Map<string, SeenObject>(
    objects.map(({ address }) => [compared(address), { state: 'absent' }]),
  );
  const left = objects.values();
  const worker = async (): Promise<void> => {
    for (const wanted of left) seen.set(compared(wanted.address), await look(directory, wanted, signal));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return { objects: seen };
}

/** What says that nothing can be read is thrown; of one object that cannot be read, that is told. */
async function look(
  directory: BlueMindDirectory,
  wanted: WantedKind,
  signal: AbortSignal,
): Promise<SeenObject> {
  try {
    return await see(directory, wanted, signal);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || failure.reach === 'plan' || failure.reach === 'lot') throw error;
    return { state: 'unknown', why: whyUnknown(failure) };
  }
}

async function see(
  directory: BlueMindDirectory,
  wanted: WantedKind,
  signal: AbortSignal,
): Promise<SeenObject> {
  const name = domainOf(wanted.address);
  const domain = await directory.domain(name, signal);
  if (!domain) return blocked(joined(noDomain(name), makeDomain));
  const holder = await holderOf(directory, domain, wanted.address, signal);
  switch (holder.kind) {
    case 'nobody':
      return seeName(directory, domain, wanted, signal);
    case 'other':
      return blocked(holder.why);
    case 'entry':
      return seeEntry(directory, wanted, holder.entry, signal);
  }
}

const blocked = (why: Text): SeenObject => ({ state: 'blocked', why });
const joined = (what: Text, advice: Text): Text =>
  text(`BlueMind ${what.en}. ${advice.en}`, `BlueMind ${what.fr}. ${advice.fr}`);

/** Nobody has the address; a login, and the name of a shared mailbox, may be another's all the same (IMailboxes, `_byname`). */
async function seeName(
  { client }: BlueMindDirectory,
  domain: Domain,
  { address, kind }: WantedKind,
  signal: AbortSignal,
): Promise<SeenObject> {
  if (kind !== 'mailbox' && kind !== 'shared') return { state: 'absent' };
  const name = localPartOf(compared(address));
  const at = `${path`/mailboxes/${domain.uid}`}/_byname?name=${encodeURIComponent(name)}`;
  const namesake = await client.find(at, itemOf(mailboxSchema), signal);
  return namesake ? blocked(nameTaken(name)) : { state: 'absent' };
}

const nameTaken = (name: string): Text =>
  text(`another mailbox has the name ${name} there`, `une autre boîte y a le nom ${name}`);

async function seeEntry(
  directory: BlueMindDirectory,
  wanted: WantedKind,
  entry: StoredEntry,
  signal: AbortSignal,
): Promise<SeenObject> {
  if (entry.kind !== STORED_AS[wanted.kind]) return blocked(HAS_IT[entry.kind]);
  if (wanted.id !== undefined && wanted.id !== entry.uid) return blocked(replaced);
  const held: HeldObject = {
    state: 'held',
    kind: wanted.kind,
    id: entry.uid,
    // Whatever its routing, the mailbox is there as soon as the account is.
    isReady: true,
    profile: profileOfEntry(entry),
    aliases: aliasesOf(entry.value.emails ?? [], wanted.address, entry.domain),
  };
  return { ...held, ...(await detailsOf(directory, entry, signal)) };
}

/** BlueMind does not tell a room from equipment: a resource is whichever of them is wanted. */
const HAS_IT: Readonly<Record<StoredEntry['kind'], Text>> = {
  USER: text('a person has this address there', 'une personne y a cette adresse'),
  MAILSHARE: text('a shared mailbox has this address there', 'une boîte partagée y a cette adresse'),
  GROUP: text('a group has this address there', 'un groupe y a cette adresse'),
  RESOURCE: text('a resource has this address there', 'une ressource y a cette adresse'),
};

const replaced = text(
  'another object has this address now than the one that an earlier run made or found',
  'un autre objet a désormais cette adresse que celui qu’une exécution précédente a créé ou trouvé',
);

async function detailsOf(
  directory: BlueMindDirectory,
  entry: StoredEntry,
  signal: AbortSignal,
): Promise<Partial<HeldObject>> {
  const { client } = directory;
  switch (entry.kind) {
    case 'USER':
    case 'MAILSHARE': {
      const { routing, quota } = entry.value;
      const entries = await readList(client, mailboxList(entry), signal);
      const subjects = entries.map(({ subject }) => subject).filter((uid) => uid !== entry.uid);
      return {
        quota: quota ? quota * 1024 : 'none',
        access: accessIn(entries, entry.uid, await directory.addressesOf(entry.domain, subjects, signal)),
        forwards: await forwardsOf(client, entry, signal),
        ...((routing === 'internal' || routing === 'external') && { routing }),
      };
    }
    case 'GROUP': {
      const uids = await memberUids(client, entry, signal);
      return { members: [...(await directory.addressesOf(entry.domain, uids, signal)).values()] };
    }
    case 'RESOURCE': {
      const entries = await readList(client, calendarList(entry), signal);
      const uids = entries.filter(({ verb }) => LOOKING_AFTER.has(verb)).map(({ subject }) => subject);
      const owners = await directory.addressesOf(entry.domain, uids, signal);
      return { owners: [...owners.values()], ...(await bookingOf(directory, entry, signal)) };
    }
  }
}

/** Verbs that let somebody accept a booking. */
const LOOKING_AFTER: ReadonlySet<string> = new Set(['Write', 'All']);
