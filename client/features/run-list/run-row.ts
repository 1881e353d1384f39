/** The rows of the view of runs: what is under way, what is to be looked at, and what has been run, newest first. */
import type { Incident, LiveRun, PlanInfo, RunRecord } from '../../../server/protocol.ts';

export type RunRow =
  | { readonly kind: 'plan'; readonly plan: string; readonly info: PlanInfo }
  | { readonly kind: 'live'; readonly plan: string; readonly lot: string; readonly run: LiveRun }
  | { readonly kind: 'run'; readonly plan: string; readonly lot: string; readonly run: RunRecord }
  | { readonly kind: 'open'; readonly plan: string; readonly incidents: readonly Incident[] }
  /** Some of very many mailboxes. */
  | { readonly kind: 'span'; readonly plan: string; readonly mailboxes: readonly MailboxRow[] }
  | MailboxRow
  | { readonly kind: 'incident'; readonly plan: string; readonly incident: Incident };

export interface MailboxRow {
  readonly kind: 'mailbox';
  readonly plan: string;
  readonly address: string;
  readonly incidents: readonly Incident[];
}

/** What is known of one plan's runs. */
export interface RunsOfPlan {
  readonly info: PlanInfo;
  readonly live: LiveRun | null;
  readonly runs: readonly RunRecord[];
  readonly incidents: readonly Incident[];
}

/** A plan that stands alone needs no row of its own. */
export function outermostRows(plans: readonly RunsOfPlan[]): RunRow[] {
  const told = plans.filter(({ live, runs, incidents }) => live || runs.length > 0 || incidents.length > 0);
  const [only] = told;
  if (told.length === 1 && only) return rowsOfPlan(only);
  return told.map(({ info }) => ({ kind: 'plan', plan: info.plan, info }));
}

export function rowsOfPlan({ info: { plan }, live, runs, incidents }: RunsOfPlan): RunRow[] {
  const ended = live ? runs.filter(({ how }) => how !== 'running') : runs;
  return [
    ...(live ? [{ kind: 'live', plan, lot: live.lot, run: live } as const] : []),
    ...(incidents.length > 0 ? [{ kind: 'open', plan, incidents } as const] : []),
    ...ended.map((run) => ({ kind: 'run', plan, lot: run.lot, run }) as const),
  ];
}

/** What is below a row; a plan's are `rowsOfPlan`. A mailbox with one incident says it itself. */
export function rowsBelow(row: RunRow): RunRow[] {
  switch (row.kind) {
    case 'plan':
    case 'live':
    case 'run':
    case 'incident':
      return [];
    case 'open':
      return spans(mailboxes(row.plan, row.incidents));
    case 'span':
      return [...row.mailboxes];
    case 'mailbox':
      return row.incidents.length === 1 ? [] : row.incidents.map((one) => incidentRow(row.plan, one));
  }
}

const incidentRow = (plan: string, incident: Incident): RunRow => ({ kind: 'incident', plan, incident });

const mailboxes = (plan: string, incidents: readonly Incident[]): MailboxRow[] =>
  [...Map.groupBy(incidents, ({ address }) => address)].map(([address, of]) => ({
    kind: 'mailbox',
    plan,
    address,
    incidents: of,
  }));

/** As many as one scrolls through. */
const AT_ONCE = 200;

function spans(rows: readonly MailboxRow[]): RunRow[] {
  if (rows.length <= AT_ONCE) return [...rows];
  const sorted = rows.toSorted((a, b) => (a.address < b.address ? -1 : 1));
  return Array.from({ length: Math.ceil(sorted.length / AT_ONCE) }, (_, index) => {
    const some = sorted.slice(index * AT_ONCE, (index + 1) * AT_ONCE);
    return { kind: 'span', plan: some[0]?.plan ?? '', mailboxes: some };
  });
}
