/** What the copy is to reach beside its peers, as ratios in one run on one machine, and whether it does. */
import { median } from '../samples.ts';
import type { Scene, ToolName } from './copy-task.ts';
import { isExact } from './losses.ts';
import type { Outcome } from './scenes.ts';

/** It writes files where all others ask a server to: a peer of the same name, and another kind of tool. */
const TUNED = 'doveadm-tuned';
const PEERS: readonly ToolName[] = ['mbsync', 'doveadm', TUNED, 'imapsync', 'offlineimap'];
const AGAIN: readonly Scene[] = ['A nothing new', 'A 1 % new'];

interface SpeedGoal {
  readonly scene: Scene;
  /** With whom it is compared: with each, or with the best of them. */
  readonly peers: readonly ToolName[];
  readonly isBestOnly?: boolean;
  /** As many times as fast at least; or as many times as long at most. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The time that Node takes to start is not counted. */
  readonly isLessNode?: boolean;
}

const SPEED_GOALS: readonly SpeedGoal[] = [
  { scene: 'A full', peers: ['imapsync'], atLeast: 12 },
  { scene: 'A full', peers: ['mbsync', 'doveadm', TUNED], atLeast: 2.5 },
  { scene: 'A full', peers: ['limit'], atMost: 1.7 },
  ...AGAIN.flatMap((scene): SpeedGoal[] => [
    { scene, peers: ['mbsync'], atMost: 2, isLessNode: true },
    { scene, peers: PEERS.slice(1), atLeast: 5 },
  ]),
  { scene: 'B, 4 at once', peers: PEERS.filter((peer) => peer !== TUNED), isBestOnly: true, atLeast: 1.5 },
  { scene: 'B, 4 at once', peers: [TUNED], atLeast: 1.5 },
  { scene: 'L full', peers: ['mbsync'], atLeast: 1.5 },
  { scene: 'L full', peers: ['limit'], atMost: 1.5 },
];

/** Megabytes that the engine may hold, whatever it copies. */
export const RESIDENT_GOAL = 250;
/** Milliseconds until a resumed run copies, with 4,600 mailboxes in one ledger. */
export const RESUME_GOAL = 2_000;

export interface Judged {
  readonly scene: string;
  readonly goal: string;
  readonly figure: string;
  /** The same by CPU of the tool and both servers: what a busy machine changes least. */
  readonly byCpu?: string;
  readonly isMet: boolean;
}

/** `tool`: which of the engine's two rows is judged. `nodeStart`: milliseconds. */
export function judged(tool: ToolName, outcomes: readonly Outcome[], nodeStart: number): Judged[] {
  const speed = SPEED_GOALS.flatMap((goal) => judgedSpeed(goal, tool, outcomes, nodeStart));
  const scenes = [...new Set(outcomes.filter((outcome) => outcome.tool === tool).map(({ scene }) => scene))];
  return [...speed, ...scenes.map((scene) => judgedExact(scene, tool, outcomes))];
}

interface Times {
  /** Milliseconds, both. */
  readonly wall: number;
  readonly cpu: number;
}

/** Undefined where it never came to an end. */
export function timesOf(outcomes: readonly Outcome[], scene: Scene, tool: ToolName): Times | undefined {
  const own = outcomes.filter((outcome) => outcome.scene === scene && outcome.tool === tool);
  const ended = own.filter(({ code }) => code !== undefined);
  if (ended.length === 0) return undefined;
  return {
    wall: median(ended.map(({ wall }) => wall)),
    cpu: median(ended.map(({ cpu, servers }) => cpu + servers)),
  };
}

function judgedSpeed(
  goal: SpeedGoal,
  tool: ToolName,
  outcomes: readonly Outcome[],
  nodeStart: number,
): Judged[] {
  const ours = timesOf(outcomes, goal.scene, tool);
  if (ours === undefined) return [];
  const less = goal.isLessNode ? nodeStart : 0;
  const own: Times = { wall: ours.wall - less, cpu: ours.cpu - less };
  const compared = goal.peers.flatMap((peer) => {
    const theirs = timesOf(outcomes, goal.scene, peer);
    return theirs === undefined ? [] : [{ peer, theirs }];
  });
  if (goal.isBestOnly) compared.sort((one, other) => one.theirs.wall - other.theirs.wall).splice(1);
  return compared.map(({ peer, theirs }) => ratio(goal, peer, own, theirs));
}

function ratio(goal: SpeedGoal, peer: ToolName, ours: Times, theirs: Times): Judged {
  const { scene, atLeast, atMost = 0, isLessNode } = goal;
  const name = goal.isBestOnly ? `the best peer (${peer})` : peer;
  const times = (value: number) => `${value.toFixed(2)} ×`;
  if (atLeast !== undefined) {
    const found = theirs.wall / ours.wall;
    const byCpu = times(theirs.cpu / ours.cpu);
    return { scene, goal: `≥ ${atLeast} × ${name}`, figure: times(found), byCpu, isMet: found >= atLeast };
  }
  const found = ours.wall / theirs.wall;
  const byCpu = times(ours.cpu / theirs.cpu);
  const text = `time ≤ ${atMost} × ${name}${isLessNode ? ' less Node’s start' : ''}`;
  return { scene, goal: text, figure: times(found), byCpu, isMet: found <= atMost };
}

function judgedExact(scene: Scene, tool: ToolName, outcomes: readonly Outcome[]): Judged {
  const own = outcomes.filter((outcome) => outcome.scene === scene && outcome.tool === tool);
  const bad = own.filter(
    ({ losses, code, isSourceTouched }) => !isExact(losses) || code !== 0 || isSourceTouched,
  );
  const figure = `${own.length - bad.length} of ${own.length} runs`;
  return { scene, goal: 'exact, exit 0, source untouched', figure, isMet: bad.length === 0 };
}
