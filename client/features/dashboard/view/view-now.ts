/** The run under way, or how the last one ended. */
import { l10n } from 'vscode';
import type { LiveRun, LotInfo, RunRecord } from '../../../../server/protocol.ts';
import { counted } from '../../../infrastructure/counted.ts';
import { shortMoment } from '../../../infrastructure/days.ts';
import { number, percent, roughly, size } from '../../../infrastructure/quantities.ts';
import { partDone, phaseWord } from '../../../infrastructure/run-words.ts';
import type { PlanFacts, Surroundings } from './dashboard-facts.ts';
import type { Action, Figure, NowView, Tone, UnderWayView } from './dashboard-view.ts';

export function viewNow({ live, runs, lots }: PlanFacts, around: Surroundings): NowView | undefined {
  const [last] = runs;
  if (live) return viewLive(live, lots, around);
  return last ? viewEnded(last, lots, around) : undefined;
}

function viewLive(live: LiveRun, lots: readonly LotInfo[], around: Surroundings): NowView {
  const { language, now } = around;
  const part = partDone(live);
  const { tone, word } = stateOf(live.state);
  return {
    heading: l10n.t('Under way'),
    tone,
    state: word,
    title: titleOf(live.lot, lots),
    phase: phaseWord(live.phase),
    since: l10n.t('since {0}', shortMoment(live.since, now, language)),
    part,
    percent: percent(part, language),
    ...timeLeft(live, around),
    figures: liveFigures(live, around),
    waiting: live.waiting.map((one) => waitingLine(one, around)),
    ...(live.underWay.length > 0 && { underWay: viewUnderWay(live, around) }),
    actions: around.whyNot === undefined ? liveActions(live) : [],
  };
}

function stateOf(state: LiveRun['state']): { readonly tone: Tone; readonly word: string } {
  switch (state) {
    case 'running':
      return { tone: 'running', word: l10n.t('running') };
    case 'pausing':
      return { tone: 'due', word: l10n.t('pausing') };
    case 'paused':
      return { tone: 'due', word: l10n.t('paused') };
    case 'stopping':
      return { tone: 'due', word: l10n.t('stopping') };
  }
}

function timeLeft(
  { secondsLeft, state }: LiveRun,
  { now, language }: Surroundings,
): Pick<NowView, 'left' | 'ends'> {
  if (!secondsLeft || state !== 'running') return {};
  const ends = new Date(now.getTime() + secondsLeft * 1000).toISOString();
  return {
    left: l10n.t('about {0} left', roughly(secondsLeft, language)),
    ends: l10n.t('ends around {0}', shortMoment(ends, now, language)),
  };
}

function liveFigures({ mailboxes, messages, bytes, rate }: LiveRun, { language }: Surroundings): Figure[] {
  const n = (value: number): string => number(value, language);
  const known = (done: number, left: number | undefined, say: (value: number) => string) =>
    left === undefined ? {} : { of: `/ ${say(done + left)}` };
  const inBytes = (value: number): string => size(value, language);
  return [
    { label: l10n.t('Mailboxes'), value: n(mailboxes.done), of: `/ ${n(mailboxes.of)}` },
    { label: l10n.t('Messages'), value: n(messages.done), ...known(messages.done, messages.left, n) },
    { label: l10n.t('Volume'), value: inBytes(bytes.done), ...known(bytes.done, bytes.left, inBytes) },
    {
      label: l10n.t('Rate'),
      value: rate ? `${inBytes(rate.bytes)}/s` : '–',
      ...(rate && { of: `${counted('message', rate.messages, language)}/s` }),
    },
  ];
}

function viewUnderWay({ underWay }: LiveRun, { language }: Surroundings): UnderWayView {
  return {
    heading: l10n.t('Mailboxes under way'),
    columns: [l10n.t('Mailbox'), l10n.t('Doing'), l10n.t('Messages'), l10n.t('Volume')],
    rows: underWay.map(({ address, doing, messages, ofMessages, bytes }) => ({
      address,
      doing: doing === 'copy' ? l10n.t('copy') : l10n.t('verify'),
      part: ofMessages === 0 ? 0 : Math.min(1, messages / ofMessages),
      messages: `${number(messages, language)} / ${number(ofMessages, language)}`,
      bytes: size(bytes, language),
    })),
  };
}

function waitingLine(
  { endpoint, why, until }: LiveRun['waiting'][number],
  { now, language }: Surroundings,
): string {
  const at = shortMoment(until, now, language);
  switch (why) {
    case 'throttled':
      return l10n.t('{0} asks to slow down until {1}', endpoint, at);
    case 'quiet':
      return l10n.t('{0} has quiet hours until {1}', endpoint, at);
    case 'away':
      return l10n.t('{0} cannot be reached; tried again at {1}', endpoint, at);
  }
}

function liveActions({ lot, state }: LiveRun): Action[] {
  const cancel: Action = { does: 'cancel', label: l10n.t('Cancel'), lot };
  switch (state) {
    case 'running':
      return [{ does: 'pause', label: l10n.t('Pause'), lot }, cancel];
    case 'pausing':
    case 'paused':
      return [{ does: 'resume', label: l10n.t('Resume'), lot, isFirst: true }, cancel];
    case 'stopping':
      return [];
  }
}

function viewEnded(
  run: RunRecord,
  lots: readonly LotInfo[],
  { now, language, whyNot }: Surroundings,
): NowView {
  const { tone, word } = endOf(run);
  const again: Action = { does: 'run', label: l10n.t('Run again'), lot: run.lot };
  return {
    heading: l10n.t('Last run'),
    tone,
    state: word,
    title: titleOf(run.lot, lots),
    phase: phaseWord(run.phase),
    since: [...new Set([run.since, run.at].map((at) => shortMoment(at, now, language)))].join(' – '),
    figures: endedFigures(run, language),
    waiting: [],
    actions: whyNot === undefined && run.how !== 'complete' && run.how !== 'running' ? [again] : [],
    ...(run.words && { words: run.words }),
    log: { id: run.id, label: l10n.t('Open its log') },
  };
}

function endedFigures(run: RunRecord, language: Surroundings['language']): Figure[] {
  const n = (value: number): string => number(value, language);
  return [
    { label: l10n.t('Mailboxes'), value: n(run.complete), of: `/ ${n(run.mailboxes)}` },
    { label: l10n.t('Messages copied'), value: n(run.copied) },
    { label: l10n.t('Failed'), value: n(run.failed), ...(run.failed > 0 && { tone: 'failed' }) },
  ];
}

function endOf({ how }: RunRecord): { readonly tone: Tone; readonly word: string } {
  switch (how) {
    case 'running':
      return { tone: 'running', word: l10n.t('running') };
    case 'complete':
      return { tone: 'done', word: l10n.t('complete') };
    case 'incomplete':
      return { tone: 'failed', word: l10n.t('incomplete') };
    case 'stopped':
      return { tone: 'due', word: l10n.t('stopped') };
    case 'gone':
      return { tone: 'gone', word: l10n.t('broken off') };
  }
}

const titleOf = (lot: string, lots: readonly LotInfo[]): string =>
  lots.find(({ name }) => name === lot)?.title || lot;
