/** A run that is under way, in the few words that a status bar and a notification have room for. */
import { l10n } from 'vscode';
import type { LiveRun, RunRecord } from '../../../server/protocol.ts';
import { counted, countedOf } from '../../infrastructure/counted.ts';
import type { Language } from '../../infrastructure/language.ts';
import { roughly, size } from '../../infrastructure/quantities.ts';

/** `pilot 12/46 · 3 min` */
export function statusText(run: LiveRun, language: Language): string {
  const { lot, mailboxes, secondsLeft, state } = run;
  const left = state === 'running' && secondsLeft ? ` · ${roughly(secondsLeft, language)}` : '';
  return `$(${ICONS[state]}) ${lot} ${mailboxes.done}/${mailboxes.of}${left}`;
}

/** `12 of 46 mailboxes · 3,400 messages · 1.2 GB · about 3 min left` */
export function progressText(run: LiveRun, language: Language): string {
  const { mailboxes, messages, bytes, secondsLeft, state } = run;
  const parts = [
    countedOf('mailbox', mailboxes.done, mailboxes.of, language),
    messages.done > 0 ? counted('message', messages.done, language) : '',
    bytes.done > 0 ? size(bytes.done, language) : '',
    state === 'running' ? waitingText(run, secondsLeft, language) : STATES[state](),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** `pilot 12/46`: how far a run was when it was last heard of. */
export const goneText = ({ lot, complete, mailboxes }: RunRecord): string =>
  `$(debug-disconnect) ${lot} ${complete}/${mailboxes}`;

const ICONS: Readonly<Record<LiveRun['state'], string>> = {
  running: 'sync~spin',
  pausing: 'debug-pause',
  paused: 'debug-pause',
  stopping: 'debug-stop',
};

const STATES: Readonly<Record<Exclude<LiveRun['state'], 'running'>, () => string>> = {
  pausing: () => l10n.t('pausing: what is under way is finished first'),
  paused: () => l10n.t('paused'),
  stopping: () => l10n.t('stopping: what is under way is finished first'),
};

function waitingText({ waiting }: LiveRun, secondsLeft: number | undefined, language: Language): string {
  const [first] = waiting;
  if (first) return WAITING[first.why](first.endpoint);
  // What is all but over has no time left worth a word.
  return secondsLeft ? l10n.t('about {0} left', roughly(secondsLeft, language)) : '';
}

const WAITING: Readonly<Record<LiveRun['waiting'][number]['why'], (endpoint: string) => string>> = {
  throttled: (endpoint) => l10n.t('{0} asks to slow down', endpoint),
  quiet: (endpoint) => l10n.t('{0} has quiet hours', endpoint),
  away: (endpoint) => l10n.t('{0} cannot be reached; it is tried again', endpoint),
};
