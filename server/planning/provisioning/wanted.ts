/**
 * What a plan wants of its targets for one lot, besides mail: accounts, names, licences, addresses, rights. Looks at the plan alone;
 * what is there already is another matter.
 */
import type { Located } from '../../../grammar/tree.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../../language/analysis.ts';
import { accessOf } from '../../language/model/addresses/access.ts';
import { compared, domainOf, keyOf, localPartOf } from '../../language/model/names.ts';
import type { Access, Forwarding, ObjectKind, Profile } from './target-state.ts';

/** An old address whose mail is to arrive at a mailbox of the plan, and that is served by another system. */
export interface WantedRedirect {
  readonly address: string;
  readonly until?: string;
}

export interface WantedObject {
  readonly address: string;
  readonly kind: ObjectKind;
  /** The target endpoint; undefined where the plan names none for its domain. */
  readonly endpoint: string | undefined;
  /** Where its mail, and its old addresses, are today. */
  readonly source: string | undefined;
  /** Nothing of it is at the source. */
  readonly isNew: boolean;
  readonly profile: Profile;
  readonly licence?: { readonly name: string; readonly sku: string };
  /** In bytes. */
  readonly quota?: number;
  readonly aliases: readonly string[];
  readonly access: readonly Access[];
  readonly forwards: readonly (Forwarding & { readonly until?: string })[];
  readonly redirects: readonly WantedRedirect[];
  readonly members: readonly string[];
  readonly owners: readonly string[];
  readonly booking?: 'automatic' | 'manual';
  readonly capacity?: number;
  /** Its domain is served by both systems while lots move. */
  readonly isSplit: boolean;
  /** What is to be taken away, where it is there. */
  readonly without: { readonly aliases: readonly string[]; readonly access: readonly string[] };
}

type Declared =
  | DeclarationOf<'mailbox'>
  | DeclarationOf<'shared'>
  | DeclarationOf<'resource'>
  | DeclarationOf<'list'>;

/** In the order of the files: mailboxes, shared ones, resources, lists. */
export function wantedOf(analysis: Analysis, lot: string): WantedObject[] {
  const all: Declared[] = [
    ...analysis.declarations('mailbox'),
    ...analysis.declarations('shared'),
    ...analysis.declarations('resource'),
    ...analysis.declarations('list'),
  ];
  return all
    .filter((declared) => lotOf(analysis, declared) === lot)
    .map((declared) => wanted(analysis, declared));
}

/** A list moves with its domain. */
function lotOf({ model }: Analysis, declared: Declared): string | undefined {
  if (declared.declares !== 'list') return model.lotsOf(declared)[0];
  return model.placementOf(declared.address.value, declared.has.unit?.value).lots[0];
}

function wanted(analysis: Analysis, declared: Declared): WantedObject {
  const { model } = analysis;
  const address = declared.address.value;
  const { source, target, domain } = model.placementOf(address, declared.has.unit?.value);
  const { aliases, redirects } = addressesOf(analysis, declared);
  return {
    address,
    kind: kindOf(declared),
    endpoint: target,
    source,
    isNew: declared.declares !== 'list' && declared.has.new !== undefined,
    profile: profileOf(analysis, declared),
    aliases,
    redirects,
    isSplit: domain !== undefined && model.declared('domain', domain)?.has.routing !== undefined,
    ...rightsOf(declared),
    ...membersOf(declared),
    ...limitsOf(analysis, declared),
  };
}

function kindOf(declared: Declared): ObjectKind {
  return declared.declares === 'resource' ? declared.kind.value : declared.declares;
}

function profileOf(analysis: Analysis, declared: Declared): Profile {
  const name = declared.label?.value;
  if (declared.declares !== 'mailbox') return name === undefined ? {} : { name };
  const { given, family, title, phone, site } = declared.has;
  const office = site && siteOf(analysis, declared, site.value);
  return {
    ...(name !== undefined && { name }),
    ...(given && { given: given.value }),
    ...(family && { family: family.value }),
    ...(title && { title: title.value }),
    ...(phone && { phone: phone.value }),
    ...(office !== undefined && { office }),
  };
}

/** A site's title, from the nearest unit that has it; its own name where it has no title. */
function siteOf({ model }: Analysis, { address, has }: DeclarationOf<'mailbox'>, site: string): string {
  for (const unit of model.placementOf(address.value, has.unit?.value).units) {
    const sites = model.declared('unit', unit)?.has.site ?? [];
    const found = sites.find(({ value }) => value.id.value === site);
    if (found) return found.value.title?.value ?? site;
  }
  return site;
}

function rightsOf(declared: Declared): Pick<WantedObject, 'access' | 'forwards' | 'without'> {
  const none = { access: [], forwards: [], without: { aliases: [], access: [] } };
  if (declared.declares !== 'mailbox' && declared.declares !== 'shared') return none;
  const removed = (what: 'alias' | 'access') =>
    declared.has.without.flatMap(({ value }) => (value.what.value === what ? [value.address.value] : []));
  const forwards = declared.has.forward.map(({ value: { to, keep, until } }) => ({
    to: to.value,
    keepCopy: keep !== undefined,
    ...(until && { until: until.value }),
  }));
  return {
    access: declared.declares === 'shared' ? accessOf(declared) : [],
    forwards,
    without: { aliases: removed('alias'), access: removed('access') },
  };
}

const valuesOf = (located: readonly Located<string>[]): string[] => located.map(({ value }) => value);

function membersOf(declared: Declared): Pick<WantedObject, 'members' | 'owners' | 'booking' | 'capacity'> {
  if (declared.declares === 'list')
    return { members: valuesOf(declared.has.member), owners: valuesOf(declared.has.owner) };
  if (declared.declares !== 'resource') return { members: [], owners: [] };
  const { manager, booking, capacity } = declared.has;
  return {
    ...{ members: [], owners: valuesOf(manager) },
    ...(booking && { booking: booking.value }),
    ...(capacity && { capacity: capacity.value }),
  };
}

function limitsOf({ model }: Analysis, declared: Declared): Pick<WantedObject, 'licence' | 'quota'> {
  if (declared.declares !== 'mailbox' && declared.declares !== 'shared') return {};
  const name = declared.licence?.value;
  const sku = name === undefined ? undefined : model.declared('licence', name)?.has.sku?.value;
  const quota = model.quotaOf(declared);
  return {
    ...(name !== undefined && { licence: { name, sku: sku ?? name } }),
    ...(quota !== undefined && { quota }),
  };
}

/** Other addresses whose mail arrives here: in a domain that the plan's targets serve they are aliases, else they are redirected. */
function addressesOf(analysis: Analysis, declared: Declared): Pick<WantedObject, 'aliases' | 'redirects'> {
  const { address, has } = declared;
  const old = valuesOf(has.was).concat(addressesInOldDomains(analysis, address.value));
  const forwards = pointingAt(analysis, 'forward', address.value);
  const led = [...old.map((one) => ({ address: one })), ...forwards];
  const isServed = (one: WantedRedirect) => one.until === undefined && isOfPlan(analysis, one.address);
  const declaredAliases = [
    ...valuesOf(has.alias),
    ...pointingAt(analysis, 'alias', address.value).map((one) => one.address),
  ];
  return {
    aliases: uniqueAddresses(
      [...declaredAliases, ...led.filter(isServed).map((one) => one.address)],
      address.value,
    ),
    redirects: [
      ...new Map(led.filter((one) => !isServed(one)).map((one) => [compared(one.address), one])).values(),
    ],
  };
}

/** A domain that `was` another: each address had the same name there. */
function addressesInOldDomains({ model }: Analysis, address: string): string[] {
  const was = model.declared('domain', domainOf(address))?.has.was ?? [];
  return was.map(({ value }) => `${localPartOf(address)}@${value}`);
}

const isOfPlan = ({ model }: Analysis, address: string): boolean =>
  model.placementOf(address).domain !== undefined;

function uniqueAddresses(addresses: readonly string[], own: string): string[] {
  const seen = new Set([compared(own)]);
  return addresses.filter((address) => {
    const isFresh = !seen.has(compared(address));
    seen.add(compared(address));
    return isFresh;
  });
}

/** The addresses that declarations of their own send to this one. */
function pointingAt({ model }: Analysis, declares: 'alias' | 'forward', address: string): WantedRedirect[] {
  return model.referencesTo(keyOf('address', address)).flatMap(({ facts: { declaration } }) => {
    if (declaration?.declares !== declares || compared(declaration.to.value) !== compared(address)) return [];
    const until = declaration.declares === 'forward' ? declaration.until?.value : undefined;
    return [{ address: declaration.address.value, ...(until !== undefined && { until }) }];
  });
}
