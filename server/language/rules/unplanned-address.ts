import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { asDropped, asMailbox, asShared, inNewDomain, ownerFor } from '../model/addresses/dispositions.ts';
import { humanDay } from '../model/calendar/dates.ts';
import { addBelow } from '../model/editing/edits.ts';
import type { InventoryEntry } from '../model/inventory.ts';
import type { Block } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { humanNumber, humanSize } from '../model/words/quantities.ts';
import { defineRule, type Fix, type FixEdit, type Found, type Locale, plan } from './rule.ts';

/** Up to so many of a domain are told one by one; more are told together, and a fix writes the list to go through. */
const ONE_BY_ONE = 20;

/** As many of a long list as a message names: those that hold most. */
const NAMED = 3;

/**
 * Addresses that the source has in a domain of the plan and that the plan does not name. They are told at the domain: each
 * with its own ways out, or, where there are many, all at once, since nobody reads hundreds of lines about one domain.
 */
export const unplannedAddress = defineRule({
  code: 'MP901',
  name: 'unplanned-address',
  severity: 'error',
  on: 'domain',
  why: {
    en: 'An address that nobody decided about is cut off on the day, with all its mail. Somebody still reads it.',
    fr: 'Une adresse dont personne n’a décidé est coupée le jour dit, avec tout son courrier. Quelqu’un la lit encore.',
  },
  bad: plan`
    licence E1 { quota 50 GB }
    domain ⟦a.example⟧
    mailbox jean.dupont@a.example E1 "Jean Dupont"
    # inventory: jean.dupont@a.example 3.2 GB
    # inventory: jean.dupond@a.example 63.2 MB, 1204 messages, newest 2024-01-02`,
  good: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox jean.dupont@a.example E1 "Jean Dupont" { alias jean.dupond@a.example }
    drop accueil@a.example "nothing since 2021-03-04"
    # inventory: jean.dupont@a.example 3.2 GB
    # inventory: jean.dupond@a.example 63.2 MB
    # inventory: accueil@a.example 1 MB, newest 2021-03-04`,
  check(domain, { model }): readonly Found<Data>[] | undefined {
    const unplanned = model.unplannedIn(domain);
    if (unplanned.length === 0) return undefined;
    const name = domain.name.value;
    if (unplanned.length > ONE_BY_ONE)
      return [{ at: domain.name, data: { domain: name, ...together(unplanned, model) } }];
    return unplanned.map((address) => {
      const { bytes = 0, messages = 0, newest } = model.inventoryOf(address) ?? {};
      const found = { domain: name, count: 1, bytes, messages, named: [address] };
      return { at: domain.name, data: newest === undefined ? found : { ...found, newest } };
    });
  },
  message: {
    en: (found) =>
      found.count === 1
        ? `${found.named[0]} is in the source (${heldIn(found, 'en')}) and not in the plan; keep it, make it an alias, share it, or drop it with a reason`
        : `the source has ${humanNumber(found.count, 'en')} addresses of ${found.domain} that the plan does not name, ${humanSize(found.bytes, 'en')} in all, most in ${found.named.join(', ')}; keep, share or drop each, or make it an alias`,
    fr: (found) =>
      found.count === 1
        ? `${found.named[0]} est à la source (${heldIn(found, 'fr')}) et pas dans le plan\u00A0; gardez-la, faites-en un alias, partagez-la, ou abandonnez-la avec une raison`
        : `la source a ${humanNumber(found.count, 'fr')} adresses de ${found.domain} que le plan ne nomme pas, ${humanSize(found.bytes, 'fr')} en tout, surtout dans ${found.named.join(', ')}\u00A0; gardez, partagez ou abandonnez chacune, ou faites-en un alias`,
  },
  fixes: [
    way(
      {
        en: (what) => `Keep ${what} as a mailbox`,
        fr: (what) => `Garder ${what} comme boîte personnelle`,
      },
      asMailbox,
      'new',
    ),
    {
      title: {
        en: (found, model) => `Make ${found.named[0]} an alias of ${aliasFor(found, model)?.owner}`,
        fr: (found, model) => `Faire de ${found.named[0]} un alias de ${aliasFor(found, model)?.owner}`,
      },
      edits(found, { block }, model): FixEdit[] | undefined {
        const alias = aliasFor(found, model);
        return alias && [addBelow(block, `alias ${alias.planned} -> ${alias.owner}`)];
      },
    },
    way({ en: (what) => `Share ${what}`, fr: (what) => `Partager ${what}` }, asShared, 'new'),
    way(
      { en: (what) => `Drop ${what}, with a reason`, fr: (what) => `Abandonner ${what}, avec une raison` },
      asDropped,
      'old',
    ),
  ],
});

interface Data {
  readonly domain: string;
  readonly count: number;
  readonly bytes: number;
  readonly messages: number;
  readonly newest?: string;
  /** The address, or of many those that hold most. */
  readonly named: readonly string[];
}

function together(unplanned: readonly string[], model: PlanModel): Omit<Data, 'domain'> {
  const held = unplanned.map((address) => ({ address, ...(model.inventoryOf(address) ?? EMPTY) }));
  const most = held.toSorted((a, b) => b.bytes - a.bytes || (a.address < b.address ? -1 : 1));
  return {
    count: unplanned.length,
    bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
    messages: held.reduce((sum, { messages }) => sum + messages, 0),
    named: most.slice(0, NAMED).map(({ address }) => address),
  };
}

const EMPTY = { bytes: 0, messages: 0 } as const;

/** `1,204 messages, 63.2 MB, the newest of 2024-01-02`. */
function heldIn({ bytes, messages, newest }: Data, locale: Locale): string {
  const what = `${humanNumber(messages, locale)} message${messages === 1 || (locale === 'fr' && messages === 0) ? '' : 's'}, ${humanSize(bytes, locale)}`;
  if (newest === undefined) return what;
  return `${what}, ${locale === 'fr' ? 'le dernier du' : 'the newest of'} ${humanDay(newest, locale)}`;
}

type Write = (address: string, held: InventoryEntry | undefined, model: PlanModel) => string;

/** A way out for one address, or for all of a domain: a declaration for each, below the domain's. */
function way(title: Record<Locale, (what: string) => string>, write: Write, named: 'new' | 'old'): Fix<Data> {
  return {
    title: {
      en: (found) => title.en(subject(found, 'en')),
      fr: (found) => title.fr(subject(found, 'fr')),
    },
    edits({ count, named: addresses }, { block }, model) {
      const domain = domainIn(block);
      if (!domain) return undefined;
      const all = count === 1 ? addresses : model.unplannedIn(domain);
      const lines = all.map((address) => {
        const planned = named === 'old' ? address : inNewDomain(address, domain.name.value, oldNames(domain));
        return write(planned, model.inventoryOf(address), model);
      });
      return [addBelow(block, lines.join('\n'))];
    },
  };
}

const subject = ({ count, named: [first = ''] }: Data, locale: Locale): string => {
  if (count === 1) return first;
  return locale === 'fr'
    ? `chacune de ces ${humanNumber(count, 'fr')} adresses`
    : `each of these ${humanNumber(count, 'en')} addresses`;
};

/** One address as it will be called, and whose alias it can be. */
function aliasFor(
  { domain: name, count, named: [address = ''] }: Data,
  model: PlanModel,
): { planned: string; owner: string } | undefined {
  const domain = model.declared('domain', name);
  if (!domain || count > 1) return undefined;
  const planned = inNewDomain(address, domain.name.value, oldNames(domain));
  const owner = ownerFor(planned, model);
  return owner === undefined ? undefined : { planned, owner };
}

const domainIn = ({ facts: { declaration } }: Block): DeclarationOf<'domain'> | undefined =>
  declaration?.declares === 'domain' ? declaration : undefined;

const oldNames = ({ has }: DeclarationOf<'domain'>): string[] => has.was.map(({ value }) => value);
