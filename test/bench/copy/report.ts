/** The tables of a run: each scene's tools side by side, with what each lost; then every goal beside its figure. */
import { figure } from '../rows.ts';
import { mean, median } from '../samples.ts';
import type { Scene, Tool, ToolName } from './copy-task.ts';
import { MAILBOX_A, MAILBOX_L, MAILBOXES_B, type Shape } from './generated-mailbox.ts';
import { type Judged, timesOf } from './goals.ts';
import { isExact, sayLosses } from './losses.ts';
import type { Outcome } from './scenes.ts';

const WIDTHS = [24, 8, 8, 9, 7, 7, 7, 8, 6];
const HEAD = ['s', 'CPU s', 'servers s', 'MB', 'msg/s', 'MB/s', '× ours', 'exit', 'lost or changed'];

/** What is copied in a scene, where a rate says anything. */
const COPIED: Partial<Record<Scene, readonly Shape[]>> = {
  'A full': [MAILBOX_A],
  'B, 4 at once': MAILBOXES_B,
  'L full': [MAILBOX_L],
};

export function sceneTable(scene: Scene, tools: readonly Tool[], outcomes: readonly Outcome[]): string {
  const ours = timesOf(outcomes, scene, 'engine') ?? timesOf(outcomes, scene, 'bare');
  const rows = tools.map((tool) => row(scene, tool, outcomes, ours?.wall));
  return [[scene, ...HEAD], ...rows.filter((cells) => cells.length > 0)]
    .map((cells) => aligned(cells, WIDTHS))
    .join('\n');
}

function row(scene: Scene, tool: Tool, outcomes: readonly Outcome[], ours: number | undefined): string[] {
  if (tool.version() === undefined) return [tool.title, ...Array<string>(8).fill(''), 'not installed'];
  const all = outcomes.filter((outcome) => outcome.scene === scene && outcome.tool === tool.name);
  if (all.length === 0) return [];
  const ended = all.filter(({ code }) => code !== undefined);
  if (ended.length === 0) return [tool.title, ...Array<string>(8).fill(''), 'did not come to an end'];
  const wall = median(ended.map((outcome) => outcome.wall));
  const times = (value: number) => (value / 1000).toFixed(2);
  return [
    tool.title,
    times(wall),
    times(mean(ended.map(({ cpu }) => cpu))),
    times(mean(ended.map(({ servers }) => servers))),
    figure(Math.max(...ended.map(({ resident }) => resident))),
    ...rates(scene, wall),
    ours === undefined ? '' : `${(wall / ours).toFixed(2)}`,
    [...new Set(ended.map(({ code }) => code))].join(','),
    became(ended),
  ];
}

function rates(scene: Scene, wall: number): string[] {
  const shapes = COPIED[scene];
  if (!shapes) return ['', ''];
  const messages = shapes.reduce((sum, shape) => sum + shape.messages, 0);
  const bytes = shapes.reduce((sum, shape) => sum + shape.bytes, 0);
  return [figure((1000 * messages) / wall), figure(bytes / 1000 / wall)];
}

/** The worst of all rounds. */
function became(outcomes: readonly Outcome[]): string {
  const bad = outcomes.find(({ losses }) => !isExact(losses)) ?? outcomes[0];
  const touched = outcomes.some(({ isSourceTouched }) => isSourceTouched) ? '; CHANGED THE SOURCE' : '';
  return bad ? sayLosses(bad.losses) + touched : '';
}

const GOAL_WIDTHS = [24, 42, 14, 9];

export function goalTable(title: string, found: readonly Judged[]): string {
  const rows = found.map(({ scene, goal, figure: reached, byCpu = '', isMet }) => [
    scene,
    goal,
    reached,
    byCpu,
    isMet ? 'met' : 'MISSED',
  ]);
  return [[title, 'goal', 'reached', 'by CPU', ''], ...rows]
    .map((cells) => aligned(cells, GOAL_WIDTHS))
    .join('\n');
}

/** imapsync is in no Debian: what it took beside mbsync when both were there, which is no measurement of this run. */
const IMAPSYNC_BESIDE_MBSYNC = { imapsync: 25.3, mbsync: 5.7 };

export function imapsyncRemark(outcomes: readonly Outcome[], tool: ToolName): string | undefined {
  const ours = timesOf(outcomes, 'A full', tool);
  const mbsync = timesOf(outcomes, 'A full', 'mbsync');
  if (ours === undefined || mbsync === undefined) return undefined;
  const { imapsync: theirs, mbsync: beside } = IMAPSYNC_BESIDE_MBSYNC;
  const times = ((mbsync.wall / ours.wall) * theirs) / beside;
  return (
    `imapsync is not installed. Not measured here: on such a machine imapsync 2.229 once took ${theirs} s for A where mbsync took ` +
    `${beside} s; by that ratio this engine would be ${times.toFixed(1)} × as fast as imapsync (goal: 12).`
  );
}

export function aligned(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((text, index) => {
    const width = widths[index] ?? 0;
    return index === 0 ? text.padEnd(width) : text.padStart(width);
  });
  return [...padded.slice(0, -1), ` ${padded.at(-1) ?? ''}`].join(' ').trimEnd();
}
