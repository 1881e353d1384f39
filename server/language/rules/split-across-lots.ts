import type { Located } from '../../../grammar/tree.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { humanDay } from '../model/calendar/dates.ts';
import { setProperty } from '../model/editing/edits.ts';
import { keyOf } from '../model/names.ts';
import type { DefinitionPlace, PlanModel } from '../model/plan-model.ts';
import { defineRule, type FixEdit, type Found, plan, type Related } from './rule.ts';

/** A shared mailbox that moves on another day than somebody who opens it. Told once for each lot of the others. */
export const splitAcrossLots = defineRule({
  code: 'MP604',
  name: 'split-across-lots',
  severity: 'error',
  on: 'shared',
  why: {
    en: 'Access does not reach from one system to the other. Between the two days a shared mailbox and who opens it are apart, and its mail stays unread.',
    fr: 'Un accès ne passe pas d’un système à l’autre. Entre les deux jours, la boîte partagée et qui l’ouvre sont séparés, et son courrier reste sans lecteur.',
  },
  bad: plan`
    domain a.example
    domain b.example
    lot first { date 2025-01-20; domain a.example }
    lot second { date 2025-02-03; domain b.example }
    mailbox anna@b.example "Anna"
    shared contact@a.example "Contact" { access ⟦anna@b.example⟧ full }`,
  good: plan`
    domain a.example
    domain b.example
    lot first { date 2025-01-20; domain a.example }
    lot second { date 2025-02-03; domain b.example }
    mailbox anna@b.example "Anna"
    shared contact@a.example "Contact" { lot second; access anna@b.example full }`,
  check(shared, { model }): readonly Found<Data>[] | undefined {
    if (shared.has.access.length === 0 || !model.hasAny('lot')) return undefined;
    const lot = lotOf(shared, model);
    const apart = lot === undefined ? [] : peopleIn(shared, model, (other) => other !== lot);
    const own = apart.length > 0 ? moveOf(lot, model) : undefined;
    return (
      own &&
      [...Map.groupBy(apart, (person) => person.lot)].flatMap(([other, people]) =>
        told(shared, own, moveOf(other, model), people, model),
      )
    );
  },
  message: {
    en: ({ shared, lot, date, who, more, otherLot, otherDate }) =>
      `${shared} moves with lot ${lot} on ${humanDay(date, 'en')}, ${who}${more > 0 ? ` (and ${more} more)` : ''} who opens it with lot ${otherLot} on ${humanDay(otherDate, 'en')}; move them together`,
    fr: ({ shared, lot, date, who, more, otherLot, otherDate }) =>
      `${shared} part avec le lot ${lot} le ${humanDay(date, 'fr')}, ${who}${more > 0 ? ` (et ${more} de plus)` : ''} qui l’ouvre avec le lot ${otherLot} le ${humanDay(otherDate, 'fr')}\u00A0; faites-les partir ensemble`,
  },
  fixes: [
    {
      title: {
        en: ({ shared, otherLot }) => `Move ${shared} with lot ${otherLot}`,
        fr: ({ shared, otherLot }) => `Faire partir ${shared} avec le lot ${otherLot}`,
      },
      edits({ otherLot, isTogether }, { block }): FixEdit[] | undefined {
        const { declaration } = block.facts;
        if (!isTogether || declaration?.declares !== 'shared') return undefined;
        return [setProperty(block, declaration, declaration.has.lot, `lot ${otherLot}`)];
      },
    },
    {
      title: {
        en: ({ who, more, lot }) => `Move ${more > 0 ? `those ${more + 1} people` : who} with lot ${lot}`,
        fr: ({ who, more, lot }) =>
          `Faire partir ${more > 0 ? `ces ${more + 1} personnes` : who} avec le lot ${lot}`,
      },
      edits({ lot, otherLot }, { block }, model): FixEdit[] | undefined {
        const { declaration } = block.facts;
        if (declaration?.declares !== 'shared') return undefined;
        const people = peopleIn(declaration, model, (other) => other === otherLot);
        return people.flatMap(({ who }) => {
          const place = placeOf(who, model);
          const mailbox = place?.block.facts.declaration;
          return place && mailbox?.declares === 'mailbox'
            ? [setProperty(place.block, mailbox, mailbox.has.lot, `lot ${lot}`)]
            : [];
        });
      },
    },
  ],
});

interface Move {
  readonly lot: string;
  readonly date: string;
}

interface Data extends Move {
  readonly shared: string;
  readonly who: string;
  /** How many more are in the other lot. */
  readonly more: number;
  readonly otherLot: string;
  readonly otherDate: string;
  /** Whether all who open it are in that lot. */
  readonly isTogether: boolean;
}

interface Person {
  readonly who: Located<string>;
  readonly lot: string;
}

type Mailbox = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;

/** The people who open a shared mailbox and whose lot is wanted, each once, in the order in which they are named. */
function peopleIn(
  { has }: DeclarationOf<'shared'>,
  model: PlanModel,
  isWanted: (lot: string) => boolean,
): Person[] {
  const people = new Map<string, Person>();
  for (const { value } of has.access) {
    const { who } = value;
    if (!who) continue;
    const key = keyOf('address', who.value);
    const mailbox = model.declarationOf(key);
    if (mailbox?.declares !== 'mailbox' || keyOf('address', mailbox.address.value) !== key) continue;
    const lot = lotOf(mailbox, model);
    if (lot !== undefined && isWanted(lot) && !people.has(key)) people.set(key, { who, lot });
  }
  return [...people.values()];
}

/** The one lot that moves a mailbox; nothing where the plan is at fault, which is told elsewhere. */
function lotOf(mailbox: Mailbox, model: PlanModel): string | undefined {
  const lots = model.lotsOf(mailbox);
  return lots.length === 1 ? lots[0] : undefined;
}

function moveOf(lot: string | undefined, model: PlanModel): Move | undefined {
  const date = lot === undefined ? undefined : model.declared('lot', lot)?.has.date?.value;
  return lot === undefined || date === undefined ? undefined : { lot, date };
}

function told(
  shared: DeclarationOf<'shared'>,
  own: Move,
  other: Move | undefined,
  people: readonly Person[],
  model: PlanModel,
): Found<Data>[] {
  const [first] = people;
  if (!first || !other || other.date === own.date) return [];
  const data: Data = {
    shared: shared.address.value,
    ...own,
    who: first.who.value,
    more: people.length - 1,
    otherLot: other.lot,
    otherDate: other.date,
    isTogether: peopleIn(shared, model, () => true).length === people.length,
  };
  return [{ at: first.who, data, related: people.flatMap(({ who }) => relatedTo(placeOf(who, model))) }];
}

const placeOf = (who: Located<string>, model: PlanModel): DefinitionPlace | undefined =>
  model.definitionsOf(keyOf('address', who.value))[0];

const relatedTo = (place: DefinitionPlace | undefined): Related[] =>
  place
    ? [
        {
          place: { block: place.block, span: place.definition },
          what: { en: 'who opens it is declared here', fr: 'qui l’ouvre est déclaré ici' },
        },
      ]
    : [];
