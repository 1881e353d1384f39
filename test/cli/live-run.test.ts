/** A run under way, as people read it: how far, how fast, what it waits for. */
import { expect, test } from 'vitest';
import type { Cli } from '../../server/cli/services.ts';
import { clockTime, liveRunLines, waitingLine } from '../../server/cli/views/live-run.ts';
import { progressView } from '../../server/cli/views/progress.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { text } from '../../server/planning/text.ts';
import type { Failure } from '../../server/running/failures.ts';
import type { LiveRun } from '../../server/running/live/progress-file.ts';
import type { LotStanding } from '../../server/running/lot/lot-progress.ts';
import type { RunEvent } from '../../server/running/run-event.ts';
import { expectFrench } from '../support/both-languages.ts';

function cliIn(locale: Locale): { cli: Cli; said: string[] } {
  const said: string[] = [];
  const terminal = { colour: false, errIsTerminal: false, err: (line: string) => said.push(line) };
  const t = (en: string, fr: string) => (locale === 'fr' ? fr : en);
  return { cli: { locale, t, terminal } as unknown as Cli, said };
}

const at = (hours: number, minutes: number): Date => {
  const day = new Date();
  day.setHours(hours, minutes, 0, 0);
  return day;
};

const run: LiveRun = {
  ...{ schema: 'migplan/progress/v1', pid: 4711, plan: 'p', lot: 'first', phase: 'all', state: 'running' },
  ...{ since: at(8, 0).toISOString(), at: at(9, 5).toISOString(), stateSince: at(8, 0).toISOString() },
  ...{ mailboxes: { done: 3, of: 20 }, underWay: [], messages: { done: 12_000, left: 36_000 } },
  ...{ bytes: { done: 1.3e9, left: 4e9 }, rate: { messages: 450, bytes: 42e6 }, secondsLeft: 420 },
  waiting: [{ endpoint: 'new', why: 'throttled', until: at(18, 42).toISOString() }],
};

test('in English', () => {
  expect(liveRunLines(cliIn('en').cli, run)).toEqual([
    'Lot first: under way since 08:00 (process 4711)',
    '██████░░░░░░░░░░░░░░░░░░ 3/20 mailboxes · about 7 min left · 12,000 messages · 1.3 GB · 450/s · 42 MB/s',
    'endpoint new asks to slow down until 18:42',
  ]);
});

test('in French', () => {
  expect(liveRunLines(cliIn('fr').cli, run)).toEqual([
    'Lot first\u00A0: en cours depuis 08:00 (processus 4711)',
    '██████░░░░░░░░░░░░░░░░░░ 3/20 boîtes · encore 7 min environ · 12\u202F000 messages · 1,3 Go · 450/s · 42 Mo/s',
    'point d’accès new demande de ralentir jusqu’à 18:42',
  ]);
});

test('a paused run is not said to be fast, nor to be ready soon', () => {
  const [head, line] = liveRunLines(cliIn('en').cli, { ...run, state: 'paused', waiting: [] });
  expect(head).toBe('Lot first: paused since 08:00 (process 4711)');
  expect(line).toBe('██████░░░░░░░░░░░░░░░░░░ 3/20 mailboxes · 12,000 messages · 1.3 GB');
});

test.each([
  [40, 'about 40 s left'],
  [5000, 'about 83 min left'],
  [9000, 'about 2 h 30 min left'],
  [100_000, 'about 28 h left'],
])('%i seconds are told as exactly as an estimate is: %s', (secondsLeft, told) => {
  expect(liveRunLines(cliIn('en').cli, { ...run, secondsLeft })[1]).toContain(told);
});

test('a moment of another day is told with its day', () => {
  const now = new Date('2026-01-05T12:00:00');
  expect(clockTime(new Date('2026-01-06T06:30:00'), 'en', now)).toBe('January 6, 06:30');
  expect(clockTime(new Date('2026-01-06T06:30:00'), 'fr', now)).toBe('6 janvier, 06:30');
});

const failure: Failure = {
  ...{ kind: 'throttled', reach: 'lot', words: 'NO [THROTTLED] x' },
  ...{
    where: text('endpoint new', 'point d’accès new'),
    what: text('asks for a pause', 'demande une pause'),
  },
} as const;

const SAID: readonly (readonly [RunEvent, string, string])[] = [
  [
    { event: 'throttled', endpoint: 'new', until: at(18, 42), failure },
    'endpoint new asks to slow down until 18:42 (NO [THROTTLED] x). What was copied is recorded; the run goes on by itself.\n',
    'point d’accès new demande de ralentir jusqu’à 18:42 (NO [THROTTLED] x). Ce qui a été copié est enregistré\u00A0; l’exécution reprend d’elle-même.\n',
  ],
  [
    { event: 'quiet', endpoint: 'new', until: at(18, 0) },
    'endpoint new: quiet hours, waiting until 18:00\n',
    'point d’accès new\u00A0: heures calmes, reprise à 18:00\n',
  ],
  [{ event: 'back', endpoint: 'new' }, 'endpoint new is back\n', 'point d’accès new\u00A0: de retour\n'],
  [{ event: 'resumed' }, 'Going on.\n', 'Reprise.\n'],
];

test.each(SAID)('a run tells at once of %o', (event, english, french) => {
  for (const [locale, line] of [
    ['en', english],
    ['fr', french],
  ] as const) {
    const { cli, said } = cliIn(locale);
    progressView(cli).on(event);
    expect(said).toEqual([line]);
  }
});

test.each(['throttled', 'quiet', 'away'] as const)('%s is told in French', (why) => {
  expectFrench(waitingLine({ locale: 'fr' }, { endpoint: 'x', why, until: at(1, 0) }));
});

test('on a terminal one line is redrawn, and what goes wrong stands above it', () => {
  const { cli, said } = cliIn('en');
  Object.assign(cli.terminal, { errIsTerminal: true, columns: 60 });
  Object.assign(cli, { services: { clock: { now: () => at(9, 0) } } });
  const view = progressView(cli);
  const standing: LotStanding = {
    ...{ state: 'running', mailboxes: { done: 1, of: 2 }, underWay: [], waiting: [], secondsLeft: 70 },
    ...{ messages: { done: 50, left: 50 }, bytes: { done: 1e6, left: 1e6 } },
  };
  view.on({ event: 'away', endpoint: 'new', until: at(9, 15), failure }, () => standing);
  view.end();
  expect(said.map((line) => line.replaceAll('\u001B[K', '<clear>'))).toEqual([
    '\r<clear>endpoint new cannot be reached; waiting for it until 09:15 (NO [THROTTLED] x). What was copied is recorded; the run goes on by itself.\n',
    '\r<clear>████████████░░░░░░░░░░░░ 1/2 mailboxes · about 70 s left · ',
    '\r<clear>',
  ]);
});
