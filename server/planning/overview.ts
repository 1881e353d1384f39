/**
 * What a plan means, in numbers: its lots, units, domains and licences with what each moves, costs and takes; what becomes of
 * what the source holds. For `show`, and for people.
 */
import type { Money } from '../../grammar/shapes.ts';
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { Analysis } from '../language/analysis.ts';
import type { LocalTime } from '../language/model/calendar/dates.ts';
import { durationOf } from '../language/model/calendar/lot-duration.ts';
import { costAt, costOf, type MonthlyCost, sumOf } from '../language/model/costs/costs.ts';
import { type LicenceShare, sharesOfPlan, sharesOfUnit } from '../language/model/costs/shares.ts';
import type { Totals } from '../language/model/totals.ts';
import { type Fates, fatesOf } from './fates.ts';

export interface Part {
  readonly name: string;
  readonly title: string;
  readonly mailboxes: number;
  readonly shared: number;
  readonly messages: number;
  readonly bytes: number;
  /** Mailboxes that nothing has come to for as long as the policy says. */
  readonly inactive: number;
  readonly licences: Readonly<Record<string, number>>;
  readonly cost: readonly MonthlyCost[];
}

export interface LotPart extends Part {
  readonly date: string;
  readonly pilot: boolean;
  readonly units: number;
  /** Where an endpoint has a rate: how long the copy takes at least, in seconds, and when it ends where that is known. */
  readonly copy?: { readonly seconds: number; readonly span: number; readonly end?: LocalTime };
}

export interface UnitPart extends Part {
  readonly shares: readonly LicenceShare[];
}

export interface LicencePart {
  readonly name: string;
  readonly title: string;
  readonly mailboxes: number;
  readonly price?: Money;
  readonly seats?: number;
  readonly cost: readonly MonthlyCost[];
}

/** What an endpoint that mail is taken from costs, as its `price` says, and when its contract ends. */
export interface SourcePart {
  readonly name: string;
  readonly seats: number;
  readonly cost?: MonthlyCost;
  readonly until?: string;
}

export interface Overview {
  readonly schema: 'migplan/show/v1';
  readonly plan: string;
  readonly total: Part & { readonly domains: number };
  /** What becomes of the addresses that the inventories hold; nothing where there is no inventory. */
  readonly inventory?: Fates;
  readonly lots: readonly LotPart[];
  readonly units: readonly UnitPart[];
  readonly domains: readonly Part[];
  readonly licences: readonly LicencePart[];
  /** The shares of the whole plan. */
  readonly shares: readonly LicenceShare[];
  /** What all units together pay for being over their shares. */
  readonly surcharge: readonly MonthlyCost[];
  readonly sources: readonly SourcePart[];
  readonly others: Readonly<Record<'resource' | 'list' | 'alias' | 'forward' | 'drop', number>>;
}

/** Names only these parts. */
export interface Only {
  readonly lot?: string;
  readonly unit?: string;
  readonly domain?: string;
}

/** The whole plan's, or of one lot, unit or domain only where one is named. */
export function overviewOf(analysis: Analysis, only: Only = {}): Overview {
  const { model } = analysis;
  const title = model.declared('plan', '')?.title.value ?? '';
  const units = unitsOf(analysis, only.unit);
  const inventory = fatesOf(analysis);
  return {
    schema: 'migplan/show/v1',
    plan: title,
    total: {
      ...partOf(analysis, '', title, model.totals('plan', '')),
      domains: count(analysis.declarations('domain')),
    },
    ...(inventory ? { inventory } : {}),
    lots: lotsOf(analysis, only.lot),
    units,
    domains: named(analysis.declarations('domain'), only.domain).map(({ name }) =>
      partOf(analysis, name.value, '', model.totals('domain', name.value)),
    ),
    licences: [...analysis.declarations('licence')].map((licence) => licenceOf(analysis, licence)),
    shares: [...analysis.declarations('policy')]
      .filter(({ unit }) => !unit)
      .flatMap((policy) => sharesOfPlan(policy, model).map(({ at: _, ...share }) => share)),
    surcharge: sumOf(units.flatMap(({ shares }) => shares.flatMap(({ surcharge }) => surcharge ?? []))),
    sources: sourcesOf(analysis),
    others: {
      resource: count(analysis.declarations('resource')),
      list: count(analysis.declarations('list')),
      alias: count(analysis.declarations('alias')),
      forward: count(analysis.declarations('forward')),
      drop: count(analysis.declarations('drop')),
    },
  };
}

function partOf({ model }: Analysis, name: string, title: string, totals: Readonly<Totals>): Part {
  return {
    name,
    title,
    mailboxes: totals.mailboxes,
    shared: totals.shared,
    messages: totals.messages,
    bytes: totals.bytes,
    inactive: totals.inactive,
    licences: Object.fromEntries([...totals.licences].sort()),
    cost: costOf(totals.licences, model),
  };
}

function lotsOf(analysis: Analysis, only: string | undefined): LotPart[] {
  const { model } = analysis;
  return named(analysis.declarations('lot'), only)
    .map((lot): LotPart => {
      const { name, title, has } = lot;
      const totals = model.totals('lot', name.value);
      const duration = durationOf(model, lot);
      return {
        ...partOf(analysis, name.value, title?.value ?? '', totals),
        date: has.date?.value ?? '',
        pilot: has.pilot !== undefined,
        units: totals.units.size,
        ...(duration && Number.isFinite(duration.span) ? { copy: copyOf(duration) } : {}),
      };
    })
    .sort((a, b) => (a.date + a.name < b.date + b.name ? -1 : 1));
}

const copyOf = ({ seconds, span, end }: { seconds: number; span: number; end?: LocalTime }) => ({
  seconds,
  span,
  ...(end ? { end } : {}),
});

const unitsOf = (analysis: Analysis, only: string | undefined): UnitPart[] =>
  named(analysis.declarations('unit'), only).map(({ name, title }) => ({
    ...partOf(analysis, name.value, title?.value ?? '', analysis.model.totals('unit', name.value)),
    shares: sharesOfUnit(name.value, analysis.model),
  }));

function licenceOf({ model }: Analysis, { name, title, has }: DeclarationOf<'licence'>): LicencePart {
  const { mailboxes, shared } = model.totals('licence', name.value);
  return {
    name: name.value,
    title: title?.value ?? '',
    mailboxes: mailboxes + shared,
    ...(has.price ? { price: has.price.value } : {}),
    ...(has.seats ? { seats: has.seats.value } : {}),
    cost: costOf(new Map([[name.value, mailboxes + shared]]), model),
  };
}

/** The endpoints that say what they cost or when their contract ends, and from which something is moved. */
function sourcesOf(analysis: Analysis): SourcePart[] {
  const moved = movedFrom(analysis);
  return [...analysis.declarations('endpoint')].flatMap(({ name, has }) => {
    const from = moved.get(name.value) ?? 0;
    if (from === 0 || !(has.price || has.until)) return [];
    const seats = has.seats?.value ?? from;
    const cost = has.price && costAt(has.price.value, seats);
    return [
      {
        name: name.value,
        seats,
        ...(cost ? { cost } : {}),
        ...(has.until ? { until: has.until.value } : {}),
      },
    ];
  });
}

/** How many mailboxes the lots take from each endpoint. */
function movedFrom(analysis: Analysis): Map<string, number> {
  const moved = new Map<string, number>();
  for (const { name } of analysis.declarations('lot')) {
    for (const { source, mailboxes } of analysis.model.totals('lot', name.value).routes)
      if (source !== undefined) moved.set(source, (moved.get(source) ?? 0) + mailboxes);
  }
  return moved;
}

const named = <D extends { readonly name: { readonly value: string } }>(
  declarations: Iterable<D>,
  only: string | undefined,
): D[] => [...declarations].filter(({ name }) => only === undefined || name.value === only);

const count = (declarations: Iterable<unknown>): number => [...declarations].length;
