/**
 * What a process has cost so far, as Linux tells it: CPU time to the nanosecond over all its threads, and memory. It asks
 * nothing of the process itself, so that measuring costs what is measured nothing. There is no such source elsewhere.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of CPU of all threads (`schedstat`: /proc/<pid>/stat counts in hundredths of a second). */
export function cpuOf(pid: number): number {
  let total = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) total += onCpu(`/proc/${pid}/task/${thread}`) ?? 0;
  return total;
}

/** Milliseconds of CPU of the thread that runs the program, without the collector's and the compiler's. */
export function mainCpuOf(pid: number): number {
  return onCpu(`/proc/${pid}/task/${pid}`) ?? 0;
}

/** Megabytes of memory that are resident. */
export function residentOf(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** A thread may end while it is being read. */
function onCpu(folder: string): number | undefined {
  try {
    return Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}
