/** Goals are judged by the middle of the rounds, and only against who was there. */
import { expect, test } from 'vitest';
import type { Scene, ToolName } from './copy-task.ts';
import { type Judged, judged } from './goals.ts';
import { NOTHING_LOST } from './losses.ts';
import type { Outcome } from './scenes.ts';

const outcome = (scene: Scene, tool: ToolName, wall: number, more: Partial<Outcome> = {}): Outcome => ({
  scene,
  tool,
  wall,
  cpu: 100,
  servers: 100,
  resident: 50,
  code: 0,
  output: '',
  losses: NOTHING_LOST,
  isSourceTouched: false,
  ...more,
});

const shown = (rows: readonly Judged[]): string[] =>
  rows.map(
    ({ scene, goal, figure, isMet }) => `${scene} | ${goal} | ${figure} | ${isMet ? 'met' : 'MISSED'}`,
  );

test('the middle of three rounds counts, and nobody is compared with who was not there', () => {
  const found = judged(
    'engine',
    [
      ...[1_000, 900, 9_000].map((wall) => outcome('A full', 'engine', wall)),
      ...[2_400, 2_600, 2_600].map((wall) => outcome('A full', 'mbsync', wall)),
      outcome('A full', 'limit', 500),
    ],
    40,
  );
  expect(shown(found)).toEqual([
    'A full | ≥ 2.5 × mbsync | 2.60 × | met',
    'A full | time ≤ 1.7 × limit | 2.00 × | MISSED',
    'A full | exact, exit 0, source untouched | 3 of 3 runs | met',
  ]);
});

test('what has nothing to do is judged without the time that Node takes to start', () => {
  const outcomes = [outcome('A nothing new', 'engine', 240), outcome('A nothing new', 'mbsync', 100)];
  expect(shown(judged('engine', outcomes, 40))[0]).toBe(
    'A nothing new | time ≤ 2 × mbsync less Node’s start | 2.00 × | met',
  );
});

test('the best peer is the one that took least; who never came to an end is no peer', () => {
  const scene = 'B, 4 at once';
  const outcomes = [
    outcome(scene, 'bare', 1_000),
    outcome(scene, 'mbsync', 3_000),
    outcome(scene, 'doveadm', 1_400),
    outcome(scene, 'offlineimap', 1, { code: undefined }),
  ];
  expect(shown(judged('bare', outcomes, 0))[0]).toBe(
    `${scene} | ≥ 1.5 × the best peer (doveadm) | 1.40 × | MISSED`,
  );
});

test.each([{ losses: { ...NOTHING_LOST, dates: 1 } }, { code: 3 }, { isSourceTouched: true }])(
  'one bad run among good ones is told: %j',
  (bad) => {
    const outcomes = [outcome('L full', 'engine', 1), outcome('L full', 'engine', 1, bad)];
    expect(shown(judged('engine', outcomes, 0))).toEqual([
      'L full | exact, exit 0, source untouched | 1 of 2 runs | MISSED',
    ]);
  },
);
