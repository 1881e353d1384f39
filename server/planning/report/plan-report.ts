/**
 * What became of a plan's lots, for people: what moved, what stands open and why, what runs there were, what it costs, what is left
 * to be done by hand. A value, of a plan and of what is on record; knows no ledger, no log and no page.
 */
import type { Analysis } from '../../language/analysis.ts';
import { type LocalTime, localTime } from '../../language/model/calendar/dates.ts';
import { costOf, type MonthlyCost, sumOf } from '../../language/model/costs/costs.ts';
import { type LicenceShare, sharesOfUnit } from '../../language/model/costs/shares.ts';
import { compared } from '../../language/model/names.ts';
import type { RecordedRun, RecordedRuns, RunIncident } from '../../language/model/runs/recorded-run.ts';
import type { Locale } from '../../language/rules/rule.ts';
import { type Recipient, recipientsByLot } from '../recipients.ts';
import type { Text } from '../text.ts';

/** What is on record of a mailbox. */
export interface ReportedMailbox {
  readonly stands: 'done' | 'failed' | 'open';
  /** The state's own word, as people are shown it. */
  readonly state: Text;
  readonly detail: string;
  readonly messages: number;
  readonly refused: number;
  readonly bytes: number;
  readonly at: Date;
}

/** A step that people are to do, or have not said that they did. */
export interface LeftStep {
  readonly kind: Text;
  readonly subject: string;
  readonly what: string;
}

export interface OnRecord {
  /** By compared address. */
  readonly mailboxes: ReadonlyMap<string, ReportedMailbox>;
  readonly recorded: RecordedRuns;
  /** By lot; of lots that have been begun. */
  readonly left: ReadonlyMap<string, readonly LeftStep[]>;
  readonly isRunning: boolean;
}

export interface PlanReport {
  readonly plan: string;
  readonly locale: Locale;
  readonly at: LocalTime;
  readonly timezone: string;
  readonly isRunning: boolean;
  readonly lots: readonly LotReport[];
  readonly total: Tally;
  readonly cost: readonly MonthlyCost[];
}

export interface Tally {
  readonly mailboxes: number;
  readonly done: number;
  readonly failed: number;
  /** Begun, and gone on with by the next run. */
  readonly open: number;
  readonly messages: number;
  readonly refused: number;
  readonly bytes: number;
}

export interface LotReport extends Tally {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly isBegun: boolean;
  readonly units: readonly UnitReport[];
  readonly lines: readonly MailboxLine[];
  readonly incidents: readonly RunIncident[];
  /** The earliest first. */
  readonly runs: readonly RunLine[];
  readonly left: readonly LeftStep[];
}

export interface UnitReport extends Tally {
  readonly name: string;
  readonly title: string;
  readonly cost: readonly MonthlyCost[];
  readonly shares: readonly LicenceShare[];
}

export interface MailboxLine {
  readonly address: string;
  readonly name: string;
  readonly isShared: boolean;
  /** Nothing where no run has come to it. */
  readonly record?: ReportedMailbox;
}

export interface RunLine extends Omit<RecordedRun, 'since' | 'at'> {
  readonly since: LocalTime;
  readonly seconds: number;
}

export interface ReportWanted {
  /** This lot only. */
  readonly lot?: string;
  readonly now: Date;
  /** Where the plan names no language. */
  readonly locale: Locale;
}

/** The report of a plan, or of one of its lots. */
export function reportOf(
  analysis: Analysis,
  on: OnRecord,
  { lot: only, now, locale }: ReportWanted,
): PlanReport {
  const plan = analysis.model.declared('plan', '');
  const timezone = plan?.has.timezone?.value ?? 'UTC';
  const recipients = recipientsByLot(analysis);
  const lots = [...analysis.declarations('lot')]
    .filter(({ name }) => only === undefined || name.value === only)
    .map(({ name, title, has }) => {
      const of = recipients.get(name.value) ?? [];
      const lot = { name: name.value, title: title?.value ?? '', date: has.date?.value ?? '' };
      return lotOf(analysis, on, { ...lot, recipients: of, timezone });
    })
    .sort((a, b) => (a.date + a.name < b.date + b.name ? -1 : 1));
  return {
    plan: plan?.title.value ?? '',
    locale: plan?.has.locale?.value ?? locale,
    at: localTime(now.getTime(), timezone),
    timezone,
    isRunning: on.isRunning,
    lots,
    total: sumOfTallies(lots),
    cost: sumOf(lots.flatMap(({ units }) => units.flatMap(({ cost }) => cost))),
  };
}

interface OfLot {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly recipients: readonly Recipient[];
  readonly timezone: string;
}

function lotOf(analysis: Analysis, on: OnRecord, { recipients, timezone, ...lot }: OfLot): LotReport {
  const lines = recipients.filter(({ has }) => !has.new).map((recipient) => lineOf(recipient, on));
  const runs = on.recorded.runs.filter((run) => run.lot === lot.name).toReversed();
  const tally = tallyOf(lines);
  return {
    ...lot,
    ...tally,
    isBegun: runs.length > 0 || tally.done + tally.failed + tally.open > 0,
    units: unitsOf(analysis, on, recipients),
    lines: lines.toSorted((a, b) => (a.address < b.address ? -1 : 1)),
    incidents: lines.flatMap((line) => incidentsOf(line, lot.name, on)),
    runs: runs.map((run) => runLine(run, timezone)),
    left: on.left.get(lot.name) ?? [],
  };
}

/** By the logs; by the ledger where those were thrown away. */
function incidentsOf(
  { address, record }: MailboxLine,
  lot: string,
  { recorded }: OnRecord,
): readonly RunIncident[] {
  const told = recorded.incidents.get(address) ?? recorded.incidents.get(compared(address));
  if (told || record?.stands !== 'failed') return told ?? [];
  const words = record.detail === '' ? {} : { words: record.detail };
  return [{ address, lot, at: record.at.toISOString(), what: 'mailbox', ...words }];
}

function lineOf({ address, label, declares }: Recipient, { mailboxes }: OnRecord): MailboxLine {
  const record = mailboxes.get(compared(address.value));
  return {
    address: address.value,
    name: label?.value ?? '',
    isShared: declares === 'shared',
    ...(record ? { record } : {}),
  };
}

function tallyOf(lines: readonly MailboxLine[]): Tally {
  const records = lines.flatMap(({ record }) => record ?? []);
  const standing = (stands: ReportedMailbox['stands']): number =>
    records.filter((record) => record.stands === stands).length;
  const sum = (of: 'messages' | 'refused' | 'bytes'): number =>
    records.reduce((total, record) => total + record[of], 0);
  return {
    mailboxes: lines.length,
    done: standing('done'),
    failed: standing('failed'),
    open: standing('open'),
    messages: sum('messages'),
    refused: sum('refused'),
    bytes: sum('bytes'),
  };
}

function sumOfTallies(tallies: readonly Tally[]): Tally {
  const sum = (of: keyof Tally): number => tallies.reduce((total, tally) => total + tally[of], 0);
  return {
    mailboxes: sum('mailboxes'),
    done: sum('done'),
    failed: sum('failed'),
    open: sum('open'),
    messages: sum('messages'),
    refused: sum('refused'),
    bytes: sum('bytes'),
  };
}

/** The units that the lot moves somebody of, by their names; what no unit has comes last, without a name. */
function unitsOf({ model }: Analysis, on: OnRecord, recipients: readonly Recipient[]): UnitReport[] {
  const byUnit = Map.groupBy(
    recipients,
    ({ address, has }) => model.placementOf(address.value, has.unit?.value).unit ?? '',
  );
  return [...byUnit]
    .map(([name, of]) => ({
      name,
      title: name === '' ? '' : (model.declared('unit', name)?.title?.value ?? ''),
      ...tallyOf(of.filter(({ has }) => !has.new).map((recipient) => lineOf(recipient, on))),
      cost: costOf(licencesOf(of), model),
      shares: name === '' ? [] : sharesOfUnit(name, model),
    }))
    .sort((a, b) => (a.name === '' ? 1 : b.name === '' ? -1 : a.name < b.name ? -1 : 1));
}

function licencesOf(recipients: readonly Recipient[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { licence } of recipients)
    if (licence) counts.set(licence.value, (counts.get(licence.value) ?? 0) + 1);
  return counts;
}

function runLine({ since, at, ...run }: RecordedRun, timezone: string): RunLine {
  const [began, ended] = [Date.parse(since), Date.parse(at)];
  return { ...run, since: localTime(began, timezone), seconds: Math.max(0, (ended - began) / 1000) };
}
