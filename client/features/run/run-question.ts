/** What a person is asked before a run: how much it is about to do, by what was just seen of the target and what inventories hold. */
import { l10n } from 'vscode';
import { counted } from '../../infrastructure/counted.ts';
import type { Action, DryRun } from '../../infrastructure/dry-run.ts';
import type { Language } from '../../infrastructure/language.ts';
import { number, size } from '../../infrastructure/quantities.ts';

export interface Question {
  readonly asks: string;
  readonly detail: string;
}

export function runQuestion(dryRun: DryRun, language: Language): Question {
  const { lot, phase } = dryRun;
  const asks =
    phase === 'all' ? l10n.t('Run lot {0} now?', lot) : l10n.t('Run phase {1} of lot {0} now?', lot, phase);
  const lines = [...mailLine(dryRun, language), ...stepLines(dryRun, language)];
  const what = lines.length > 0 ? lines : [l10n.t('Everything is looked at again.')];
  return { asks, detail: [...what, '', l10n.t('The run goes on when this window is closed.')].join('\n') };
}

/** Of what is copied, by the inventory: the run counts again. */
function mailLine({ steps, totals }: DryRun, language: Language): string[] {
  const count = steps.filter(({ kind }) => kind === 'mail').length;
  if (count === 0) return [];
  const boxes = counted('mailbox', count, language);
  if (totals.messages === 0) return [l10n.t('Mail: {0}', boxes)];
  const messages = counted('message', totals.messages, language);
  return [l10n.t('Mail: {0}', `${boxes}, ${messages}, ${size(totals.bytes, language)}`)];
}

/** Steps besides mail: those that the run takes, and those that are left to people. */
function stepLines({ steps }: DryRun, language: Language): string[] {
  const others = steps.filter(({ kind }) => kind !== 'mail' && kind !== 'verify');
  const count = (actions: readonly Action[]): number =>
    others.filter(({ action }) => actions.includes(action)).length;
  const [taken, byHand] = [count(TAKEN), count(['handover'])];
  return [
    ...(taken > 0 ? [l10n.t('Steps at the target: {0}', number(taken, language))] : []),
    ...(byHand > 0 ? [l10n.t('Steps left to people: {0}', number(byHand, language))] : []),
  ];
}

const TAKEN: readonly Action[] = ['create', 'update', 'grant', 'revoke', 'wait'];
