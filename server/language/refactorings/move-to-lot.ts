/** Moves mailboxes, or a domain, to another lot: by a `lot` of their own, or without one where that is what they had without it. */
import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';
import { removeItem, removeProperties, setProperty, type TextEdit } from '../model/editing/edits.ts';
import { keyOf } from '../model/names.ts';
import type { Block, Place } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import type { Offer, PlanChange, Refactoring, Selection } from './refactoring.ts';

/** As many lots are offered, those nearest in time: who wants another writes its name, which is completed. */
const MOST = 8;

type Moved = DeclarationOf<'mailbox'> | DeclarationOf<'shared'> | DeclarationOf<'resource'>;
type Movable = Moved | DeclarationOf<'domain'>;

interface Chosen {
  readonly block: Block;
  readonly declaration: Movable;
}

export const moveToLot: Refactoring = {
  name: 'move-to-lot',
  kind: 'move',
  offers({ blocks, model }: Selection): Offer[] {
    const chosen = chosenOf(blocks);
    const [first] = chosen;
    if (!first) return [];
    const now = new Set(chosen.flatMap(({ declaration }) => lotsOf(declaration, model)));
    const isAllIn = (lot: string): boolean => now.size === 1 && now.has(lot);
    const from = [...now].map((lot) => dayOf(lot, model)).sort()[0] ?? '';
    return lotsByNearness(model, from)
      .filter((lot) => !isAllIn(lot))
      .slice(0, MOST)
      .map((lot) => offer(lot, chosen, model));
  },
};

/** Mailboxes where there are any: a domain among them is only where they stand. */
function chosenOf(blocks: readonly Block[]): readonly Chosen[] {
  const all = blocks.flatMap((block) => {
    const { declaration } = block.facts;
    return isMovable(declaration) ? [{ block, declaration }] : [];
  });
  const mailboxes = all.filter(({ declaration }) => declaration.declares !== 'domain');
  return mailboxes.length > 0 ? mailboxes : all;
}

function isMovable(declaration: Declaration | undefined): declaration is Movable {
  switch (declaration?.declares) {
    case 'mailbox':
    case 'shared':
    case 'resource':
    case 'domain':
      return true;
    default:
      return false;
  }
}

const lotsOf = (moved: Movable, model: PlanModel): readonly string[] =>
  moved.declares === 'domain'
    ? model.placementOf(`@${moved.name.value}`, moved.has.unit?.value).lots
    : model.lotsOf(moved);

const dayOf = (lot: string, model: PlanModel): string => model.declared('lot', lot)?.has.date?.value ?? '';

function lotsByNearness(model: PlanModel, from: string): string[] {
  const distance = (lot: string): number => {
    const days = Date.parse(dayOf(lot, model)) - Date.parse(from);
    return Number.isNaN(days) ? Number.POSITIVE_INFINITY : Math.abs(days);
  };
  const lots = [...model.namesBeside('lot', '')].map((lot) => ({ lot, far: distance(lot) }));
  const isEarlier = (one: string, other: string): number => (one < other ? -1 : 1);
  return lots
    .sort((one, other) =>
      one.far === other.far ? isEarlier(dayOf(one.lot, model), dayOf(other.lot, model)) : one.far - other.far,
    )
    .map(({ lot }) => lot);
}

function offer(lot: string, chosen: readonly Chosen[], model: PlanModel): Offer {
  const day = dayOf(lot, model);
  const named = day === '' ? lot : `${lot} (${day})`;
  const count = chosen.length;
  return {
    key: lot,
    title: {
      en: count > 1 ? `Move all ${count} to lot ${named}` : `Move to lot ${named}`,
      fr: count > 1 ? `Déplacer les ${count} dans le lot ${named}` : `Déplacer dans le lot ${named}`,
    },
    change: () => moved(lot, chosen, model),
  };
}

/** Of a list that names several of them one edit would take another's comma: then it stays, and a lot of their own counts before it. */
function moved(lot: string, chosen: readonly Chosen[], model: PlanModel): PlanChange {
  const [only, ...more] = chosen;
  if (!only || more.length > 0)
    return { edits: chosen.flatMap((one) => named(lot, one, listingsOf(one, model), model)) };
  const listings = listingsOf(only, model);
  const going = listings.filter((listing) => listing.lot !== lot);
  const staying = listings.filter((listing) => listing.lot === lot);
  return { edits: [...going.flatMap(removeItem), ...named(lot, only, staying, model)] };
}

interface Listing extends Place {
  readonly lot: string;
}

/** Where lots list it by its own name. */
function listingsOf({ declaration }: Chosen, model: PlanModel): Listing[] {
  const key =
    declaration.declares === 'domain'
      ? keyOf('assigned-domain', declaration.name.value)
      : keyOf('assigned-address', declaration.address.value);
  return model.definitionsOf(key).flatMap(({ block, definition: { start, end } }) => {
    const listing = block.facts.declaration;
    return listing?.declares === 'lot' ? [{ block, span: { start, end }, lot: listing.name.value }] : [];
  });
}

function named(
  lot: string,
  { block, declaration }: Chosen,
  listings: readonly Listing[],
  model: PlanModel,
): readonly TextEdit[] {
  const { has } = declaration;
  if (!isThereWithout(lot, declaration, listings, model))
    return [setProperty(block, declaration, has.lot, `lot ${lot}`)];
  return has.lot ? removeProperties(block, LOT) : [];
}

const LOT: ReadonlySet<string> = new Set(['lot']);

/** Whether it is in the lot without naming it. */
function isThereWithout(
  lot: string,
  declaration: Movable,
  listings: readonly Listing[],
  model: PlanModel,
): boolean {
  if (listings.length > 0) return listings.every((listing) => listing.lot === lot);
  if (declaration.declares === 'domain') return false;
  const { unit } = declaration.has;
  const { lots } = model.placementOf(declaration.address.value, unit?.value);
  return lots.length === 1 && lots[0] === lot;
}
