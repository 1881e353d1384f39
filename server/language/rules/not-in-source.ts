import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { humanDay } from '../model/calendar/dates.ts';
import { addProperty, removeProperties } from '../model/editing/edits.ts';
import { comparedDomain, domainOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { humanNumber, humanSize } from '../model/words/quantities.ts';
import { defineRule, type Found, plan } from './rule.ts';

/**
 * A mailbox that the inventory does not know under any of its addresses, and that is not said to be new; or one that is
 * said to be new and has mail. Where one of its domains has no inventory, nothing is known and nothing said.
 */
export const notInSource = defineRule({
  code: 'MP902',
  name: 'not-in-source',
  variants: { 'new-in-source': 'warning' },
  severity: 'warning',
  on: ['mailbox', 'shared'],
  why: {
    en: 'A mailbox that the source has not is misspelt or has another name there. On the day it opens empty, and its mail stays behind.',
    fr: 'Une boîte que la source n’a pas est mal écrite ou porte là-bas un autre nom. Le jour dit elle s’ouvre vide, et son courrier reste derrière.',
  },
  bad: plan`
    domain a.example
    mailbox ⟦ana@a.example⟧ "Anna"
    drop anna@a.example "the same person"
    # inventory: anna@a.example 3.2 GB`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    mailbox lea@a.example "Léa" { new }
    # inventory: anna@a.example 3.2 GB`,
  check(mailbox, { model }): Found<Data> | undefined {
    const { address, has } = mailbox;
    const held = model.heldBy(mailbox);
    if (!held) return has.new ? undefined : missing(mailbox, model, model.sourceAddressOf(mailbox));
    if (!has.new || held.messages === 0) return undefined;
    const { messages, bytes } = held;
    const source = model.sourceAddressOf(mailbox);
    return {
      at: has.new,
      data: { variant: 'new-in-source', address: address.value, source, messages, bytes, taken: '' },
    };
  },
  message: {
    en: ({ variant, address, source, messages, bytes, taken }) =>
      variant
        ? `${address} is said to be new, and the source has ${source} with ${humanNumber(messages, 'en')} messages (${humanSize(bytes, 'en')}); they would stay behind: take new out`
        : `the source had no ${source} on ${humanDay(taken, 'en')}; correct the address, write its old one (was), or say that it is new`,
    fr: ({ variant, address, source, messages, bytes, taken }) =>
      variant
        ? `${address} est dite nouvelle, et la source a ${source} avec ${humanNumber(messages, 'fr')} messages (${humanSize(bytes, 'fr')})\u00A0; ils resteraient là-bas\u00A0: retirez new`
        : `la source n’avait pas de ${source} le ${humanDay(taken, 'fr')}\u00A0; corrigez l’adresse, écrivez l’ancienne (was), ou dites qu’elle est nouvelle (new)`,
  },
  fixes: [
    {
      title: {
        en: ({ address }) => `Say that ${address} is new`,
        fr: ({ address }) => `Dire que ${address} est nouvelle`,
      },
      edits({ variant }, { block }) {
        const { declaration } = block.facts;
        return declaration && !variant ? [addProperty(block, declaration, 'new')] : undefined;
      },
    },
    {
      title: { en: () => 'Take new out, and copy its mail', fr: () => 'Retirer new, et copier son courrier' },
      edits: ({ variant }, { block }) => (variant ? removeProperties(block, NEW) : undefined),
    },
  ],
});

const NEW: ReadonlySet<string> = new Set(['new']);

type Mailbox = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;

interface Data {
  readonly variant?: 'new-in-source';
  readonly address: string;
  /** The address it would have at the source. */
  readonly source: string;
  readonly messages: number;
  readonly bytes: number;
  /** The day of the inventory. */
  readonly taken: string;
}

function missing({ address, has }: Mailbox, model: PlanModel, source: string): Found<Data> | undefined {
  const inventory = model.domainInventory(domainOf(source));
  if (!inventory) return undefined;
  const olds = model.declared('domain', domainOf(address.value))?.has.was ?? [];
  const domains = [
    ...olds.map(({ value }) => comparedDomain(value)),
    ...has.was.map(({ value }) => domainOf(value)),
  ];
  if (domains.some((domain) => !model.domainInventory(domain))) return undefined;
  const { taken } = inventory;
  return { at: address, data: { address: address.value, source, messages: 0, bytes: 0, taken } };
}
