/** A process that records in a ledger until it is killed or cannot go on, started by tests. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export const RECORD_FOREVER = join(import.meta.dirname, 'record-forever.ts');

export interface Recorder {
  readonly pid: number;
  /** The highest UID that it was told is recorded, so far. */
  readonly acknowledged: () => number;
  /** Fulfilled with its first line, or with undefined if it ended before. */
  readonly begun: Promise<string | undefined>;
  /** Lets a slow one record one more batch. */
  goOn(): void;
  kill(): Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly err: string }>;
}

export function recorder(folder: string, how = ''): Recorder {
  return follow(spawn(process.execPath, [RECORD_FOREVER, folder, how], { stdio: ['pipe', 'pipe', 'pipe'] }));
}

export function follow(child: ChildProcessByStdio<Writable, Readable, Readable>): Recorder {
  let acknowledged = 0;
  let err = '';
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    if (/^\d+$/.test(line)) acknowledged = Number(line);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.on('error', () => undefined); // it may be killed while it is being told to go on
  const closed = once(child, 'close');
  const ended = closed.then(([code]) => ({ code: code as number | null, err }));
  const first = new Promise<string>((resolve) => void lines.once('line', resolve));
  return {
    pid: child.pid ?? 0,
    acknowledged: () => acknowledged,
    begun: Promise.race([first, closed.then(() => undefined)]),
    goOn: () => void child.stdin.write('\n'),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    ended,
  };
}
