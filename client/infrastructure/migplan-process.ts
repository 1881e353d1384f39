/**
 * The `migplan` command as a process: the one of this extension, on the editor's own Node. Secrets go to it by its stdin alone: they
 * are in no argument, no variable and no log. Knows nothing of plans.
 */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CancellationToken } from 'vscode';
import type { Language } from './language.ts';

/** By their keys, as `--secrets-stdin` takes them. */
export type Secrets = Readonly<Record<string, string>>;

export interface Command {
  /** Without node, script and language. */
  readonly values: readonly string[];
  /** Where it runs. */
  readonly folder: string;
  readonly secrets?: Secrets;
}

export interface Watched {
  /** Ends it as Ctrl-C does, and a second time where it takes too long. */
  readonly token?: CancellationToken;
  /** Each line that it writes for people. */
  readonly onLine?: (line: string) => void;
}

/** `code` is undefined where it could not be started, or was ended by the system; `err` says why then. */
export interface Ended {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** A process that goes on without this one. */
export interface Detached {
  /** Undefined where it could not be started. */
  readonly pid: number | undefined;
  /** Ends it as Ctrl-C does. */
  interrupt(): void;
  /** While this process lives to hear of it. */
  readonly ended: Promise<number | undefined>;
}

export interface Migplan {
  /** Never rejects. */
  run(command: Command, watched?: Watched): Promise<Ended>;
  /** What it writes is appended to a file, which only this person can read. Throws where that cannot be opened. */
  detach(command: Command, writesTo: string): Detached;
}

export interface Setting {
  /** The script of the command line. */
  readonly script: string;
  /** Asked anew for each. */
  readonly language: () => Language;
  /** Told of each command line and of each line that it says. */
  readonly log: (line: string) => void;
}

export function migplanProcess(setting: Setting): Migplan {
  return {
    run: (command, watched = {}) => run(setting, command, watched),
    detach: (command, writesTo) => detach(setting, command, writesTo),
  };
}

function run(setting: Setting, command: Command, { token, onLine }: Watched): Promise<Ended> {
  return new Promise((resolve) => {
    const child = started(setting, command, { stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const lines = new Lines((line) => {
      setting.log(line);
      onLine?.(line);
    });
    const stopping = token?.onCancellationRequested(() => interruptTwice(child));
    const end = (code: number | undefined, why = ''): void => {
      stopping?.dispose();
      lines.end();
      resolve({ code, out: Buffer.concat(out).toString('utf8'), err: `${lines.text}${why}` });
    };
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => lines.take(text));
    child.on('error', (error) => end(undefined, error.message));
    child.on('close', (code, signal) => end(code ?? undefined, signal ?? ''));
    if (token?.isCancellationRequested) interruptTwice(child);
  });
}

function detach(setting: Setting, command: Command, writesTo: string): Detached {
  mkdirSync(dirname(writesTo), { recursive: true, mode: 0o700 });
  const file = openSync(writesTo, 'a', 0o600);
  try {
    const child = started(setting, command, { stdio: ['pipe', file, file], detached: true });
    const ended = new Promise<number | undefined>((resolve) => {
      child.on('error', () => resolve(undefined));
      child.on('exit', (code) => resolve(code ?? undefined));
    });
    child.unref();
    return { pid: child.pid, interrupt: () => void child.kill('SIGINT'), ended };
  } finally {
    closeSync(file);
  }
}

interface How {
  readonly stdio: StdioOptions;
  readonly detached?: boolean;
}

function started(
  { script, language, log }: Setting,
  { values, folder, secrets }: Command,
  { stdio, detached = false }: How,
): ChildProcess {
  const all = [...values, ...(secrets ? ['--secrets-stdin'] : []), '--lang', language()];
  log(`$ migplan ${all.join(' ')}`);
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' };
  const child = spawn(process.execPath, [script, ...all], { cwd: folder, env, stdio, detached });
  // One that ends before it has read them closes the pipe.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(secrets ? JSON.stringify(secrets) : '');
  return child;
}

/** Milliseconds in which a command may finish what it is at. */
const PATIENCE = 15_000;

function interruptTwice(child: ChildProcess): void {
  child.kill('SIGINT');
  const again = setTimeout(() => child.kill('SIGINT'), PATIENCE);
  again.unref();
  child.once('close', () => clearTimeout(again));
}

/** A stream cut into lines; what is redrawn in place counts as lines too. */
class Lines {
  text = '';
  private rest = '';
  private readonly tell: (line: string) => void;

  constructor(tell: (line: string) => void) {
    this.tell = tell;
  }

  take(text: string): void {
    this.text += text;
    const lines = `${this.rest}${text}`.split(/[\r\n]+/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') this.tell(line);
  }

  end(): void {
    if (this.rest !== '') this.tell(this.rest);
  }
}
