/**
 * How a room or equipment is booked, and for how many people it is: net.bluemind.resource.api.ResourceDescriptor. BlueMind has a number
 * of people only where the resource's type has a property for it.
 */

import type { HeldObject } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import type { BlueMindDirectory } from './bluemind-directory.ts';
import { refused } from './bluemind-faults.ts';
import type { ResourceType } from './bluemind-values.ts';
import type { Of } from './change-access.ts';
import { entryOf } from './entry-of-address.ts';
import { type StoredEntry, updateEntry } from './stored-entry.ts';

type Resource = Extract<StoredEntry, { readonly kind: 'RESOURCE' }>;

/** net.bluemind.resource.api.ResourceReservationMode: AUTO_ACCEPT leaves what cannot be had to a person, and is automatic too. */
const MODES = { automatic: 'AUTO_ACCEPT_REFUSE', manual: 'OWNER_MANAGED' } as const;

/** What administrators call it; its maker's example is Seats (ResourceTypeDescriptor.templates). */
const CAPACITY_NAMES: ReadonlySet<string> = new Set(['capacity', 'capacité', 'seats', 'places']);

const capacityProperty = ({ properties }: ResourceType): string | undefined =>
  properties?.find(
    ({ id, label, type }) =>
      type === 'Number' && [id, label ?? ''].some((name) => CAPACITY_NAMES.has(name.trim().toLowerCase())),
  )?.id;

export async function bookingOf(
  directory: BlueMindDirectory,
  { value, domain }: Resource,
  signal: AbortSignal,
): Promise<Pick<HeldObject, 'booking' | 'capacity'>> {
  const property = capacityProperty(await directory.resourceType(domain, value.typeIdentifier, signal));
  const capacity = Number(value.properties?.find(({ propertyId }) => propertyId === property)?.value);
  return {
    ...(value.reservationMode && {
      booking: value.reservationMode === MODES.manual ? ('manual' as const) : ('automatic' as const),
    }),
    ...(property !== undefined && capacity > 0 && { capacity }),
  };
}

/** Throws MailFailure. */
export async function setBooking(
  directory: BlueMindDirectory,
  { address, booking, capacity }: Of<'set-booking'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const entry = await entryOf(directory, address, signal);
  if (entry.kind !== 'RESOURCE') throw refused(client.where, noResource);
  const held = await bookingOf(directory, entry, signal);
  const changes = {
    ...(booking !== undefined && booking !== held.booking && { reservationMode: MODES[booking] }),
    ...(capacity !== undefined &&
      capacity !== held.capacity && { properties: await withCapacity(directory, entry, capacity, signal) }),
  };
  if (Object.keys(changes).length === 0) return { kind: 'already' };
  await updateEntry(client, entry, changes, signal);
  return { kind: 'done' };
}

async function withCapacity(
  directory: BlueMindDirectory,
  { value, domain }: Resource,
  capacity: number,
  signal: AbortSignal,
) {
  const propertyId = capacityProperty(await directory.resourceType(domain, value.typeIdentifier, signal));
  if (propertyId === undefined) throw refused(directory.client.where, noProperty, addProperty);
  const others = (value.properties ?? []).filter((one) => one.propertyId !== propertyId);
  return [...others.map((one) => ({ ...one, value: one.value ?? '' })), { propertyId, value: `${capacity}` }];
}

const noResource = text('books rooms and equipment alone', 'ne réserve que salles et équipements');
const noProperty = text(
  'has no number of people for it: the resource’s type has no property of that name',
  'n’a pas de nombre de personnes pour elle\u00A0: le type de la ressource n’a pas de propriété de ce nom',
);
const addProperty = text(
  'Nothing was changed. Add a property "capacity" of the type Number to the resource type in BlueMind, or take the capacity out of the plan, then run again.',
  'Rien n’a été modifié. Ajoutez au type de ressource dans BlueMind une propriété «\u00A0capacity\u00A0» de type Number, ou retirez la capacité du plan, puis relancez.',
);
