/**
 * The documents of dry runs: each looks at both ends when it is opened, and again when its plan is saved. A document whose look was
 * refused looks no more by itself, since servers lock out who insists.
 */
import {
  CancellationTokenSource,
  type Disposable,
  EventEmitter,
  type TextDocument,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Client } from '../../infrastructure/client.ts';
import { clock } from '../../infrastructure/days.ts';
import { type DryRun, readDryRun } from '../../infrastructure/dry-run.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { whyNot } from '../../infrastructure/may-run.ts';
import type { Ended, Secrets } from '../../infrastructure/migplan-process.ts';
import { folderOf, pathOf } from '../../infrastructure/pick-plan.ts';
import { shownIn } from '../../infrastructure/shown-in.ts';
import { failureLine } from '../../infrastructure/tell-failure.ts';
import { dryRunText, type Freshness, type Shown } from './dry-run-text.ts';
import { type Asked, askedBy } from './dry-run-uri.ts';

/** Milliseconds between a plan's last saving and a look. */
const PAUSE = 800;

export class DryRunDocuments implements TextDocumentContentProvider, Disposable {
  private readonly client: Client;
  private readonly open = new Map<string, Look>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;

  constructor(client: Client) {
    this.client = client;
  }

  provideTextDocumentContent(uri: Uri): string {
    const look = this.lookOf(uri);
    return look ? dryRunText(look.shown, editorLanguage()) : '';
  }

  /** A look is about to begin, as soon as nothing has to be asked any more. */
  await(uri: Uri): void {
    this.lookOf(uri)?.await();
  }

  /** The one that was to begin does not, if it has not. */
  giveUp(uri: Uri): void {
    this.lookOf(uri)?.giveUp();
  }

  /** Looks now. How it ended; undefined where it was overtaken by another look. */
  async look(uri: Uri, secrets: Secrets): Promise<Ended | undefined> {
    return this.lookOf(uri)?.now(secrets);
  }

  /** A plan's file was typed in. */
  edited(file: Uri): void {
    for (const look of this.of(file)) look.outdate();
  }

  /** A run of the plan has ended: what was to be done then is not what is to be done now. */
  ran(plan: string): void {
    for (const look of this.open.values()) if (look.asked.plan === plan) look.overtake();
  }

  /** A plan's file is on the disk as it shall be, or is gone. */
  async saved(file: Uri): Promise<void> {
    const looks = this.of(file);
    if (looks.length === 0) return;
    const { mtime } = await workspace.fs
      .stat(file)
      .then(undefined, () => ({ mtime: Number.POSITIVE_INFINITY }));
    for (const look of looks) if (look.began < mtime) look.soon(() => this.again(look));
  }

  closed({ uri }: TextDocument): void {
    this.open.get(uri.toString())?.dispose();
    this.open.delete(uri.toString());
  }

  dispose(): void {
    for (const look of this.open.values()) look.dispose();
    this.changed.dispose();
  }

  private lookOf(uri: Uri): Look | undefined {
    const asked = askedBy(uri);
    const key = uri.toString();
    const found =
      this.open.get(key) ?? (asked && new Look(this.client, uri, asked, () => this.changed.fire(uri)));
    if (found) this.open.set(key, found);
    return found;
  }

  private of(file: Uri): Look[] {
    const path = file.toString();
    return [...this.open.values()].filter(({ asked: { plan } }) =>
      path.startsWith(`${Uri.joinPath(Uri.parse(plan), '..').toString().replace(/\/$/, '')}/`),
    );
  }

  private async again(look: Look): Promise<void> {
    if (whyNot(Uri.parse(look.asked.plan)) !== undefined || !isInTab(look.uri)) return;
    await look.now(await this.client.secrets.kept(look.asked.plan));
  }
}

/** One document: what it shows, and the look that is under way. */
class Look implements Disposable {
  readonly uri: Uri;
  readonly asked: Asked;
  shown: Shown;
  /** When the last look began, in milliseconds. */
  began = 0;
  private readonly client: Client;
  private readonly tell: () => void;
  private timer: NodeJS.Timeout | undefined;
  private under: CancellationTokenSource | undefined;
  /** How it stood before a look was about to begin. */
  private before: Freshness = { is: 'unseen' };

  constructor(client: Client, uri: Uri, asked: Asked, tell: () => void) {
    this.client = client;
    this.uri = uri;
    this.asked = asked;
    this.tell = tell;
    this.shown = { lot: asked.lot, freshness: { is: 'unseen' } };
  }

  /** Only what was seen can be stale; what failed stays told. */
  outdate(): void {
    if (isSeen(this.before)) this.before = STALE;
    if (isSeen(this.shown.freshness) || this.shown.freshness.is === 'overtaken') {
      this.under?.cancel();
      this.show({ freshness: STALE });
    }
  }

  /** Servers are not asked for it unasked; what is being looked at now is of after the run, or is looked at again. */
  overtake(): void {
    if (this.shown.freshness.is === 'fresh') this.show({ freshness: { is: 'overtaken' } });
  }

  await(): void {
    const { freshness } = this.shown;
    if (freshness.is === 'awaited') return;
    this.before = freshness;
    this.show({ freshness: { is: 'awaited' } });
  }

  giveUp(): void {
    if (this.shown.freshness.is === 'awaited') this.show({ freshness: this.before });
  }

  soon(look: () => Promise<void>): void {
    const { is } = this.shown.freshness;
    if (is !== 'stale' && is !== 'fresh' && is !== 'looking') return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void look(), PAUSE);
  }

  async now(secrets: Secrets): Promise<Ended | undefined> {
    this.under?.cancel();
    const under = new CancellationTokenSource();
    this.under = under;
    this.began = Date.now();
    this.show({ freshness: { is: 'looking' } });
    const { plan, lot, phase } = this.asked;
    const only = phase === undefined ? [] : ['--phase', phase];
    const values = ['dry-run', pathOf(plan), '--lot', lot, ...only, '--format', 'json'];
    const ended = await this.client.migplan.run({ values, folder: folderOf(plan), secrets }, under);
    if (this.under !== under || under.token.isCancellationRequested) return undefined;
    this.under = undefined;
    this.take(ended, readDryRun(ended.out));
    return ended;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.under?.cancel();
  }

  /** A lot that cannot be run has a plan all the same, which says why. */
  private take(ended: Ended, dryRun: DryRun | undefined): void {
    if (dryRun) {
      const at = clock(new Date(), editorLanguage());
      this.show({ freshness: { is: 'fresh' }, found: { dryRun, at } });
    } else this.show({ freshness: { is: 'failed', why: failureLine(ended) } });
  }

  private show(shown: Partial<Shown>): void {
    this.shown = { ...this.shown, ...shown };
    this.tell();
  }
}

const STALE: Freshness = { is: 'stale' };

const isSeen = ({ is }: Freshness): boolean => is === 'fresh' || is === 'looking';

/** The editor keeps a document for a while after its tab is closed. */
const isInTab = (uri: Uri): boolean =>
  shownIn(window.tabGroups.all).some((shown) => shown.uri.toString() === uri.toString());

/** Of a plan, and none of a version control's older ones. */
export const isPlanFile = ({ languageId, uri }: TextDocument): boolean =>
  languageId === 'migplan' && uri.scheme === 'file';
