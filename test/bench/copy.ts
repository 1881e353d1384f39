/**
 * `npm run bench:copy`: the copy beside every peer that is installed, on the same mailboxes between two real Dovecots, in one
 * run: times, memory, and what each of them lost. Goals are ratios; on a busy machine only those and CPU mean anything.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copiedFiles } from './copy/copied-files.ts';
import { SCENES, TOOL_NAMES, type Tool, type ToolName } from './copy/copy-task.ts';
import { doveadm, doveadmTuned } from './copy/doveadm.ts';
import { buildEngine, engineTools, limitTools } from './copy/engine.ts';
import { judged } from './copy/goals.ts';
import { imapsync } from './copy/imapsync.ts';
import { mbsync } from './copy/mbsync.ts';
import { measured } from './copy/measured-process.ts';
import { memoryRows } from './copy/memory.ts';
import { offlineimap } from './copy/offlineimap.ts';
import { goalTable, imapsyncRemark, sceneTable } from './copy/report.ts';
import { resumedRows } from './copy/resumed-run.ts';
import { type Outcome, stock, turn, USER_A, USER_L, USERS_B } from './copy/scenes.ts';
import { fastFolder, TwoServers } from './copy/two-servers.ts';
import { planFolder } from './plan-folder.ts';
import { median } from './samples.ts';

const PLACES = ['A', 'B', 'L', 'memory', 'resume'] as const;
type Place = (typeof PLACES)[number];

/** A tool that takes longer than this is measured once: the others' rounds are not to wait for it. */
const SLOW = 45_000;

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', multiple: true },
    tools: { type: 'string' },
    server: { type: 'string' },
    json: { type: 'string' },
    profile: { type: 'string' },
  },
});
const places = chosen('--only', given.only ?? PLACES, PLACES);
const names = chosen('--tools', given.tools?.split(',') ?? TOOL_NAMES, TOOL_NAMES);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
using build = planFolder([]);
if (!given.server && (names.includes('engine') || names.includes('bare'))) {
  buildEngine(build.path, given.profile !== undefined);
}
const tools = toolsOf(given.server ? resolve(given.server) : build.path);
const installed = tools.filter((tool) => tool.version() !== undefined);
for (const { title, version } of tools) console.log(`${title}: ${version() ?? 'not installed'}`);
console.log(`mail on ${fastFolder()}, ${cpus().length} cores, ${given.rounds} rounds\n`);

const ours = installed.filter(({ name }) => name === 'engine' || name === 'bare');
const outcomes: Outcome[] = [];
const scenes = SCENES.filter((scene) => places.some((place) => scene.startsWith(place)));
if (scenes.length > 0) await compare();
if (places.includes('memory')) console.log(`${goalTable('memory', await memoryRows(ours))}\n`);
if (places.includes('resume')) await resume();
if (given.json) writeFileSync(given.json, record());

async function compare(): Promise<void> {
  await using servers = await TwoServers.start([USER_A, USER_L, ...USERS_B]);
  await stock(servers, scenes);
  for (const place of ['A', 'B', 'L'] as const) {
    if (!places.includes(place)) continue;
    for (let round = 0; round < Number(given.rounds); round++) await oneRound(place, servers, round);
    for (const scene of scenes.filter((name) => name.startsWith(place))) {
      console.log(`${sceneTable(scene, tools, outcomes)}\n`);
    }
  }
  const nodeStart = await startOfNode();
  console.log(`Node's own start: ${Math.round(nodeStart)} ms\n`);
  for (const { name, title } of ours) {
    console.log(`${goalTable(title, judged(name, outcomes, nodeStart))}\n`);
    const remark = installed.includes(imapsync) ? undefined : imapsyncRemark(outcomes, name);
    if (remark) console.log(`${remark}\n`);
  }
}

async function resume(): Promise<void> {
  const engine = ours.find(({ name }) => name === 'engine');
  if (engine) console.log(`${goalTable(engine.title, await resumedRows(engine))}\n`);
}

/** Each round begins with another tool, so that none always has the machine at its best. */
async function oneRound(place: 'A' | 'B' | 'L', servers: TwoServers, round: number): Promise<void> {
  const isSlow = ({ name }: Tool) =>
    outcomes.some((past) => past.tool === name && past.scene.startsWith(place) && isTooLong(past));
  const begin = round % installed.length;
  for (const tool of [...installed.slice(begin), ...installed.slice(0, begin)]) {
    if (round > 0 && isSlow(tool)) continue;
    using state = planFolder([], fastFolder());
    const found = await turn(place, servers, tool, state.path);
    outcomes.push(...found);
    for (const { scene, wall, code, output } of found) {
      process.stderr.write(`${scene}, round ${round + 1}: ${tool.title} ${(wall / 1000).toFixed(2)} s\n`);
      if (code !== 0) process.stderr.write(`  exit ${code}: ${output.slice(-600)}\n`);
    }
  }
}

function isTooLong({ wall, code }: Outcome): boolean {
  return code === undefined || wall > SLOW;
}

async function startOfNode(): Promise<number> {
  const starts: number[] = [];
  for (let count = 0; count < 7; count++) {
    starts.push((await measured({ command: process.execPath, args: ['-e', '0'] }, 10_000)).wall);
  }
  return median(starts);
}

function toolsOf(engine: string): readonly Tool[] {
  const all = [
    ...engineTools(engine, given.profile),
    ...limitTools,
    mbsync,
    doveadm,
    doveadmTuned,
    imapsync,
    offlineimap,
    copiedFiles,
  ];
  return all.filter(({ name }) => names.includes(name));
}

function chosen<T extends Place | ToolName>(
  option: string,
  wanted: readonly string[],
  of: readonly T[],
): T[] {
  const unknown = wanted.find((name) => !of.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`${option} ${unknown}: there are ${of.join(', ')}`);
  return of.filter((name) => wanted.includes(name));
}

function record(): string {
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model };
  const versions = Object.fromEntries(tools.map(({ name, version }) => [name, version() ?? null]));
  const shown = outcomes.map(({ output, ...figures }) => ({ ...figures, output: output.slice(-300) }));
  return `${JSON.stringify({ date: new Date().toISOString(), machine, versions, outcomes: shown }, null, 2)}\n`;
}
