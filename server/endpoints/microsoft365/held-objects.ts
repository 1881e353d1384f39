/** Accounts and groups of a tenant in the plan's own words, and what stands in the way of one that is wanted otherwise. Pure. */
import { compared } from '../../language/model/names.ts';
import type { ObjectKind, Profile, SeenObject } from '../../planning/provisioning/target-state.ts';
import { type Text, text } from '../../planning/text.ts';
import type { WantedKind } from '../../running/provisioning/provisioner.ts';
import type { GraphGroup, GraphSku, GraphUser } from './graph-answers.ts';
import type { Mailbox } from './graph-directory.ts';

type Read = Exclude<Mailbox, { state: 'unread' }>;

export function heldUser(
  wanted: WantedKind,
  user: GraphUser,
  mailbox: Read,
  skus: readonly GraphSku[],
): SeenObject {
  const kind = kindOf(wanted, user, mailbox);
  return (
    blockedBy(wanted, kind, user.id) ?? {
      state: 'held',
      kind,
      id: user.id,
      isReady: mailbox.state === 'ready',
      profile: profileOf(user),
      skus: user.assignedLicenses.flatMap(({ skuId }) => skuNameOf(skuId, skus)),
      aliases: aliasesOf(user.proxyAddresses),
    }
  );
}

export function heldGroup(wanted: WantedKind, group: GraphGroup): SeenObject {
  if (group.groupTypes.includes('Unified') || group.mailEnabled === false)
    return { state: 'blocked', why: isAnother('group') };
  return (
    blockedBy(wanted, 'list', group.id) ?? {
      state: 'held',
      kind: 'list',
      id: group.id,
      isReady: true,
      ...(group.displayName !== undefined && { profile: { name: group.displayName } }),
      aliases: aliasesOf(group.proxyAddresses),
    }
  );
}

/** An object of another type, or another object: undefined where it is the one that is wanted. */
export function blockedBy(
  { kind: wanted, id: own }: WantedKind,
  kind: ObjectKind,
  id: string,
): SeenObject | undefined {
  if (kind !== wanted) return { state: 'blocked', why: isAnother(kind) };
  if (own !== undefined && own !== id) return { state: 'blocked', why: replaced };
  return undefined;
}

const PURPOSES: Readonly<Record<string, ObjectKind>> = {
  shared: 'shared',
  room: 'room',
  equipment: 'equipment',
};

/**
 * What its mailbox is for. One without a mailbox yet is what it is wanted to be where nobody signs in to it and it has no licence:
 * so Exchange makes shared mailboxes and resources.
 */
function kindOf(
  { kind }: WantedKind,
  { accountEnabled, assignedLicenses }: GraphUser,
  mailbox: Read,
): ObjectKind {
  if (mailbox.state === 'ready') return PURPOSES[mailbox.purpose] ?? 'mailbox';
  return kind !== 'list' && accountEnabled === false && assignedLicenses.length === 0 ? kind : 'mailbox';
}

const KINDS: Readonly<Record<ObjectKind | 'group', Text>> = {
  mailbox: text('a person’s account', 'le compte d’une personne'),
  shared: text('a shared mailbox', 'une boîte partagée'),
  room: text('a room', 'une salle'),
  equipment: text('equipment', 'un équipement'),
  list: text('a distribution list', 'une liste de distribution'),
  group: text('a Microsoft 365 group or a security group', 'un groupe Microsoft 365 ou de sécurité'),
};

export const isAnother = (kind: ObjectKind | 'group'): Text =>
  text(`${KINDS[kind].en} has this address there`, `${KINDS[kind].fr} y a cette adresse`);

export const isAliasOf = (owner: string): Text =>
  text(`it is an alias of ${owner} there`, `c’est un alias de ${owner} là-bas`);

const replaced = text(
  'another object has this address now than the one that an earlier run made or found',
  'un autre objet a désormais cette adresse que celui qu’une exécution précédente a créé ou trouvé',
);

export function profileOf(user: GraphUser): Profile {
  const phone = user.businessPhones[0] ?? user.mobilePhone;
  return {
    ...(user.displayName !== undefined && { name: user.displayName }),
    ...(user.givenName !== undefined && { given: user.givenName }),
    ...(user.surname !== undefined && { family: user.surname }),
    ...(user.jobTitle !== undefined && { title: user.jobTitle }),
    ...(phone !== undefined && { phone }),
    ...(user.officeLocation !== undefined && { office: user.officeLocation }),
  };
}

/** By what people call it; by its id where the tenant does not subscribe to it any more. */
function skuNameOf(skuId: string | null, skus: readonly GraphSku[]): readonly string[] {
  if (skuId === null) return [];
  return [skus.find((sku) => sku.skuId === skuId)?.skuPartNumber ?? skuId];
}

/** `SMTP:` is the address itself, `smtp:` its others; what is not mail, `SIP:` and `X500:`, is nobody's alias. */
export const aliasesOf = (proxies: readonly string[]): readonly string[] =>
  proxies.filter((proxy) => proxy.startsWith('smtp:')).map((proxy) => compared(proxy.slice('smtp:'.length)));
