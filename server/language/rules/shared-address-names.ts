import { isAmong } from '../model/addresses/function-names.ts';
import { localPartOf } from '../model/names.ts';
import { defineRule, type Locale, plan } from './rule.ts';

/** A shared mailbox whose name is none of those that `shared-address` lists. */
export const sharedAddressNames = defineRule({
  code: 'MP206',
  name: 'shared-address-names',
  severity: 'warning',
  on: 'shared',
  why: {
    en: 'Shared mailboxes that have the same names everywhere are found without asking, and none of them is taken for a person’s.',
    fr: 'Des boîtes partagées qui ont partout les mêmes noms se trouvent sans demander, et aucune ne passe pour celle de quelqu’un.',
  },
  bad: plan`
    policy { shared-address contact, "accueil.*" }
    domain a.example
    mailbox anna@a.example "Anna"
    shared ⟦desk@a.example⟧ "Desk" { access anna@a.example full }`,
  good: plan`
    policy { shared-address contact, "accueil.*" }
    domain a.example
    mailbox anna@a.example "Anna"
    shared contact@a.example "Contact" { access anna@a.example full }
    shared accueil.nord@a.example "Accueil nord" { access anna@a.example full }`,
  check(shared, { model }) {
    const { shared: names } = model.namingOf(shared);
    const { address } = shared;
    if (names.length === 0 || isAmong(names, localPartOf(address.value))) return undefined;
    return { at: address, data: { local: localPartOf(address.value), names } };
  },
  message: {
    en: ({ local, names }) =>
      `shared mailboxes are called ${listed(names, 'en')} here, not ${local}; rename it, or add the name to shared-address`,
    fr: ({ local, names }) =>
      `ici les boîtes partagées s’appellent ${listed(names, 'fr')}, pas ${local}\u00A0; renommez-la, ou ajoutez ce nom à shared-address`,
  },
});

/** As many names as a message holds. */
const MOST = 6;

function listed(names: readonly string[], locale: Locale): string {
  const shown = names.slice(0, MOST).join(', ');
  const more = names.length - MOST;
  if (more <= 0) return shown;
  const others = more === 1 ? 'autre nom' : 'autres noms';
  return locale === 'fr' ? `${shown} (et ${more} ${others})` : `${shown} (and ${more} more)`;
}
