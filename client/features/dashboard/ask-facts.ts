/** Asks the server for all that the dashboard shows; what it does not tell is named in the error. */
import { l10n } from 'vscode';
import type { PlanInfo, PlanRequests } from '../../../server/protocol.ts';
import type { PlanServer } from '../../infrastructure/language-client.ts';
import type { PlanFacts } from './view/dashboard-facts.ts';

export const askPlans = (server: PlanServer): Promise<readonly PlanInfo[]> =>
  ask(server, 'migplan/plans', undefined);

export async function askFacts(server: PlanServer, plan: PlanInfo): Promise<PlanFacts> {
  const of = { plan: plan.plan };
  const [lots, units, incidents, runs, live] = await Promise.all([
    ask(server, 'migplan/lots', of),
    ask(server, 'migplan/units', of),
    ask(server, 'migplan/incidents', of),
    ask(server, 'migplan/runs', of),
    ask(server, 'migplan/live', of),
  ]);
  return { plan, lots, units, incidents, runs, live };
}

async function ask<Method extends keyof typeof ASKED>(
  server: PlanServer,
  method: Method,
  asks: PlanRequests[Method]['asks'],
): Promise<PlanRequests[Method]['answers']> {
  try {
    return await server.ask(method, asks);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(l10n.t('Not read: {0}. {1}', ASKED[method](), words), { cause: error });
  }
}

/** What each request is about. */
const ASKED = {
  'migplan/plans': () => l10n.t('the plans of this window'),
  'migplan/lots': () => l10n.t('the lots'),
  'migplan/units': () => l10n.t('the cost by unit'),
  'migplan/incidents': () => l10n.t('what runs met'),
  'migplan/runs': () => l10n.t('the runs on record'),
  'migplan/live': () => l10n.t('the run under way'),
} as const;
