import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Definition } from '../model/block-facts.ts';
import { addProperty } from '../model/editing/edits.ts';
import { keyOf, type Namespace, namespaceOf } from '../model/names.ts';
import type { Block } from '../model/plan-document.ts';
import type { DefinitionPlace, PlanModel } from '../model/plan-model.ts';
import { defineRule, type Found, plan, type Related } from './rule.ts';

/**
 * A mailbox that no lot moves, or a name in the lists of two. The nearer list counts (a mailbox's before its domain's
 * before its unit's), so that only two lists of one kind, or a domain's own `lot` beside a list, contradict each other.
 */
export const oneLot = defineRule({
  code: 'MP701',
  name: 'one-lot',
  variants: { 'mailbox-in-no-lot': 'error', 'mailbox-in-two-lots': 'error' },
  severity: 'error',
  on: ['mailbox', 'shared', 'resource', 'definition', 'domain'],
  why: {
    en: 'A mailbox in no lot is forgotten on the day; one in two lots is moved when half of its people think it is not yet their turn.',
    fr: 'Une boîte dans aucun lot est oubliée le jour dit\u00A0; dans deux lots, elle part quand la moitié des gens pensent que ce n’est pas leur tour.',
  },
  bad: plan`
    domain a.example
    domain b.example
    lot first { date 2025-01-20; domain a.example }
    mailbox anna@a.example "Anna"
    mailbox ⟦jean@b.example⟧ "Jean"`,
  good: plan`
    domain a.example
    domain b.example
    lot first { date 2025-01-20; domain a.example }
    lot second { date 2025-02-03; domain b.example }
    mailbox anna@a.example "Anna"
    mailbox jean@b.example "Jean"`,
  check(subject, { model, block }): Found<Data> | undefined {
    if ('key' in subject) return listedTwice(subject, block, model);
    return subject.declares === 'domain' ? namedAndListed(subject, model) : inNoLot(subject, model);
  },
  message: {
    en: ({ variant, kind, name, lot, other }) =>
      variant === IN_TWO
        ? `${kind} ${name} is in two lots, ${other} and ${lot}; take it out of one`
        : `no lot moves ${name}; put it, its domain or its unit in one`,
    fr: ({ variant, kind, name, lot, other }) =>
      variant === IN_TWO
        ? `${FRENCH[kind]} ${name} est dans deux lots, ${other} et ${lot}\u00A0; retirez-${kind === 'domain' ? 'le' : 'la'} de l’un`
        : `aucun lot ne migre ${name}\u00A0; mettez cette boîte, son domaine ou son unité dans un lot`,
  },
  fixes: [
    {
      title: {
        en: (_, model) => `Put it in the last lot, ${lastLot(model)}`,
        fr: (_, model) => `La mettre dans le dernier lot, ${lastLot(model)}`,
      },
      edits({ variant }, { block }, model) {
        const { declaration } = block.facts;
        const lot = variant === IN_TWO ? undefined : lastLot(model);
        return declaration && lot !== undefined ? [addProperty(block, declaration, `lot ${lot}`)] : undefined;
      },
    },
  ],
});

const IN_TWO = 'mailbox-in-two-lots';

type Kind = 'mailbox' | 'domain' | 'unit';

interface Data {
  readonly variant: 'mailbox-in-no-lot' | typeof IN_TWO;
  readonly kind: Kind;
  readonly name: string;
  readonly lot: string;
  readonly other: string;
}

/** A name in a lot's list that an earlier lot's list has too. */
function listedTwice(listed: Definition, block: Block, model: PlanModel): Found<Data> | undefined {
  const kind = ASSIGNED[namespaceOf(listed.key)];
  const { declaration } = block.facts;
  if (!kind || declaration?.declares !== 'lot') return undefined;
  const [first] = model.definitionsOf(listed.key);
  const other = lotOf(first);
  const lot = declaration.name.value;
  if (!first || other === undefined || other === lot) return undefined;
  const name = block.text.slice(listed.start, listed.end);
  return { at: listed, data: { variant: IN_TWO, kind, name, lot, other }, related: [listedAt(first, other)] };
}

/** A domain that names its lot, in the list of another. */
function namedAndListed({ name, has }: DeclarationOf<'domain'>, model: PlanModel): Found<Data> | undefined {
  const { lot } = has;
  const first = lot && otherListOf(name.value, lot.value, model);
  const other = lotOf(first);
  if (!lot || !first || other === undefined) return undefined;
  const data: Data = { variant: IN_TWO, kind: 'domain', name: name.value, lot: lot.value, other };
  return { at: lot, data, related: [listedAt(first, other)] };
}

/** A mailbox that no list reaches; one in an undeclared domain is told as that. */
function inNoLot(
  mailbox: DeclarationOf<'mailbox'> | DeclarationOf<'shared'> | DeclarationOf<'resource'>,
  model: PlanModel,
): Found<Data> | undefined {
  if (!model.hasAny('lot') || model.lotsOf(mailbox).length > 0) return undefined;
  const { address, has } = mailbox;
  if (model.placementOf(address.value, has.unit?.value).domain === undefined) return undefined;
  return {
    at: address,
    data: { variant: 'mailbox-in-no-lot', kind: 'mailbox', name: address.value, lot: '', other: '' },
  };
}

const ASSIGNED: Readonly<Partial<Record<Namespace, Kind>>> = {
  'assigned-address': 'mailbox',
  'assigned-domain': 'domain',
  'assigned-unit': 'unit',
};

const FRENCH: Readonly<Record<Kind, string>> = { mailbox: 'la boîte', domain: 'le domaine', unit: 'l’unité' };

/** The lot in whose list a name stands. */
function lotOf(place: DefinitionPlace | undefined): string | undefined {
  const declaration = place?.block.facts.declaration;
  return declaration?.declares === 'lot' ? declaration.name.value : undefined;
}

const otherListOf = (domain: string, lot: string, model: PlanModel): DefinitionPlace | undefined =>
  model.definitionsOf(keyOf('assigned-domain', domain)).find((place) => lotOf(place) !== lot);

const listedAt = ({ block, definition }: DefinitionPlace, lot: string): Related => ({
  place: { block, span: definition },
  what: { en: `lot ${lot} has it here`, fr: `le lot ${lot} l’a ici` },
});

/** The lot of the latest day: who was forgotten goes with the last. */
function lastLot(model: PlanModel): string | undefined {
  const lots = [...model.namesBeside('lot', '')].map((name) => ({
    name,
    day: model.declared('lot', name)?.has.date?.value ?? '',
  }));
  return lots.sort((a, b) => (a.day === b.day ? (a.name < b.name ? -1 : 1) : a.day < b.day ? -1 : 1)).at(-1)
    ?.name;
}
