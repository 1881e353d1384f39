/** What Linux tells of processes: which they are, whose, and how long they had to wait for a processor. */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Those whose command line has all the words; started last, last. */
export function processesWith(words: readonly string[]): number[] {
  const ids = globSync('/proc/[0-9]*/cmdline').filter((file) => {
    const command = textOf(file);
    return words.every((word) => command.includes(word));
  });
  return ids.map((file) => Number(basename(dirname(file)))).toSorted((a, b) => a - b);
}

export function parentOf(id: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(textOf(`/proc/${id}/status`))?.[1]);
}

/** How much longer than on a machine with nothing else to do all has taken in its main thread so far: 1 where it never waited. */
export function stretchOf(id: number): number {
  const [ran = 0, waited = 0] = textOf(`/proc/${id}/schedstat`).split(' ').map(Number);
  return (ran + waited) / ran;
}

/** Empty where the process is no more. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
