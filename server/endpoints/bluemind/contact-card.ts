/**
 * What a directory says of a person as BlueMind keeps it: a card in the form of vCard (net.bluemind.addressbook.api.VCard). What a plan
 * does not speak of stays as it is. Pure.
 */
import type { Profile } from '../../planning/provisioning/target-state.ts';
import type { Card } from './bluemind-values.ts';
import { type PersonNames, shownName } from './person-names.ts';

const WORK = [{ label: 'TYPE', value: 'work' }] as const;

type Tels = NonNullable<NonNullable<Card['communications']>['tels']>;
type Places = NonNullable<Card['deliveryAddressing']>;

/** Of somebody new, or of a function: what BlueMind shows is made of the names, whatever is sent as shown. */
export function newCard(names: PersonNames, { title, phone, office }: Profile): Card {
  return {
    kind: 'individual',
    identification: { formatedName: { value: shownName(names) }, name: nameOf(names) },
    ...(title !== undefined && { organizational: { title } }),
    ...(phone !== undefined && { communications: { tels: [{ value: phone, parameters: [...WORK] }] } }),
    ...(office !== undefined && { deliveryAddressing: [placeOf(office)] }),
  };
}

const nameOf = ({ given, additional, family }: PersonNames) => ({
  familyNames: family,
  ...(given !== undefined && { givenNames: given }),
  ...(additional !== undefined && { additionalNames: additional }),
});

/** Those of a card; BlueMind may hold none of a function. */
export function namesOf(card: Card | null | undefined): Partial<PersonNames> {
  const { givenNames, additionalNames, familyNames } = card?.identification?.name ?? {};
  return {
    ...(givenNames && { given: givenNames }),
    ...(additionalNames && { additional: additionalNames }),
    ...(familyNames && { family: familyNames }),
  };
}

/** The office is the extended address of the place of work: "apartment or suite number" (RFC 6350, 6.3.1). */
const placeOf = (office: string): Places[number] => ({
  address: { extentedAddress: office, parameters: [...WORK] },
});

export function profileOf(card: Card | null | undefined): Profile {
  const { formatedName, name } = card?.identification ?? {};
  const told = {
    name: formatedName?.value,
    given: name?.givenNames,
    family: name?.familyNames,
    title: card?.organizational?.title,
    phone: card?.communications?.tels?.[0]?.value,
    office: workPlaceOf(card)?.address?.extentedAddress,
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => Boolean(value)));
}

const isOfWork = ({ address }: Places[number]): boolean =>
  address?.parameters?.some(({ label, value }) => label === 'TYPE' && value?.toLowerCase() === 'work') ??
  false;

const workPlaceOf = (card: Card | null | undefined): Places[number] | undefined =>
  card?.deliveryAddressing?.find(isOfWork);

/** The card with what differs. A new telephone number comes before those that are there. */
export function changedCard(
  card: Card,
  names: PersonNames,
  { title, phone, office }: Pick<Profile, 'title' | 'phone' | 'office'>,
): Card {
  const { identification, organizational, communications, deliveryAddressing } = card;
  return {
    ...card,
    identification: {
      ...identification,
      formatedName: { ...identification?.formatedName, value: shownName(names) },
      name: { ...identification?.name, givenNames: null, additionalNames: null, ...nameOf(names) },
    },
    ...(title !== undefined && { organizational: { ...organizational, title } }),
    ...(phone !== undefined && {
      communications: { ...communications, tels: withPhone(communications?.tels ?? [], phone) },
    }),
    ...(office !== undefined && { deliveryAddressing: withOffice(deliveryAddressing ?? [], office) }),
  };
}

const withPhone = (tels: Tels, phone: string): Tels => [
  tels.find(({ value }) => value === phone) ?? { value: phone, parameters: [...WORK] },
  ...tels.filter(({ value }) => value !== phone),
];

function withOffice(places: Places, office: string): Places {
  const at = places.findIndex(isOfWork);
  if (at < 0) return [...places, placeOf(office)];
  return places.map((place, index) =>
    index === at ? { ...place, address: { ...place.address, extentedAddress: office } } : place,
  );
}
