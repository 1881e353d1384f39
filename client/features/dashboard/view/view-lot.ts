/** One lot: its row on the strip, its line of stops, and what can be done with it. */
import { l10n } from 'vscode';
import type { DueStep, LiveRun, LotInfo } from '../../../../server/protocol.ts';
import { counted } from '../../../infrastructure/counted.ts';
import { type Day, daysBetween, shortDay, shortWeekday } from '../../../infrastructure/days.ts';
import { number, percent } from '../../../infrastructure/quantities.ts';
import { partDone } from '../../../infrastructure/run-words.ts';
import type { Surroundings } from './dashboard-facts.ts';
import type { Action, Figure, LotView, StopView, StretchView, Tone } from './dashboard-view.ts';

/** `first` is the strip's first day. */
export function viewLot(
  lot: LotInfo,
  first: Day | undefined,
  live: LiveRun | null,
  around: Surroundings,
): LotView {
  const { language, whyNot } = around;
  const running = live?.lot === lot.name ? live : undefined;
  const tone: Tone = running ? 'running' : toneOf(lot);
  const part = running ? partDone(running) : lot.counts.done / Math.max(1, lot.counts.mailboxes);
  const state = stateWord(lot, tone, part, around);
  const stops = lot.steps.map((step) => viewStop(step, around));
  return {
    name: lot.name,
    title: lot.title || lot.name,
    date: lot.date ? shortDay(lot.date, language) : '–',
    mailboxes: number(lot.counts.mailboxes, language),
    tone,
    state,
    part,
    spoken: spokenRow(lot, state, around),
    ...(first !== undefined && lot.steps.length > 0 && { stretch: stretchOf(lot, first, stops) }),
    stops,
    facts: factsOf(lot, around),
    ...(lot.hold !== undefined && { hold: l10n.t('On hold: {0}', lot.hold) }),
    actions: whyNot === undefined && !running ? actionsOf(lot) : [],
    open: l10n.t('Open its declaration'),
  };
}

/** What is late is more to be seen than what is only planned, or copied so far. */
function toneOf({ standing, isBegun, steps }: LotInfo): Tone {
  const isLate = steps.some(({ isDue }) => isDue);
  if (isLate && (standing === 'planned' || standing === 'done')) return 'due';
  return standing === 'planned' && isBegun ? 'begun' : standing;
}

function stateWord(lot: LotInfo, tone: Tone, part: number, { language }: Surroundings): string {
  const { counts, hold, steps } = lot;
  if (hold !== undefined && tone !== 'running') return l10n.t('on hold');
  switch (tone) {
    case 'planned':
      return l10n.t('to come');
    case 'begun':
      return part > 0 ? percent(part, language) : l10n.t('begun');
    case 'due':
      return l10n.t('due');
    case 'running':
      return percent(part, language);
    case 'done':
      return steps.every(({ isDone }) => isDone) ? l10n.t('done') : l10n.t('copied');
    case 'failed':
      return counts.failed > 0 ? l10n.t('{0} failed', number(counts.failed, language)) : l10n.t('failed');
    case 'gone':
      return l10n.t('broken off');
  }
}

function spokenRow(lot: LotInfo, state: string, { language }: Surroundings): string {
  const mailboxes = counted('mailbox', lot.counts.mailboxes, language);
  const date = lot.date ? shortWeekday(lot.date, language) : l10n.t('no date');
  return [lot.title || lot.name, date, mailboxes, state].join(', ');
}

function viewStop({ step, day, isDone, isDue }: DueStep, { language }: Surroundings): StopView {
  const tone: Tone = isDone ? 'done' : isDue ? 'due' : 'planned';
  return { step, day: shortWeekday(day, language), date: shortDay(day, language), tone, state: STOP[tone]() };
}

const STOP = {
  done: () => l10n.t('done'),
  due: () => l10n.t('due'),
  planned: () => l10n.t('to come'),
} as const;

function stretchOf({ date, steps }: LotInfo, first: Day, stops: readonly StopView[]): StretchView {
  const places = steps.map(({ day }) => daysBetween(first, day));
  const byDay = Map.groupBy(stops.keys(), (index) => places[index] ?? 0);
  const done = places.filter((_, index) => stops[index]?.tone === 'done');
  const from = Math.min(...places);
  return {
    from,
    to: Math.max(...places),
    reached: Math.max(from, ...done),
    marks: [...byDay].map(([at, indexes]) => {
      const there = indexes.flatMap((index) => stops[index] ?? []);
      return {
        at,
        tone: worst(there),
        isDate: date !== undefined && daysBetween(first, date) === at,
        label: `${there[0]?.day}: ${there.map(({ step }) => step).join(', ')}`,
      };
    }),
  };
}

const worst = (stops: readonly StopView[]): Tone =>
  stops.find(({ tone }) => tone === 'due')?.tone ?? stops.find(({ tone }) => tone !== 'done')?.tone ?? 'done';

function factsOf(lot: LotInfo, { language }: Surroundings): Figure[] {
  const { counts, shared, messages, size, cost, isPilot, name } = lot;
  const n = (value: number): string => number(value, language);
  return [
    { label: isPilot ? l10n.t('Pilot lot') : l10n.t('Lot'), value: name },
    {
      label: l10n.t('Mailboxes'),
      value: n(counts.mailboxes),
      ...(shared > 0 && { of: l10n.t('shared: {0}', n(shared)) }),
    },
    ...(messages > 0 ? [{ label: l10n.t('Messages'), value: n(messages) }] : []),
    ...(size ? [{ label: l10n.t('Volume'), value: size }] : []),
    ...(cost ? [{ label: l10n.t('Cost'), value: cost }] : []),
    ...(counts.done > 0 ? [{ label: l10n.t('Done'), value: n(counts.done), tone: 'done' } as const] : []),
    ...(counts.failed > 0
      ? [{ label: l10n.t('Failed'), value: n(counts.failed), tone: 'failed' } as const]
      : []),
  ];
}

function actionsOf({ name, hold, isBegun }: LotInfo): Action[] {
  const run: Action = { does: 'run', label: l10n.t('Run…'), lot: name, isFirst: true };
  const verify: Action = { does: 'verify', label: l10n.t('Verify'), lot: name };
  return [
    ...(hold === undefined ? [run] : []),
    { does: 'dryRun', label: l10n.t('Dry run'), lot: name },
    ...(isBegun ? [verify] : []),
  ];
}
