/** What a tenant holds of what a plan asks for, as Microsoft Graph tells it. What it does not tell is absent; nothing is changed. */
import { compared, comparedDomain } from '../../language/model/names.ts';
import type {
  DomainHeld,
  SeatsHeld,
  SeenObject,
  TargetState,
} from '../../planning/provisioning/target-state.ts';
import { inEach, type Text, text } from '../../planning/text.ts';
import { describeFailure, type Failure, MailFailure } from '../../running/failures.ts';
import type { Clock } from '../../running/ports.ts';
import type { Scope, WantedKind } from '../../running/provisioning/provisioner.ts';
import { dnsRecordOf } from './dns-records.ts';
import {
  type DeletedUser,
  dnsRecordSchema,
  domainSchema,
  type GraphGroup,
  type GraphSku,
  type GraphUser,
} from './graph-answers.ts';
import type { GraphDirectory, Looked, Mailbox } from './graph-directory.ts';
import { heldGroup, heldUser, isAliasOf } from './held-objects.ts';
import { refusalFailure } from './service-failures.ts';

export interface Tenant {
  readonly directory: GraphDirectory;
  readonly clock: Clock;
}

/** Throws MailFailure where nothing can be read at all. */
export async function readTenant(tenant: Tenant, scope: Scope, signal: AbortSignal): Promise<TargetState> {
  const skus = await tenant.directory.skus(signal);
  return {
    objects: await readObjects(tenant, scope.objects, skus, signal),
    seats: skus.map(seatsOf),
    domains: await readDomains(tenant, scope.domains, signal),
  };
}

function seatsOf({ skuPartNumber: sku, prepaidUnits, consumedUnits, capabilityStatus }: GraphSku): SeatsHeld {
  // Of a subscription that was suspended or locked out, no seat can be taken.
  const isGood =
    capabilityStatus === undefined || capabilityStatus === 'Enabled' || capabilityStatus === 'Warning';
  return { sku, seats: isGood ? (prepaidUnits?.enabled ?? 0) : 0, used: consumedUnits ?? 0 };
}

async function readObjects(
  { directory, clock }: Tenant,
  wanted: readonly WantedKind[],
  skus: readonly GraphSku[],
  signal: AbortSignal,
): Promise<Map<string, SeenObject>> {
  const addresses = wanted.map(({ address }) => compared(address));
  const users = await directory.users(addresses, signal);
  const accounts = users.filter(isAccount);
  const boxes = await directory.mailboxes(
    accounts.map(({ id }) => id),
    signal,
  );
  const mailboxes = new Map(accounts.map(({ id }, index) => [id, boxes[index]]));
  const seen = new Map<string, SeenObject>();
  const absent: WantedKind[] = [];
  for (const [index, one] of wanted.entries()) {
    const user = users[index];
    // In the order that was asked for, whatever is found out later.
    seen.set(compared(one.address), onItsWay);
    if (user === undefined) absent.push(one);
    else if (user instanceof MailFailure) seen.set(compared(one.address), unread(user.failure));
    else if (user !== 'missing')
      seen.set(compared(one.address), seenUser(one, user, mailboxes.get(user.id), skus, directory));
  }
  await readWithoutAccount({ directory, clock }, absent, seen, signal);
  return seen;
}

const isAccount = (looked: Looked): looked is GraphUser =>
  typeof looked === 'object' && !(looked instanceof MailFailure);

const unread = (failure: Failure): SeenObject => ({
  state: 'unknown',
  why: inEach((locale) => describeFailure(failure, locale)),
});

const onItsWay: SeenObject = {
  state: 'unknown',
  why: text(
    'was made a moment ago, and is not shown by Microsoft 365 yet',
    'vient d’être créé, et Microsoft 365 ne le montre pas encore',
  ),
};

function seenUser(
  wanted: WantedKind,
  user: GraphUser,
  mailbox: Mailbox | undefined,
  skus: readonly GraphSku[],
  { client }: GraphDirectory,
): SeenObject {
  if (mailbox?.state === 'unread')
    return unread(refusalFailure(client.where, unreadMailbox, mailbox.answer.refusal ?? mailbox.answer));
  return heldUser(wanted, user, mailbox ?? { state: 'not-yet' }, skus);
}

const unreadMailbox = text('did not say whether its mailbox is there', 'n’a pas dit si sa boîte est là');

/** No account has the address: a list may, or something may stand in its way. */
async function readWithoutAccount(
  { directory, clock }: Tenant,
  wanted: readonly WantedKind[],
  seen: Map<string, SeenObject>,
  signal: AbortSignal,
): Promise<void> {
  const addresses = wanted.map(({ address }) => compared(address));
  const groups = await directory.groups(addresses, signal);
  const contacts = await directory.contacts(addresses, signal);
  const owners = await directory.aliasOwners(addresses, signal);
  for (const [index, one] of wanted.entries()) {
    const address = compared(one.address);
    const deleted = await directory.deleted(address, signal);
    const inItsPlace = { group: groups[index], owner: owners[index], isContact: contacts[index], deleted };
    seen.set(address, withoutAccount(one, inItsPlace, clock.now()));
  }
}

interface InItsPlace {
  readonly group: GraphGroup | undefined;
  /** Who has it as an alias. */
  readonly owner: string | undefined;
  readonly isContact: boolean | undefined;
  readonly deleted: DeletedUser | undefined;
}

function withoutAccount(
  wanted: WantedKind,
  { group, owner, isContact, deleted }: InItsPlace,
  now: Date,
): SeenObject {
  if (group) return heldGroup(wanted, group);
  if (owner !== undefined) return { state: 'blocked', why: isAliasOf(owner) };
  if (isContact) return { state: 'blocked', why: contactHasIt };
  if (deleted) return { state: 'blocked', why: namesakeKept(deleted, now) };
  return { state: 'absent' };
}

const contactHasIt = text(
  'a contact of the organisation has this address: remove the contact, or its address, first',
  'un contact de l’organisation a cette adresse\u00A0: supprimez d’abord le contact, ou son adresse',
);

const KEPT_DAYS = 30;

/** "Deleted items remain available to restore for up to 30 days" (learn.microsoft.com, "directory (deleted items)"). */
export function namesakeKept({ deletedDateTime }: DeletedUser, now: Date): Text {
  const day = deletedDateTime.slice(0, 10);
  const gone = (now.getTime() - Date.parse(deletedDateTime)) / 86_400_000;
  const left = Math.max(0, Math.ceil(KEPT_DAYS - gone));
  return text(
    `an account of this name was deleted on ${day} and is kept for ${left} more days: restore it, or remove it for good, first`,
    `un compte de ce nom a été supprimé le ${day} et reste conservé ${left} jours\u00A0: restaurez-le, ou supprimez-le définitivement, d’abord`,
  );
}

async function readDomains(
  { directory: { client } }: Tenant,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, DomainHeld>> {
  const answers = await client.batch(names.map(pathOf), signal);
  const domains = new Map<string, DomainHeld>();
  for (const [index, name] of names.entries()) {
    const answer = answers[index];
    const isThere = answer && answer.status !== 404;
    const held: DomainHeld = isThere
      ? await readDomain(client, name, client.read(answer, domainSchema).isVerified, signal)
      : { state: 'absent' };
    domains.set(comparedDomain(name), held);
  }
  return domains;
}

const pathOf = (name: string): string => `/domains/${encodeURIComponent(comparedDomain(name))}`;

/** An unverified domain has records that prove it; what its services need is told of both, as far as the tenant tells it. */
async function readDomain(
  client: GraphDirectory['client'],
  name: string,
  isVerified: boolean,
  signal: AbortSignal,
): Promise<DomainHeld> {
  const proof = isVerified
    ? []
    : await client.list(`${pathOf(name)}/verificationDnsRecords`, dnsRecordSchema, signal);
  const services = isVerified
    ? await client.list(`${pathOf(name)}/serviceConfigurationRecords`, dnsRecordSchema, signal)
    : [];
  const records = [...proof, ...services].flatMap((record) => dnsRecordOf(record) ?? []);
  return { state: isVerified ? 'verified' : 'unverified', records };
}
