/**
 * Runs a process and tells what it took: time, CPU of it and of all it started, and the most memory it held. Linux and a
 * shell tell; the process itself is not asked.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from './copy-task.ts';
import { childrenOf } from './two-servers.ts';

export interface Cost {
  /** Milliseconds. */
  readonly wall: number;
  readonly cpu: number;
  /** Megabytes at its highest. */
  readonly resident: number;
}

export interface Ended extends Cost {
  /** Undefined where it took too long and was ended. */
  readonly code: number | undefined;
  readonly output: string;
}

const LOOKS_EVERY = 10;
/** The shell's own `time` has the CPU of all children that ended, to the millisecond; file descriptor 3 keeps it apart. */
const TIMED = 'TIMEFORMAT="%U %S"; { time "$@" 2>&4; } 4>&2 2>&3';

export async function measured({ command, args, env }: Command, limit: number): Promise<Ended> {
  const started = performance.now();
  const child = spawn('bash', ['-c', TIMED, 'bash', command, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid ?? 0;
  const memory = watched(pid);
  const endNow = () => process.kill(-pid, 'SIGKILL');
  process.once('exit', endNow);
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    endNow();
  }, limit);
  const streams = [child.stdout, child.stderr, child.stdio[3]] as NodeJS.ReadableStream[];
  const [[code], out = '', err = '', times = ''] = await Promise.all([
    once(child, 'exit') as Promise<[number | null]>,
    ...streams.map((stream) => text(stream)),
  ]);
  const wall = performance.now() - started;
  clearTimeout(late);
  process.off('exit', endNow);
  // Before it the shell may have said how the process died.
  const [user = 0, system = 0] = (times.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  const cpu = 1000 * (user + system);
  return {
    wall,
    cpu,
    resident: memory.highest(),
    code: isLate ? undefined : (code ?? -1),
    output: out + err,
  };
}

/** Several processes as one: so many at once, until all have run. */
export async function measuredAll(
  commands: readonly Command[],
  atOnce: number,
  limit: number,
): Promise<Ended> {
  const ended: Ended[] = [];
  const waiting = commands.values();
  const started = performance.now();
  const work = async () => {
    for (const command of waiting) {
      ended.push(await measured(command, Math.max(1, limit - (performance.now() - started))));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, commands.length) }, work));
  const wall = commands.length === 1 ? (ended[0]?.wall ?? 0) : performance.now() - started;
  const highest = ended.map(({ resident }) => resident).sort((one, other) => other - one);
  return {
    wall,
    cpu: ended.reduce((sum, { cpu }) => sum + cpu, 0),
    resident: highest.slice(0, atOnce).reduce((sum, resident) => sum + resident, 0),
    code: worst(ended),
    output: ended.map(({ output }) => output).join(''),
  };
}

function worst(ended: readonly Ended[]): number | undefined {
  const bad = ended.find(({ code }) => code !== 0);
  return bad ? bad.code : 0;
}

interface Watched {
  highest(): number;
}

/** The sum over a process and all below it; the kernel remembers each one's highest, so that little falls between two looks. */
function watched(pid: number): Watched {
  const peaks = new Map<number, number>();
  const look = () => {
    for (const below of treeOf(pid).slice(1))
      peaks.set(below, Math.max(peaks.get(below) ?? 0, peakOf(below)));
  };
  const timer = setInterval(look, LOOKS_EVERY);
  return {
    highest: () => {
      clearInterval(timer);
      return [...peaks.values()].reduce((sum, peak) => sum + peak, 0);
    },
  };
}

const treeOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(treeOf)];

function peakOf(pid: number): number {
  try {
    const [, kilobytes = '0'] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}
