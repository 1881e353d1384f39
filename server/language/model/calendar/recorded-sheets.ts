/** How far a lot's sheets are, from what is recorded of each: which went out to the units, and which came back into the plan. */
import type { PlanModel } from '../plan-model.ts';
import type { Phase } from '../surroundings.ts';

export interface RecordedSheet {
  readonly event: 'sent' | 'returned';
  /** What the plan was called then: a sheet of another belongs to that one. */
  readonly plan: string;
  readonly lot: string;
  /** Empty for the sheet of what no unit has. */
  readonly unit: string;
}

/** The same each time, for those who ask whether anything is new. */
export const NO_SHEETS: readonly RecordedSheet[] = [];

/** Counts of units: those whose mailboxes the lot moves, and of them whose sheets went out and are back. */
export interface SheetsStanding {
  readonly units: number;
  readonly sent: number;
  readonly returned: number;
}

/** Each lot that has any on record, in the order that they were recorded. Asks for totals, so the plan has to be settled. */
export function sheetsByLot(
  model: PlanModel,
  recorded: readonly RecordedSheet[],
): ReadonlyMap<string, SheetsStanding> {
  const plan = model.declared('plan', '')?.title.value ?? '';
  const own = Map.groupBy(
    recorded.filter((sheet) => sheet.plan === plan),
    ({ lot }) => lot,
  );
  return new Map([...own].map(([lot, sheets]) => [lot, standingOf(lot, sheets, model)]));
}

/** What came last of a unit's sheet counts: one that is sent anew has to come back again. */
function standingOf(lot: string, sheets: readonly RecordedSheet[], model: PlanModel): SheetsStanding {
  const last = new Map(sheets.map(({ unit, event }) => [unit, event]));
  const units = new Set(model.totals('lot', lot).parts.map(({ unit }) => unit));
  const events = [...units].flatMap((unit) => last.get(unit) ?? []);
  const returned = events.filter((event) => event === 'returned');
  return { units: units.size, sent: events.length, returned: returned.length };
}

/** The steps that this makes done: all have gone out, all are back. */
export function stepsOfSheets({ units, sent, returned }: SheetsStanding): Phase[] {
  if (units === 0 || sent < units) return [];
  return returned < units ? ['send-sheets'] : ['send-sheets', 'sheets-due'];
}
