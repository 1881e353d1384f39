/** A change as an instruction to a person, in each language: `make the account "Anna Rossi"`. */
import { humanSize } from '../../language/model/words/quantities.ts';
import { type Text, text } from '../text.ts';
import type { Change } from './change.ts';
import type { ObjectKind, Profile } from './target-state.ts';

export function sayChange(change: Change): Text {
  switch (change.does) {
    case 'add-domain':
      return text(`add the domain ${change.address}`, `ajouter le domaine ${change.address}`);
    case 'make':
      return making(change.kind, change.profile);
    case 'describe':
      return describing(change.profile);
    case 'license':
      return text(`give the licence ${change.licence}`, `donner la licence ${change.licence}`);
    case 'await':
      return text('wait until its mailbox is there', 'attendre que sa boîte existe');
    case 'set-quota':
      return text(
        `set its quota to ${humanSize(change.bytes, 'en')}`,
        `mettre son quota à ${humanSize(change.bytes, 'fr')}`,
      );
    case 'add-alias':
      return text(`add the address ${change.alias}`, `ajouter l’adresse ${change.alias}`);
    case 'remove-alias':
      return text(`take the address ${change.alias} away`, `retirer l’adresse ${change.alias}`);
    case 'grant':
      return text(
        `give ${change.who} ${change.right} access`,
        `donner à ${change.who} l’accès ${change.right}`,
      );
    case 'revoke':
      return text(
        `take ${change.right} access from ${change.who}`,
        `retirer à ${change.who} l’accès ${change.right}`,
      );
    case 'add-member':
      return text(`add the member ${change.member}`, `ajouter le membre ${change.member}`);
    case 'add-owner':
      return text(`make ${change.member} responsible for it`, `en rendre ${change.member} responsable`);
    case 'set-booking':
      return booking(change);
    case 'forward':
      return forwarding(change);
    case 'redirect': {
      const { to, until } = change;
      return text(
        `send mail to it on to ${to}${untilIn(until).en}`,
        `renvoyer son courrier vers ${to}${untilIn(until).fr}`,
      );
    }
    case 'route':
      return change.to === 'internal'
        ? text('keep its mail here from now on', 'garder désormais son courrier ici')
        : text('send its mail on to the other system', 'renvoyer son courrier à l’autre système');
    case 'lock':
      return text(
        'keep its owner from changing anything in it',
        'empêcher son propriétaire d’y changer quoi que ce soit',
      );
    case 'unlock':
      return text('let its owner use it again', 'laisser de nouveau son propriétaire l’utiliser');
  }
}

/** The same, behind the address that it is about. */
export function sayWithAddress(change: Change): Text {
  const { en, fr } = sayChange(change);
  return text(`${change.address}: ${en}`, `${change.address}\u00A0: ${fr}`);
}

const MADE: Readonly<Record<ObjectKind, Text>> = {
  mailbox: text('make the account', 'créer le compte'),
  shared: text('make the shared mailbox', 'créer la boîte partagée'),
  room: text('make the room', 'créer la salle'),
  equipment: text('make the equipment', 'créer l’équipement'),
  list: text('make the list', 'créer la liste'),
};

function making(kind: ObjectKind, { name }: Profile): Text {
  const { en, fr } = MADE[kind];
  return name === undefined ? MADE[kind] : text(`${en} "${name}"`, `${fr} «\u00A0${name}\u00A0»`);
}

const FIELDS: Readonly<Record<keyof Profile, Text>> = {
  name: text('name', 'nom affiché'),
  given: text('given name', 'prénom'),
  family: text('family name', 'nom'),
  title: text('title', 'fonction'),
  phone: text('phone', 'téléphone'),
  office: text('office', 'bureau'),
};

function describing(profile: Profile): Text {
  const parts = (Object.entries(profile) as [keyof Profile, string][]).map(([field, value]) => ({
    field: FIELDS[field],
    value,
  }));
  return text(
    `set ${parts.map(({ field, value }) => `${field.en} "${value}"`).join(', ')}`,
    `mettre ${parts.map(({ field, value }) => `${field.fr} «\u00A0${value}\u00A0»`).join(', ')}`,
  );
}

function booking({ booking: mode, capacity }: Extract<Change, { does: 'set-booking' }>): Text {
  const said = [
    ...(mode
      ? [
          mode === 'automatic'
            ? text('automatic booking', 'réservation automatique')
            : text('booking by its manager', 'réservation par son responsable'),
        ]
      : []),
    ...(capacity === undefined ? [] : [text(`${capacity} people`, `${capacity} personnes`)]),
  ];
  return text(`set ${said.map(({ en }) => en).join(', ')}`, `régler ${said.map(({ fr }) => fr).join(', ')}`);
}

function forwarding({ to, keepCopy, until }: Extract<Change, { does: 'forward' }>): Text {
  const copy = keepCopy ? text(' and keep a copy', ' et garder une copie') : text('', '');
  const { en, fr } = untilIn(until);
  return text(`send its mail on to ${to}${copy.en}${en}`, `renvoyer son courrier vers ${to}${copy.fr}${fr}`);
}

const untilIn = (until: string | undefined): Text =>
  until === undefined ? text('', '') : text(`, until ${until}`, `, jusqu’au ${until}`);
