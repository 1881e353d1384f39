/** The facts of every kind of endpoint, as shipped and as a plan has them. */
import type { EndpointKind } from '../../../grammar/vocabulary.ts';
import { ARCHIVE } from './archive.ts';
import { BLUEMIND } from './bluemind.ts';
import { CYRUS } from './cyrus.ts';
import { DOVECOT } from './dovecot.ts';
import type { FactName, Facts, KindFacts, OwnFacts } from './facts.ts';
import { IMAP } from './imap.ts';
import { MICROSOFT365 } from './microsoft365.ts';

export const KIND_FACTS: Readonly<Record<EndpointKind, KindFacts>> = {
  imap: IMAP,
  cyrus: CYRUS,
  dovecot: DOVECOT,
  microsoft365: MICROSOFT365,
  bluemind: BLUEMIND,
  archive: ARCHIVE,
};

/** The facts that a plan brings itself, by kind. */
export type FactOverrides = Readonly<Partial<Record<EndpointKind, OwnFacts>>>;

/** All facts of a kind: the plan's own before the shipped ones. */
export function factsOfKind(kind: EndpointKind, own?: OwnFacts): Facts {
  const shipped: Facts = Object.assign({}, ...KIND_FACTS[kind].map(({ facts }) => facts));
  if (!own) return shipped;
  const without = new Set<string>(own.without);
  const all = Object.entries({ ...shipped, ...own.facts });
  return Object.fromEntries(all.filter(([name]) => !without.has(name)));
}

/** Which shipped group a fact of a kind is from. */
export const groupOf = (kind: EndpointKind, name: FactName) =>
  KIND_FACTS[kind].find(({ facts }) => facts[name] !== undefined);

/** What the systems of a kind are called in a sentence. */
export const SYSTEMS: Readonly<Record<EndpointKind, Readonly<Record<'en' | 'fr', string>>>> = {
  imap: { en: 'an IMAP server', fr: 'un serveur IMAP' },
  cyrus: { en: 'Cyrus', fr: 'Cyrus' },
  dovecot: { en: 'Dovecot', fr: 'Dovecot' },
  microsoft365: { en: 'Microsoft 365', fr: 'Microsoft 365' },
  bluemind: { en: 'BlueMind', fr: 'BlueMind' },
  archive: { en: 'an archive', fr: 'une archive' },
};
