/** A run under way, as `run`, `status` and `watch` show it: how much is done, how fast, how long it still takes, what is waited for. */
import { humanNumber, humanSize } from '../../language/model/words/quantities.ts';
import type { Locale } from '../../language/rules/rule.ts';
import { type Text, text } from '../../planning/text.ts';
import type { LiveRun } from '../../running/live/progress-file.ts';
import type { LotStanding, Waiting } from '../../running/lot/lot-progress.ts';
import type { Cli } from '../services.ts';
import { colon } from './style.ts';

const BAR = 24;

/** One line, what matters most first, since a narrow terminal cuts it: `██░░ 3/20 mailboxes · about 7 min left · 12,000 messages …`. */
export function standingLine(
  cli: Pick<Cli, 't' | 'locale'>,
  standing: Omit<LotStanding, 'state' | 'waiting'>,
): string {
  const { t, locale } = cli;
  const { mailboxes, messages, bytes, rate } = standing;
  const n = (value: number): string => humanNumber(value, locale);
  const part = partOf(standing);
  const bar = '█'.repeat(Math.round(part * BAR)).padEnd(BAR, '░');
  const told = [
    `${bar} ${n(mailboxes.done)}/${n(mailboxes.of)} ${t('mailboxes', 'boîtes')}`,
    ...leftOf(standing, t),
    `${n(messages.done)} messages`,
    humanSize(bytes.done, locale),
    ...(rate ? [`${n(rate.messages)}/s`, `${humanSize(rate.bytes, locale)}/s`] : []),
  ];
  return told.join(' · ');
}

/** How much is done: of the messages that are known of, else of the mailboxes. */
function partOf({ mailboxes, messages }: Pick<LotStanding, 'mailboxes' | 'messages'>): number {
  const { done, left } = messages;
  if (left === undefined || done + left === 0) return mailboxes.done / Math.max(1, mailboxes.of);
  return Math.min(1, done / (done + left));
}

function leftOf({ secondsLeft }: Pick<LotStanding, 'secondsLeft'>, t: Cli['t']): string[] {
  if (secondsLeft === undefined || secondsLeft === 0) return [];
  const shown = roughly(secondsLeft);
  return [t(`about ${shown} left`, `encore ${shown} environ`)];
}

/** `45 s`, `12 min`, `7 h`, `3 d`: as exact as an estimate is. */
function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  const hours = seconds / 3600;
  return hours < 10 ? `${Math.floor(hours)} h ${Math.round((hours % 1) * 60)} min` : `${Math.round(hours)} h`;
}

/** What is waited for, a line each; `until` is a moment. */
export function waitingLine({ locale }: Pick<Cli, 'locale'>, { endpoint, why, until }: Waiting): string {
  const at = clockTime(until, locale);
  return `${text(`endpoint ${endpoint}`, `point d’accès ${endpoint}`)[locale]}${WAITING[why](at)[locale]}`;
}

const WAITING: Readonly<Record<Waiting['why'], (at: string) => Text>> = {
  throttled: (at) => text(` asks to slow down until ${at}`, ` demande de ralentir jusqu’à ${at}`),
  quiet: (at) => text(`: quiet hours, waiting until ${at}`, `\u00A0: heures calmes, reprise à ${at}`),
  away: (at) =>
    text(` cannot be reached; waiting for it until ${at}`, ` est injoignable\u00A0; attendu jusqu’à ${at}`),
};

/** `18:42`; with the day where it is another one. */
export function clockTime(at: Date, locale: Locale, now = new Date()): string {
  const time = at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (at.toDateString() === now.toDateString()) return time;
  return `${at.toLocaleDateString(locale, { day: 'numeric', month: 'long' })}, ${time}`;
}

/** A run of this plan under way in another process: its lot, its line, what it waits for. */
export function liveRunLines(cli: Pick<Cli, 't' | 'locale'>, run: LiveRun): string[] {
  const { t, locale } = cli;
  const since = clockTime(new Date(run.stateSince), locale);
  const what = run.phase === 'all' ? `Lot ${run.lot}` : `Lot ${run.lot}, phase ${run.phase}`;
  const is = `${what}${colon(locale)}${STATES[run.state][locale]}`;
  const head = t(`${is} since ${since} (process ${run.pid})`, `${is} depuis ${since} (processus ${run.pid})`);
  const { rate, secondsLeft, waiting, ...rest } = run;
  const standing = {
    ...rest,
    messages: known(run.messages),
    bytes: known(run.bytes),
    ...(rate && run.state === 'running' && { rate }),
    ...(secondsLeft !== undefined && run.state === 'running' && { secondsLeft }),
  };
  const waits = waiting.map(({ until, ...one }) => waitingLine(cli, { ...one, until: new Date(until) }));
  return [head, standingLine(cli, standing), ...waits];
}

const known = ({
  done,
  left,
}: {
  done: number;
  left?: number | undefined;
}): { done: number; left?: number } => ({
  done,
  ...(left === undefined ? {} : { left }),
});

const STATES: Readonly<Record<LiveRun['state'], Text>> = {
  running: text('under way', 'en cours'),
  pausing: text('about to pause', 'va être en pause'),
  paused: text('paused', 'en pause'),
  stopping: text('stopping', 'en train de s’arrêter'),
};
