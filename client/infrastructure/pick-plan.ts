/** Which plan is meant: the only one, else the one that is being looked at, else the person is asked. */
import { commands, l10n, Uri, window } from 'vscode';
import { COMMANDS, type PlanInfo } from '../../server/protocol.ts';
import type { Client } from './client.ts';
import { saidProblems } from './said-problems.ts';

/** A plan by its root file, as a URI. `given`: what a command was called with. */
export async function pickPlan(client: Client, given?: unknown): Promise<string | undefined> {
  if (namesPlan(given)) return given.plan;
  const plans = await client.server.ask('migplan/plans', undefined);
  const [only] = plans;
  if (!only) return void offerNewPlan();
  if (plans.length === 1) return only.plan;
  return (await choose(plans))?.plan;
}

/** Its folder, where commands for it run. */
export const folderOf = (plan: string): string => Uri.joinPath(Uri.parse(plan), '..').fsPath;

export const pathOf = (plan: string): string => Uri.parse(plan).fsPath;

function namesPlan(given: unknown): given is { readonly plan: string } {
  return typeof given === 'object' && given !== null && 'plan' in given && typeof given.plan === 'string';
}

async function choose(plans: readonly PlanInfo[]): Promise<PlanInfo | undefined> {
  const seen = window.activeTextEditor?.document.uri.toString() ?? '';
  const own = ({ folder }: PlanInfo): number => (isBelow(seen, folder) ? folder.length : 0);
  const items = plans
    .toSorted((a, b) => own(b) - own(a))
    .map((plan) => ({
      label: plan.title,
      description: pathOf(plan.plan),
      detail: saidProblems(plan.errors, plan.warnings),
      plan,
    }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Which plan?'),
    matchOnDescription: true,
  });
  return chosen?.plan;
}

const isBelow = (file: string, folder: string): boolean => file.startsWith(`${folder.replace(/\/$/, '')}/`);

async function offerNewPlan(): Promise<void> {
  const make = l10n.t('New Plan…');
  const told = l10n.t('There is no migration plan in this folder yet.');
  if ((await window.showInformationMessage(told, make)) === make)
    await commands.executeCommand(COMMANDS.newPlan);
}
