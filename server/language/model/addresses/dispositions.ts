/**
 * What can become of an address that the source has, as the declaration that says so: a mailbox, a shared mailbox, an alias
 * of another, or dropped. For fixes and their messages: no verdict rests on it.
 */

import { nearest } from '../editing/nearest.ts';
import type { InventoryEntry } from '../inventory.ts';
import { comparedDomain, domainOf, keyOf, localPartOf } from '../names.ts';
import type { PlanModel } from '../plan-model.ts';

/** `mailbox anna@a.example E1`, with the smallest licence that holds its mail. */
export function asMailbox(address: string, held: InventoryEntry | undefined, model: PlanModel): string {
  const licence = model.smallestLicenceFor(held?.bytes ?? 0);
  return ['mailbox', address, licence ?? []].flat().join(' ');
}

/** `shared contact@a.example`, with a licence where it holds more than the target gives for nothing. */
export function asShared(address: string, held: InventoryEntry | undefined, model: PlanModel): string {
  const licence = needsLicenceShared(address, held, model)
    ? model.smallestLicenceFor(held?.bytes ?? 0)
    : undefined;
  return ['shared', address, licence ?? []].flat().join(' ');
}

/** Whether a shared mailbox of this size is over what the target gives without a licence. */
export function needsLicenceShared(
  address: string,
  held: InventoryEntry | undefined,
  model: PlanModel,
): boolean {
  const free = model.targetFacts(model.placementOf(address))?.['shared-bytes'];
  return free !== undefined && held !== undefined && held.bytes > free;
}

/** `drop old@a.example "nothing since 2021-03-04"`, in the plan's language. */
export function asDropped(address: string, held: InventoryEntry | undefined, model: PlanModel): string {
  const isFrench = model.declared('plan', '')?.has.locale?.value === 'fr';
  return `drop ${address} "${reasonFor(held, isFrench)}"`;
}

function reasonFor(held: InventoryEntry | undefined, isFrench: boolean): string {
  if (held?.newest) return isFrench ? `rien depuis le ${held.newest}` : `nothing since ${held.newest}`;
  if (held?.messages === 0) return isFrench ? 'vide' : 'empty';
  return isFrench ? 'n’est pas repris' : 'not taken along';
}

/**
 * Whose alias an address can be: that of the address it looks like, else of who looks after its unit, else of the domain's
 * `contact` or its first shared mailbox; in its own domain, so that no policy stands against it.
 */
export function ownerFor(address: string, model: PlanModel): string | undefined {
  const domain = domainOf(address);
  const beside = [...model.namesBeside('address', address)].filter((name) => receives(name, model)).sort();
  const alike = nearest(address, beside);
  if (alike !== undefined) return alike;
  const { unit } = model.placementOf(address);
  const admin = unit === undefined ? undefined : model.declared('unit', unit)?.has.admin?.value;
  if (admin !== undefined && domainOf(admin) === domain && receives(admin, model)) return admin;
  const shared = beside.filter((name) => model.declared('shared', name));
  return shared.find((name) => localPartOf(name) === 'contact') ?? shared[0];
}

const RECIPIENTS: ReadonlySet<string> = new Set(['mailbox', 'shared', 'resource', 'list']);

/** Whether an address is one that an alias can lead to. */
const receives = (address: string, model: PlanModel): boolean =>
  RECIPIENTS.has(model.definitionsOf(keyOf('address', address))[0]?.definition.as ?? '');

/** The address in `domain` that one of a domain it replaces becomes; any other stays what it is. */
export function inNewDomain(address: string, domain: string, oldDomains: readonly string[]): string {
  const isOld = oldDomains.some((old) => comparedDomain(old) === domainOf(address));
  return isOld ? `${localPartOf(address)}@${domain}` : address;
}
