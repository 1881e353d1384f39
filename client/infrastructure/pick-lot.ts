/** Which lot is meant: the one that a command was called with, else the person chooses, seeing when each is due and how far it is. */
import { l10n, type QuickPickItem, ThemeIcon, window } from 'vscode';
import type { LotArguments, LotInfo, Standing } from '../../server/protocol.ts';
import type { Client } from './client.ts';
import { counted } from './counted.ts';
import { shortDay } from './days.ts';
import { editorLanguage } from './language.ts';
import { pickPlan } from './pick-plan.ts';
import { number } from './quantities.ts';

export async function pickLot(
  client: Client,
  given: unknown,
  title: string,
): Promise<LotArguments | undefined> {
  if (namesLot(given)) return { plan: given.plan, lot: given.lot };
  const plan = await pickPlan(client, given);
  if (plan === undefined) return undefined;
  const lots = await client.server.ask('migplan/lots', { plan });
  if (lots.length === 0) return void window.showInformationMessage(l10n.t('The plan has no lot yet.'));
  const chosen = await window.showQuickPick(lots.map(lotItem), { title, matchOnDescription: true });
  return chosen && { plan, lot: chosen.lot };
}

type LotItem = QuickPickItem & { readonly lot: string };

/** `pilot — Two who try it first`, behind it its day and size, below it how far it is and what is due. */
export function lotItem(lot: LotInfo): LotItem {
  return {
    lot: lot.name,
    label: lot.title === '' ? lot.name : `${lot.name} — ${lot.title}`,
    description: [dayOf(lot), mailboxesOf(lot), lot.size].filter(Boolean).join(' · '),
    detail: [standingOf(lot), holdOf(lot), dueOf(lot)].filter(Boolean).join(' · '),
    iconPath: new ThemeIcon(ICONS[lot.standing]),
  };
}

function namesLot(given: unknown): given is LotArguments {
  if (typeof given !== 'object' || given === null || !('plan' in given) || !('lot' in given)) return false;
  return typeof given.plan === 'string' && typeof given.lot === 'string';
}

const ICONS: Readonly<Record<Standing, string>> = {
  planned: 'circle-outline',
  running: 'sync',
  done: 'pass',
  failed: 'error',
  gone: 'debug-disconnect',
};

const dayOf = ({ date }: LotInfo): string => (date === undefined ? '' : shortDay(date, editorLanguage()));

const mailboxesOf = ({ counts }: LotInfo): string => counted('mailbox', counts.mailboxes, editorLanguage());

/** Where a lot stands, in words. */
function standingOf({ standing, isBegun, counts }: LotInfo): string {
  const [done, mailboxes, failed] = [counts.done, counts.mailboxes, counts.failed].map((count) =>
    number(count, editorLanguage()),
  ) as [string, string, string];
  switch (standing) {
    case 'planned':
      return isBegun ? l10n.t('begun: {0} of {1} done', done, mailboxes) : l10n.t('not begun');
    case 'running':
      return l10n.t('under way: {0} of {1}', done, mailboxes);
    case 'done':
      return l10n.t('done');
    case 'failed':
      return l10n.t('{0} of {1} done, {2} failed', done, mailboxes, failed);
    case 'gone':
      return l10n.t('its run was cut off: {0} of {1} done', done, mailboxes);
  }
}

const holdOf = ({ hold }: LotInfo): string => (hold === undefined ? '' : l10n.t('on hold: {0}', hold));

/** The steps whose day has come, else the next one. */
function dueOf({ steps }: LotInfo): string {
  const left = steps.filter(({ isDone }) => !isDone);
  const due = left.filter(({ isDue }) => isDue).map(({ step }) => step);
  if (due.length > 0) return l10n.t('due: {0}', due.join(', '));
  const [next] = left.toSorted((a, b) => a.day.localeCompare(b.day));
  return next ? l10n.t('next: {0} on {1}', next.step, shortDay(next.day, editorLanguage())) : '';
}
