/**
 * The runs of a plan as their logs tell them, and what mailboxes met that no later run has put right. Logs only grow, one at a time
 * and in the order of their names, so each line is read once. Whatever cannot be read is left out: nothing here is needed to run.
 */
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_RUNS, type RecordedRun, type RecordedRuns } from '../../language/model/runs/recorded-run.ts';
import { OpenIncidents } from './open-incidents.ts';
import { readRunLogLine } from './run-log-lines.ts';
import { RunTold } from './run-told.ts';

/** As many logs are read, the newest: who keeps thousands looks into older ones himself. */
const MOST = 500;

/** Bytes read between two turns. */
const CHUNK = 65_536;

/** Reads what is new in the logs of the plan in a folder (the plan's own, not its `.migplan`): the same answer is the same object. */
export function recordedRuns(most = MOST): (folder: string) => Promise<RecordedRuns> {
  const known = new Map<string, RunLogs>();
  return (folder) => {
    const logs = known.get(folder) ?? new RunLogs(join(folder, '.migplan', 'log'), most);
    known.set(folder, logs);
    return logs.read();
  };
}

interface Log {
  readonly name: string;
  readonly run: RunTold;
  /** Up to here its lines have been read. */
  offset: number;
}

class RunLogs {
  readonly #folder: string;
  readonly #most: number;
  #logs: Log[] = [];
  #incidents = new OpenIncidents();
  /** When a log last came to the folder or left it, as the system has it. */
  #listed = 0;
  #answer = NO_RUNS;
  #reading: Promise<RecordedRuns> | undefined;

  constructor(folder: string, most: number) {
    this.#folder = folder;
    this.#most = most;
  }

  read(): Promise<RecordedRuns> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOn(): Promise<RecordedRuns> {
    let isNew = await this.#list();
    for (const log of this.#logs.slice(this.#firstUnread())) isNew = (await this.#readLog(log)) || isNew;
    if (isNew) this.#answer = { runs: this.#told(), incidents: this.#incidents.all() };
    return this.#answer;
  }

  /** The one that may still grow: those before it were read to their end before it was begun. */
  #firstUnread(): number {
    const first = this.#logs.findIndex(({ offset }) => offset === 0);
    return Math.max(0, (first < 0 ? this.#logs.length : first) - 1);
  }

  #told(): RecordedRun[] {
    return this.#logs.flatMap(({ run }) => run.told() ?? []).reverse();
  }

  /** Takes in the logs that have come; begins anew where one of them is gone. Whether anything is other than before. */
  async #list(): Promise<boolean> {
    const { mtimeMs } = (await stat(this.#folder).catch(() => undefined)) ?? { mtimeMs: 0 };
    if (mtimeMs === this.#listed) return false;
    const all = await readdir(this.#folder).catch(() => []);
    const names = all.filter((name) => name.endsWith('.jsonl')).sort();
    this.#listed = mtimeMs;
    const newest = names.slice(-this.#most);
    const there = new Set(names);
    const isWhole = this.#logs.every(({ name }) => there.has(name)) && !this.#comesBefore(newest[0]);
    if (!isWhole) this.#beginAnew();
    const last = this.#logs.at(-1)?.name ?? '';
    const kept = this.#logs.filter(({ name }) => name >= (newest[0] ?? ''));
    const come = newest.filter((name) => name > last);
    this.#logs = [...kept, ...come.map((name) => this.#logOf(name))];
    return true;
  }

  /** Whether a log is older than all that were read: one was put there. */
  #comesBefore(name: string | undefined): boolean {
    const first = this.#logs[0]?.name;
    return name !== undefined && first !== undefined && name < first;
  }

  #beginAnew(): void {
    this.#logs = [];
    this.#incidents = new OpenIncidents();
  }

  #logOf(name: string): Log {
    return { name, run: new RunTold(name, join(this.#folder, name)), offset: 0 };
  }

  async #readLog(log: Log): Promise<boolean> {
    const file = await open(join(this.#folder, log.name)).catch(() => undefined);
    if (!file) return false;
    try {
      return await this.#readFrom(file, log);
    } catch {
      return false; // what was read of it counts; the rest is tried again
    } finally {
      await file.close();
    }
  }

  /** Takes in every line that is whole; whether there was any. */
  async #readFrom(file: FileHandle, log: Log): Promise<boolean> {
    // A link may lead to a device, which has no end.
    if (!(await file.stat()).isFile()) return false;
    const begin = log.offset;
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const at = log.offset + rest.length;
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at);
      if (bytesRead === 0) return log.offset > begin;
      const read = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const whole = read.lastIndexOf(LINE_FEED) + 1;
      for (const text of read.toString('utf8', 0, whole).split('\n')) this.#take(text, log.run);
      log.offset += whole;
      rest = read.subarray(whole);
    }
  }

  #take(text: string, run: RunTold): void {
    const line = readRunLogLine(text);
    if (!line) return;
    run.take(line);
    this.#incidents.take(line, run);
  }
}

const LINE_FEED = 10;
