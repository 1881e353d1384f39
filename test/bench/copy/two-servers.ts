/**
 * An old server full of generated mail and a new, empty one, both real Dovecots with their mail in memory where the machine
 * has a place for it. Between two tools both ends are put back as they were.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dovecot, startDovecot } from '../../support/dovecot.ts';
import { BareConnection } from './bare-connection.ts';
import type { Mailbox } from './copy-task.ts';

export const MASTER = { name: 'migration', password: 'master secret' };
const SHARED_MEMORY = '/dev/shm';

/** Memory, where there is any to put files in. */
export function fastFolder(): string {
  try {
    accessSync(SHARED_MEMORY, constants.W_OK);
    return SHARED_MEMORY;
  } catch {
    return tmpdir();
  }
}

export class TwoServers implements AsyncDisposable {
  readonly old: Dovecot;
  readonly fresh: Dovecot;

  /** For an end that leaves no time to wait. */
  readonly #endNow = () => {
    for (const { pid, configuration } of [this.old, this.fresh]) {
      process.kill(pid, 'SIGKILL');
      rmSync(dirname(configuration), { recursive: true, force: true });
    }
  };

  private constructor(old: Dovecot, fresh: Dovecot) {
    this.old = old;
    this.fresh = fresh;
    process.once('exit', this.#endNow);
  }

  static async start(users: readonly string[]): Promise<TwoServers> {
    const options = {
      users: users.map((name) => ({ name, password: passwordOf(name) })),
      master: MASTER,
      parent: fastFolder(),
    };
    const [old, fresh] = await Promise.all([startDovecot(options), startDovecot(options)]);
    return new TwoServers(old, fresh);
  }

  mailbox(user: string): Mailbox {
    return { user, password: passwordOf(user), from: this.old.maildir(user), to: this.fresh.maildir(user) };
  }

  /**
   * Has the old server list everything once, so that no tool pays for its index. Headers are left for each to read: Dovecot drops
   * what it cached of them when nobody asked for 30 days (`mail_cache_unaccessed_field_drop`), which is most of an old mailbox.
   */
  async warm(user: string): Promise<void> {
    this.old.adopt();
    using connection = await BareConnection.open(this.old.port, user, passwordOf(user));
    const folders: string[] = [];
    await connection.ask(['LIST "" *'], ([line]) => {
      const [, name] = /^\* LIST \((?!.*\\No).*?\) \S+ (.*)$/.exec(String(line)) ?? [];
      if (name) folders.push(name);
    });
    for (const folder of folders) {
      await connection.ask([`SELECT ${folder}`]);
      await connection.ask(['UID FETCH 1:* (RFC822.SIZE FLAGS INTERNALDATE)']);
    }
    await connection.ask(['LOGOUT']);
    await idle(this.old);
  }

  /** Keeps what the old server holds of a mailbox, its index with it. */
  async keep(user: string): Promise<void> {
    await idle(this.old);
    const kept = this.#kept(user);
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(dirname(kept), { recursive: true });
    execFileSync('cp', ['-a', this.old.maildir(user), kept]);
  }

  async restore(user: string): Promise<void> {
    await idle(this.old);
    rmSync(this.old.maildir(user), { recursive: true, force: true });
    execFileSync('cp', ['-a', this.#kept(user), this.old.maildir(user)]);
  }

  /** As if nothing had ever been copied. */
  async emptyTarget(users: readonly string[]): Promise<void> {
    await idle(this.fresh);
    for (const user of users) rmSync(dirname(this.fresh.maildir(user)), { recursive: true, force: true });
  }

  /** Milliseconds of CPU of both servers so far, with what has ended. */
  cpu(): number {
    return [this.old, this.fresh].reduce((sum, { pid }) => sum + cpuOfTree(pid), 0);
  }

  /** Until no session is open: what a tool left to be done is done. */
  async idle(): Promise<void> {
    await Promise.all([idle(this.old), idle(this.fresh)]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off('exit', this.#endNow);
    await Promise.all([this.old.stop(), this.fresh.stop()]);
  }

  #kept(user: string): string {
    return join(dirname(this.old.maildir(user)), 'kept');
  }
}

const passwordOf = (user: string): string => `of ${user}`;

async function idle({ pid }: Dovecot): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (!childrenOf(pid).some((child) => nameOf(child) === 'imap')) return;
    await sleep(20);
  }
  throw new Error('a session with a server does not end');
}

/** Linux counts in hundredths of a second: utime, stime, cutime and cstime (proc(5)), the latter of children that ended. */
function cpuOfTree(pid: number): number {
  const own = fieldsOf(pid).slice(11, 15).map(Number);
  const ticks = own.reduce((sum, value) => sum + value, 0);
  const living = childrenOf(pid).flatMap((child) => fieldsOf(child).slice(11, 13).map(Number));
  return 10 * living.reduce((sum, value) => sum + value, ticks);
}

/** Of /proc/<pid>/stat, from the state on: the name before it may hold anything. */
function fieldsOf(pid: number): string[] {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'latin1');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

export function childrenOf(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
    return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}
