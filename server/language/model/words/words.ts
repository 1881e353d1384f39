/** What the things of a plan are called in messages, in the languages the messages are in. */
import type { DefinedAs } from '../block-facts.ts';
import type { Namespace } from '../names.ts';

type Words = Readonly<Record<'en' | 'fr', string>>;

/** A kind of thing before its name: `licence E1`, `la licence E1`. */
export const KINDS: Readonly<Partial<Record<Namespace, Words>>> = {
  endpoint: { en: 'endpoint', fr: 'le point d’accès' },
  licence: { en: 'licence', fr: 'la licence' },
  unit: { en: 'unit', fr: 'l’unité' },
  timeline: { en: 'timeline', fr: 'le calendrier' },
  lot: { en: 'lot', fr: 'le lot' },
  domain: { en: 'domain', fr: 'le domaine' },
  template: { en: 'template', fr: 'le modèle' },
};

/** What an address was declared as, to stand after "is" and "est". */
const ADDRESS_ROLES: Readonly<Partial<Record<DefinedAs, Words>>> = {
  mailbox: { en: 'a personal mailbox', fr: 'une boîte personnelle' },
  shared: { en: 'a shared mailbox', fr: 'une boîte partagée' },
  resource: { en: 'a resource', fr: 'une ressource' },
  list: { en: 'a list', fr: 'une liste' },
  alias: { en: 'an alias', fr: 'un alias' },
  forward: { en: 'a forward', fr: 'une redirection' },
  drop: { en: 'an address that is dropped', fr: 'une adresse abandonnée' },
  was: { en: 'an old address', fr: 'une ancienne adresse' },
};

export const addressRole = (as: DefinedAs, locale: 'en' | 'fr'): string => ADDRESS_ROLES[as]?.[locale] ?? as;

/** `one mailbox`-style counts: `1 mailbox`, `12 mailboxes`; `1 unité`, `12 unités`. */
export function counted(count: number, of: 'mailboxes' | 'units', locale: 'en' | 'fr'): string {
  const isOne = locale === 'fr' ? count < 2 : count === 1;
  const words = {
    mailboxes: { en: ['mailbox', 'mailboxes'], fr: ['boîte', 'boîtes'] },
    units: { en: ['unit', 'units'], fr: ['unité', 'unités'] },
  } as const;
  return `${count} ${words[of][locale][isOne ? 0 : 1]}`;
}
