/**
 * A dry run as a text to be read, folded and coloured: a line a lot, below it a line a mailbox, below that a line a step. Knows no
 * document and no process.
 */
import { l10n } from 'vscode';
import { counted } from '../../infrastructure/counted.ts';
import type { DryRun, Step } from '../../infrastructure/dry-run.ts';
import type { Language } from '../../infrastructure/language.ts';
import { oneLine } from '../../infrastructure/one-line.ts';
import { number, size } from '../../infrastructure/quantities.ts';
import { actionWord, kindWord } from './step-words.ts';

/** How what is shown stands to the plan as it is now. */
export type Freshness =
  | { readonly is: 'unseen' }
  /** A look is about to begin: something may have to be saved, or a secret typed, before it can. */
  | { readonly is: 'awaited' }
  | { readonly is: 'looking' }
  | { readonly is: 'fresh' }
  /** The plan has been typed in since, and is not saved. */
  | { readonly is: 'stale' }
  /** A run of the plan has ended since. */
  | { readonly is: 'overtaken' }
  | { readonly is: 'failed'; readonly why: string };

export interface Shown {
  readonly lot: string;
  readonly freshness: Freshness;
  readonly found?: { readonly dryRun: DryRun; readonly at: string };
}

export function dryRunText(shown: Shown, language: Language): string {
  const { lot, freshness, found } = shown;
  const head = found ? headLines(found.dryRun, language) : [l10n.t('Dry run of lot {0}', lot)];
  const body = found ? bodyLines(found.dryRun, language) : [];
  const state = [freshnessLine(freshness, found?.at)].filter((line) => line !== undefined);
  return [...head, ...state, ...body, ''].join('\n');
}

function headLines({ plan, lot, date, phase, totals }: DryRun, language: Language): string[] {
  const which = phase === 'all' ? '' : ` · ${l10n.t('phase {0}', phase)}`;
  const boxes = counted('mailbox', totals.mailboxes, language);
  const held =
    totals.messages > 0
      ? ` · ${counted('message', totals.messages, language)} · ${size(totals.bytes, language)}`
      : '';
  return [`${plan} · ${l10n.t('lot {0}', lot)} · ${date}${which}`, `${boxes}${held}`];
}

/** A mark at its beginning, so that it is coloured in any language. */
function freshnessLine(freshness: Freshness, at: string | undefined): string | undefined {
  switch (freshness.is) {
    case 'unseen':
      return `◌ ${l10n.t('Not looked at since this window was opened: choose “Look Again”.')}`;
    case 'awaited':
      return at === undefined
        ? `◌ ${l10n.t('About to look at both ends…')}`
        : `◌ ${l10n.t('About to look again… What follows is of {0}.', at)}`;
    case 'looking':
      return at === undefined
        ? `◌ ${l10n.t('Looking at both ends…')}`
        : `◌ ${l10n.t('Looking again… What follows is of {0}.', at)}`;
    case 'fresh':
      return `◉ ${l10n.t('Looked at {0}; nothing was changed.', at ?? '')}`;
    case 'stale':
      return at === undefined
        ? `◌ ${l10n.t('The plan has been changed. Save it to look.')}`
        : `◌ ${l10n.t('Stale: the plan has been changed since {0}. Save it to look again.', at)}`;
    case 'overtaken':
      return `◌ ${l10n.t('Stale: a run has ended since {0}. Choose “Look Again”.', at ?? '')}`;
    case 'failed':
      return `! ${freshness.why}`;
  }
}

function bodyLines({ lot, verdict, steps }: DryRun, language: Language): string[] {
  const errors = verdict.errors.map((error) => `! ${oneLine(error)}`);
  const bySubject = [...Map.groupBy(steps, ({ subject }) => subject)];
  const width = Math.max(0, ...steps.map(({ kind }) => kindWord(kind).length));
  return [
    ...errors,
    verdictLine(verdict),
    '',
    `${l10n.t('lot {0}', lot)}  ${summary(steps, language)}`,
    ...bySubject.flatMap(([subject, own]) => [
      `  ${oneLine(subject)}  ${summary(own, language)}`.trimEnd(),
      ...own.map((step) => stepLine(step, width)),
    ]),
  ];
}

function verdictLine({ errors, complete }: DryRun['verdict']): string {
  if (errors.length > 0) return `! ${l10n.t('cannot be run as it stands')}`;
  if (!complete) return `◌ ${l10n.t('not checked against both ends')}`;
  return `◉ ${l10n.t('ready to run')}`;
}

/** `copy 2, create 1, by hand 1`; nothing of what stays as it is. */
function summary(steps: readonly Step[], language: Language): string {
  const done = steps.filter(({ action }) => action !== 'none');
  return [...Map.groupBy(done, ({ action }) => action)]
    .map(([action, own]) => `${actionWord(action)} ${number(own.length, language)}`)
    .join(', ');
}

function stepLine(step: Step, width: number): string {
  const { kind, before, after, reason } = step;
  const change = before === after ? oneLine(after) : `${oneLine(before)} → ${oneLine(after)}`;
  const why = reason === '' || reason === after ? '' : `  — ${oneLine(reason)}`;
  return `    ${markOf(step)} ${kindWord(kind).padEnd(width)}  ${change}${why}`;
}

/** What was not looked at is never shown as needing nothing; a comparison is what a run begins with, and needs no look. */
function markOf({ kind, action, before }: Step): string {
  if (kind === 'verify') return MARKS.none;
  return action === 'none' && NOT_CHECKED.has(before) ? '?' : MARKS[action];
}

/** As the command writes it in either language. */
const NOT_CHECKED = new Set(['not checked', 'non vérifié']);

const MARKS: Readonly<Record<Step['action'], string>> = {
  create: '+',
  grant: '+',
  copy: '>',
  update: '~',
  revoke: '-',
  wait: '…',
  handover: '✎',
  none: '=',
};
