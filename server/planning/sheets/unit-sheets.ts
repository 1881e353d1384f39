/**
 * The sheets of a lot: for each unit what its people are asked about its addresses, and what they have to know to answer. A
 * value, as the plan says it now; written into a workbook elsewhere.
 */
import type { Money } from '../../../grammar/shapes.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../../language/analysis.ts';
import { calendarOf, type LotStep, stepFor } from '../../language/model/calendar/lot-calendar.ts';
import { costOf, type MonthlyCost } from '../../language/model/costs/costs.ts';
import { type LicenceShare, sharesOfUnit } from '../../language/model/costs/shares.ts';
import { compared, domainOf } from '../../language/model/names.ts';
import type { Naming } from '../../language/model/placed-plan.ts';
import type { Locale } from '../../language/rules/rule.ts';
import { plannedRow } from './planned-row.ts';
import { type RowValues, rowValues } from './sheet-row.ts';

export interface UnitSheet {
  readonly plan: string;
  readonly lot: { readonly name: string; readonly title: string; readonly date: string };
  /** Nothing for addresses that no unit has. */
  readonly unit?: { readonly name: string; readonly title: string; readonly admin?: string };
  readonly locale: Locale;
  /** When the sheet is to come back, when people can no longer use the old system, when they begin with the new one. */
  readonly due?: LotStep;
  readonly locked?: LotStep;
  readonly opens?: LotStep;
  readonly licences: readonly SheetLicence[];
  readonly sites: readonly { readonly id: string; readonly title: string }[];
  readonly shares: readonly LicenceShare[];
  /** What the licences of these rows cost as the plan has them. */
  readonly cost: readonly MonthlyCost[];
  readonly naming: Naming;
  /** Domains that a further address may be in. */
  readonly domains: readonly string[];
  readonly rows: readonly SheetRow[];
  readonly others: readonly OtherAddress[];
}

export interface SheetLicence {
  readonly name: string;
  readonly title: string;
  readonly price?: Money;
  readonly quota?: number;
}

export interface SheetRow {
  readonly address: string;
  readonly values: RowValues;
  /** What the source holds of it. */
  readonly held?: { readonly messages: number; readonly bytes: number; readonly newest?: string };
  readonly isInactive: boolean;
  /** The template that makes it: it is changed there, for all its domains. */
  readonly template?: string;
}

/** An address that a sheet tells of and does not ask about. */
export interface OtherAddress {
  readonly address: string;
  readonly kind: 'room' | 'equipment' | 'list' | 'forward';
  readonly title: string;
  readonly leadsTo: readonly string[];
}

export interface Wanted {
  readonly lot: string;
  /** This unit and those below it. */
  readonly unit?: string;
  /** Where the plan names no language. */
  readonly locale: Locale;
}

/** A sheet for each unit that has addresses in the lot, in the order of the units' names; what no unit has comes last. */
export function unitSheets(analysis: Analysis, wanted: Wanted): UnitSheet[] {
  const lot = analysis.model.declared('lot', wanted.lot);
  if (!lot) return [];
  const rows = Map.groupBy(rowsOf(analysis, wanted.lot), ({ unit }) => unit ?? '');
  const others = Map.groupBy(othersOf(analysis, wanted.lot), ({ unit }) => unit ?? '');
  return [...rows.keys()]
    .filter((unit) => wanted.unit === undefined || isBelow(analysis, unit, wanted.unit))
    .sort((a, b) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
    .map((unit) => {
      const inSheet = (rows.get(unit) ?? []).map(({ row }) => row);
      const told = (others.get(unit) ?? []).map(({ other }) => other);
      return sheetOf(analysis, lot, { unit, rows: inSheet, others: told, locale: wanted.locale });
    });
}

/** Where an address belongs, as far as sheets go. */
export function homeOf(
  { model }: Analysis,
  address: string,
): { readonly unit?: string; readonly lot?: string; readonly isPlanned: boolean } {
  const row = model.declared('mailbox', address) ?? model.declared('shared', address);
  const { domain, unit, lots } = model.placementOf(address, row?.has.unit?.value);
  const [lot] = row ? model.lotsOf(row) : lots;
  return {
    isPlanned: domain !== undefined,
    ...(unit === undefined ? {} : { unit }),
    ...(lot === undefined ? {} : { lot }),
  };
}

const isBelow = ({ model }: Analysis, unit: string, above: string): boolean =>
  model.unitsAbove(unit).includes(above);

interface InUnit<T> {
  readonly unit: string | undefined;
  readonly lot: string | undefined;
  readonly of: T;
}

/** The rows of a lot: what the plan declares, in its order, and behind it what the source has and the plan does not name. */
function rowsOf(analysis: Analysis, lot: string): { unit: string | undefined; row: SheetRow }[] {
  const declared = (['mailbox', 'shared', 'alias', 'drop'] as const).flatMap((kind) =>
    [...analysis.declarations(kind)].map(({ address }) => address.value),
  );
  const unplanned = [...analysis.declarations('domain')].flatMap((domain) => [
    ...analysis.model.unplannedIn(domain),
  ]);
  const once = new Map([...declared, ...unplanned].map((address) => [compared(address), address]));
  return [...once.values()].flatMap((address) => {
    const home = homeOf(analysis, address);
    if (!home.isPlanned || home.lot !== lot) return [];
    const row = rowFor(analysis, address);
    return row ? [{ unit: home.unit, row }] : [];
  });
}

function rowFor(analysis: Analysis, address: string): SheetRow | undefined {
  const { model } = analysis;
  const planned = plannedRow(analysis, address);
  const { declaration } = planned ?? {};
  const recipient =
    declaration?.declares === 'mailbox' || declaration?.declares === 'shared' ? declaration : undefined;
  const held = recipient ? model.heldBy(recipient) : model.inventoryOf(address);
  const template = planned?.block.stamp?.template;
  return {
    address: planned?.address ?? address,
    values: planned?.values ?? rowValues('undecided'),
    isInactive: recipient !== undefined && held !== undefined && model.isInactive(recipient, held),
    ...(held ? { held } : {}),
    ...(template === undefined ? {} : { template }),
  };
}

function othersOf(analysis: Analysis, lot: string): { unit: string | undefined; other: OtherAddress }[] {
  const found: InUnit<OtherAddress>[] = [];
  const tell = (other: OtherAddress, named?: string): void => {
    const { unit, lots, domain } = analysis.model.placementOf(other.address, named);
    if (domain !== undefined) found.push({ unit, lot: lots[0], of: other });
  };
  for (const { address, kind, label, has } of analysis.declarations('resource'))
    tell(
      { address: address.value, kind: kind.value, title: label?.value ?? '', leadsTo: valuesIn(has.manager) },
      has.unit?.value,
    );
  for (const { address, label, has } of analysis.declarations('list'))
    tell(
      { address: address.value, kind: 'list', title: label?.value ?? '', leadsTo: valuesIn(has.member) },
      has.unit?.value,
    );
  for (const { address, to } of analysis.declarations('forward'))
    tell({ address: address.value, kind: 'forward', title: '', leadsTo: [to.value] });
  return found.filter((other) => other.lot === lot).map(({ unit, of }) => ({ unit, other: of }));
}

const valuesIn = (list: readonly { readonly value: string }[]): string[] => list.map(({ value }) => value);

interface Content {
  /** Empty for none. */
  readonly unit: string;
  readonly rows: readonly SheetRow[];
  readonly others: readonly OtherAddress[];
  readonly locale: Locale;
}

function sheetOf(analysis: Analysis, lot: DeclarationOf<'lot'>, content: Content): UnitSheet {
  const { model } = analysis;
  const { unit, rows, others, locale } = content;
  const plan = model.declared('plan', '');
  const declared = unit === '' ? undefined : model.declared('unit', unit);
  return {
    plan: plan?.title.value ?? '',
    lot: { name: lot.name.value, title: lot.title?.value ?? '', date: lot.has.date?.value ?? '' },
    ...(unit === '' ? {} : { unit: unitOf(unit, declared) }),
    locale: plan?.has.locale?.value ?? locale,
    ...daysOf(analysis, lot),
    licences: [...analysis.declarations('licence')].map(licenceOf),
    sites: sitesOf(analysis, unit),
    shares: unit === '' ? [] : sharesOfUnit(unit, model),
    cost: costOf(licencesIn(rows), model),
    naming: model.namingOf({ address: { value: rows[0]?.address ?? '' }, has: {} }),
    domains: [...new Set(rows.map(({ address }) => domainOf(address)))].sort(),
    rows,
    others,
  };
}

function unitOf(name: string, declared: DeclarationOf<'unit'> | undefined): NonNullable<UnitSheet['unit']> {
  const admin = declared?.has.admin?.value;
  return { name, title: declared?.title?.value ?? '', ...(admin === undefined ? {} : { admin }) };
}

function daysOf({ model }: Analysis, lot: DeclarationOf<'lot'>): Pick<UnitSheet, 'due' | 'locked' | 'opens'> {
  const calendar = calendarOf(lot, model);
  const due = stepFor(calendar, 'sheets-due');
  const locked = stepFor(calendar, 'lock', 'cutover');
  const opens = stepFor(calendar, 'open');
  return { ...(due ? { due } : {}), ...(locked ? { locked } : {}), ...(opens ? { opens } : {}) };
}

const licenceOf = ({ name, title, has }: DeclarationOf<'licence'>): SheetLicence => ({
  name: name.value,
  title: title?.value ?? '',
  ...(has.price ? { price: has.price.value } : {}),
  ...(has.quota ? { quota: has.quota.value } : {}),
});

/** The unit's own sites before those of the units above it. */
function sitesOf({ model }: Analysis, unit: string): UnitSheet['sites'] {
  return model.unitsAbove(unit === '' ? undefined : unit).flatMap((name) =>
    (model.declared('unit', name)?.has.site ?? []).map(({ value }) => ({
      id: value.id.value,
      title: value.title?.value ?? '',
    })),
  );
}

function licencesIn(rows: readonly SheetRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { values } of rows)
    if (values.licence !== '') counts.set(values.licence, (counts.get(values.licence) ?? 0) + 1);
  return counts;
}
