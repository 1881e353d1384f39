/**
 * The runs of the window's plans, whoever started them: each in the status bar and in a notification that can end it, and its outcome
 * told once. It only watches: a run is a process of its own, which knows nothing of this window.
 */
import { type Disposable, l10n, Uri } from 'vscode';
import { EXIT, type LiveRun, type RunRecord } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { clock } from '../../infrastructure/days.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { mayRun, whyNot } from '../../infrastructure/may-run.ts';
import { folderOf, pathOf } from '../../infrastructure/pick-plan.ts';
import { type Say, withProgress } from '../../infrastructure/progress-notification.ts';
import { partDone } from '../../infrastructure/run-words.ts';
import { failureLine, tellFailure } from '../../infrastructure/tell-failure.ts';
import { progressText } from './live-words.ts';
import { type NotedRun, notedRuns, takeNote } from './noted-runs.ts';
import type { RunStatus } from './run-status.ts';
import type { StartedRun } from './started-run.ts';

export interface Ending {
  readonly plan: string;
  /** The last that is on record of the plan; none where it ended before it began. */
  readonly record: RunRecord | undefined;
  /** Where this window started it. */
  readonly started: StartedRun | undefined;
  /** Where a window of before did, and it ended with no window there. */
  readonly left?: NotedRun;
}

type Wait = (milliseconds: number) => Promise<void>;

/** Milliseconds in which a run says again how far it is. */
const WAKING = 3000;

export class RunWatch implements Disposable {
  private readonly client: Client;
  private readonly status: RunStatus;
  private readonly tellEnding: (ending: Ending) => void;
  private readonly wait: Wait;
  private readonly watched = new Map<string, WatchedRun>();
  private readonly hearing: Disposable;
  private isDisposed = false;
  /** When a run of a plan was last seen to end, in milliseconds: what is still told of how it was before then is old. */
  private readonly endings = new Map<string, number>();

  constructor(
    client: Client,
    status: RunStatus,
    tellEnding: (ending: Ending) => void,
    wait: Wait = (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
  ) {
    this.client = client;
    this.status = status;
    this.tellEnding = tellEnding;
    this.wait = wait;
    this.hearing = client.server.on('migplan/live', ({ plan, run }) => this.heard(plan, run));
  }

  /** Runs that were under way before this window was, and those that were cut off meanwhile. */
  async find(): Promise<void> {
    for (const { plan } of await this.client.server.ask('migplan/plans', undefined)) {
      const run = await this.client.server.ask('migplan/live', { plan });
      if (run) this.heard(plan, run);
      else this.status.ended(plan, await this.lastOf(plan));
      if (whyNot(Uri.parse(plan))) continue;
      for (const noted of notedRuns(folderOf(plan))) if (noted.plan === plan) void this.left(noted);
    }
  }

  /** One that a window of before has started: if it ends unseen, it is told here. */
  private async left(noted: NotedRun): Promise<void> {
    const { plan, pid } = noted;
    while (!this.isDisposed && (isAlive(pid) || this.watched.get(plan)?.run?.pid === pid))
      await this.wait(WAKING);
    await this.wait(WAKING); // whoever has seen it to its end tells it
    if (this.isDisposed || !takeNote(folderOf(plan), pid)) return;
    const runs = await this.client.server.ask('migplan/runs', { plan }).catch(() => []);
    const record = runs.find((run) => run.pid === pid && run.since >= noted.since);
    this.tellEnding({ plan, record, started: undefined, left: noted });
  }

  /** One that this window has just started. */
  started(plan: string, lot: string, started: StartedRun): void {
    const watched = this.watch(plan, l10n.t('Run of lot {0}', lot), started);
    watched.say(l10n.t('looking at the target…'));
    started.onLine((line) => {
      if (!watched.run) watched.say(line);
    });
    void started.ended.then(() => this.end(plan, started.pid));
  }

  dispose(): void {
    this.isDisposed = true;
    this.hearing.dispose();
    for (const watched of this.watched.values()) watched.close();
    this.watched.clear();
  }

  private heard(plan: string, run: LiveRun | null): void {
    if (!run) return void this.end(plan, this.watched.get(plan)?.run?.pid);
    if (Date.parse(run.at) <= (this.endings.get(plan) ?? 0)) return;
    const known = this.watched.get(plan);
    const title = l10n.t(
      'Run of lot {0}, started {1}',
      run.lot,
      clock(new Date(run.since), editorLanguage()),
    );
    (known ?? this.watch(plan, title)).take(run);
    this.status.goesOn(plan, run);
  }

  private watch(plan: string, title: string, started?: StartedRun): WatchedRun {
    const watched = new WatchedRun(title, () => void this.cancel(plan), started);
    this.watched.get(plan)?.close();
    this.watched.set(plan, watched);
    return watched;
  }

  /** Whichever word of it comes first, its process' or the server's. */
  private async end(plan: string, pid: number | undefined): Promise<void> {
    if (pid !== undefined) takeNote(folderOf(plan), pid);
    const watched = this.watched.get(plan);
    if (!watched) return;
    this.watched.delete(plan);
    this.endings.set(plan, Date.now());
    watched.close();
    const last = await this.lastOf(plan).catch(() => undefined);
    if (last?.how === 'gone' && (await this.isBack(plan))) return;
    const record = last && watched.isOf(last) ? last : undefined;
    this.status.ended(plan, last);
    this.tellEnding({ plan, record, started: watched.started });
  }

  /** Whoever watches a machine that was asleep may wake before the run does. */
  private async isBack(plan: string): Promise<boolean> {
    await this.wait(WAKING);
    const run = await this.client.server.ask('migplan/live', { plan }).catch(() => null);
    if (run) this.heard(plan, run);
    return run !== null;
  }

  private async lastOf(plan: string): Promise<RunRecord | undefined> {
    return (await this.client.server.ask('migplan/runs', { plan }))[0];
  }

  /** One that has not begun yet is not heard of by the command that ends runs. */
  private async cancel(plan: string): Promise<void> {
    const watched = this.watched.get(plan);
    if (!watched) return;
    if (!watched.run && watched.started) return watched.started.interrupt();
    if (!mayRun(Uri.parse(plan))) return;
    const ended = await this.client.migplan.run({ values: ['cancel', pathOf(plan)], folder: folderOf(plan) });
    if (ended.code !== EXIT.done) this.goesOn(plan, watched, failureLine(ended));
  }

  /** One that could not be ended is told, and watched on in a notification that can end it; one that has ended by itself is not. */
  private goesOn(plan: string, watched: WatchedRun, why: string): void {
    if (this.watched.get(plan) !== watched) return;
    const { run, title, started } = watched;
    const anew = this.watch(plan, title, started);
    if (run) anew.take(run);
    tellFailure(this.client.log, why);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another person's
  }
}

/** Milliseconds by which a log's clock may differ from when we began to watch. */
const SLACK = 5000;

/** One run and its notification, which stays until it is closed. */
class WatchedRun {
  readonly title: string;
  readonly started: StartedRun | undefined;
  run: LiveRun | undefined;
  private readonly since = Date.now();
  private show: Say | undefined;
  private said: string | undefined;
  private done = 0;
  private readonly closed = Promise.withResolvers<void>();

  constructor(title: string, cancel: () => void, started: StartedRun | undefined) {
    this.title = title;
    this.started = started;
    void withProgress(title, (show, token) => {
      this.show = show;
      token.onCancellationRequested(cancel);
      if (this.said !== undefined) this.say(this.said);
      return this.closed.promise;
    });
  }

  say(message: string, done = this.done): void {
    this.said = message;
    this.show?.(message, Math.max(0, done - this.done) * 100);
    this.done = Math.max(done, this.done);
  }

  take(run: LiveRun): void {
    this.run = run;
    this.say(progressText(run, editorLanguage()), partDone(run));
  }

  /** Whether a record is of this run, and not of one before it. */
  isOf({ since }: RunRecord): boolean {
    if (this.run) return Math.abs(Date.parse(since) - Date.parse(this.run.since)) < SLACK;
    return Date.parse(since) >= this.since - SLACK;
  }

  close(): void {
    this.closed.resolve();
  }
}
