/** Facts of a plan become what the dashboard shows: one file beside this one for each of its parts. */
import { l10n } from 'vscode';
import type { Counts, PlanInfo } from '../../../../server/protocol.ts';
import { dayOf, longDay, shortMoment } from '../../../infrastructure/days.ts';
import { number, percent } from '../../../infrastructure/quantities.ts';
import { partDone } from '../../../infrastructure/run-words.ts';
import type { PlanFacts, Surroundings, Trouble } from './dashboard-facts.ts';
import type { DashboardView, FailureView, Figure, PlanChoice } from './dashboard-view.ts';
import { viewCalendar } from './view-calendar.ts';
import { viewDepartures } from './view-departures.ts';
import { viewIncidents } from './view-incidents.ts';
import { viewNow } from './view-now.ts';
import { viewUnits } from './view-units.ts';
import { withItsDay } from './with-its-day.ts';

export function viewDashboard(
  plans: readonly PlanInfo[],
  told: PlanFacts | undefined,
  around: Surroundings,
): DashboardView {
  const frame = viewFrame(plans, told, around);
  if (!told) return frame;
  const facts = { ...told, lots: told.lots.map((lot) => withItsDay(lot, around)) };
  const now = viewNow(facts, around);
  return {
    ...frame,
    figures: figures(facts, around),
    ...(now && { now }),
    departures: viewDepartures(facts, around),
    calendar: viewCalendar(facts, around),
    incidents: viewIncidents(facts, around),
    ...(facts.units.length > 0 && { units: viewUnits(facts, around) }),
    spoken: spoken(facts, around),
  };
}

function viewFrame(
  plans: readonly PlanInfo[],
  facts: PlanFacts | undefined,
  around: Surroundings,
): DashboardView {
  const { now, language, trouble } = around;
  const notice = noticeOf(facts, around);
  return {
    language,
    plans: plans.map((plan) => choiceOf(plan, facts?.plan.plan)),
    choice: l10n.t('Plan'),
    title: facts?.plan.title ?? l10n.t('Migration Plan'),
    today: longDay(dayOf(now), language),
    ...(notice !== undefined && { notice }),
    ...(trouble && { failure: viewFailure(trouble, around) }),
    figures: [],
    spoken: notice ?? '',
  };
}

const choiceOf = ({ plan, title }: PlanInfo, shown: string | undefined): PlanChoice => ({
  id: plan,
  title,
  isShown: plan === shown,
});

function viewFailure({ says, shownOf, isTriedAgain }: Trouble, { now, language }: Surroundings): FailureView {
  const at = shownOf && shortMoment(shownOf.toISOString(), now, language);
  return {
    says,
    ...(at !== undefined && { shown: l10n.t('What follows is of {0}.', at) }),
    again: isTriedAgain ? l10n.t('Trying again…') : l10n.t('Try Again'),
  };
}

function noticeOf(facts: PlanFacts | undefined, { whyNot, trouble }: Surroundings): string | undefined {
  if (!facts && trouble) return undefined;
  if (!facts) return l10n.t('There is no plan in this folder.');
  switch (whyNot) {
    case undefined:
      return undefined;
    case 'untrusted':
      return l10n.t('This folder is not trusted: its plans can be edited, and nothing is run.');
    case 'virtual':
      return l10n.t(
        'Plans can be edited and reviewed here. To run one, open its folder on a computer that has its files.',
      );
  }
}

function figures({ lots, live, incidents, plan }: PlanFacts, { language }: Surroundings): Figure[] {
  const total = sum(lots.map(({ counts }) => counts));
  const n = (value: number): string => number(value, language);
  const troubled = new Set(incidents.map(({ address }) => address)).size;
  return [
    { label: l10n.t('Lots'), value: n(lots.length) },
    { label: l10n.t('Mailboxes'), value: n(total.mailboxes) },
    {
      label: l10n.t('Done'),
      value: n(total.done),
      of: percent(total.mailboxes === 0 ? 0 : total.done / total.mailboxes, language),
      ...(total.done > 0 && { tone: 'done' }),
    },
    ...(live || total.running > 0
      ? [{ label: l10n.t('Running'), value: n(total.running), tone: 'running' } as const]
      : []),
    { label: l10n.t('To look at'), value: n(troubled), ...(troubled > 0 && { tone: 'failed' }) },
    ...(plan.errors > 0
      ? [{ label: l10n.t('Errors in the plan'), value: n(plan.errors), tone: 'failed' } as const]
      : []),
  ];
}

const sum = (counts: readonly Counts[]): Counts => ({
  mailboxes: counts.reduce((total, { mailboxes }) => total + mailboxes, 0),
  done: counts.reduce((total, { done }) => total + done, 0),
  running: counts.reduce((total, { running }) => total + running, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
});

/** Tenths of the way, so that whoever listens is not told each second. */
function spoken({ live, lots }: PlanFacts, { language }: Surroundings): string {
  if (!live) return l10n.t('No run is under way.');
  const title = lots.find(({ name }) => name === live.lot)?.title || live.lot;
  const tenths = Math.floor(partDone(live) * 10) / 10;
  const shown = tenths === 0 ? l10n.t('has begun') : percent(tenths, language);
  return `${title} · ${live.phase}: ${live.state === 'running' ? shown : SPOKEN[live.state]()}`;
}

const SPOKEN = {
  pausing: () => l10n.t('pausing'),
  paused: () => l10n.t('paused'),
  stopping: () => l10n.t('stopping'),
} as const;
