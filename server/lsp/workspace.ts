/**
 * Every plan file at hand, open in an editor or lying below a folder. Edits and openings take effect at once; what needs the
 * disk goes through one queue, in order. Knows no wire, and of the disk only its port; which plans the files make up, and what
 * is told of them, is not decided here.
 */
import type { TextChange } from '../language/model/plan-document.ts';
import { FilesBeside } from './files-beside.ts';
import { edited, type OpenPlan } from './open-plan.ts';
import { OpenPlans, type OpenPlansOptions } from './open-plans.ts';
import type { FileProblem, PlanFiles } from './ports.ts';
import { folderOf, isInFolders, pathBelow, pathOf, uriOf } from './uri.ts';
import { declaresAnother, newFile, textOf, type WorkspaceFile } from './workspace-file.ts';

export interface WorkspaceOptions extends OpenPlansOptions {
  readonly files: PlanFiles;
  /** A file beside a plan cannot be used, or, without a problem, there is none any more; `isShown` where it is open. */
  readonly onProblem: (uri: string, problem: FileProblem | undefined, isShown: boolean) => void;
}

/** How many files are read between two turns. */
const AT_ONCE = 8;

/** How many folders above a file that is in no workspace folder are searched for its plan. */
const FOLDERS_ABOVE = 3;

/** A text this long is not looked at twice: by itself first, and then with its plan. */
const LARGE = 200_000;

export class Workspace {
  private readonly options: WorkspaceOptions;
  private readonly folders = new Set<string>();
  private readonly known = new Map<string, WorkspaceFile>();
  private readonly beside: FilesBeside;
  private readonly plans: OpenPlans;
  private tasks: Promise<void> = Promise.resolve();
  private isReading = false;
  private isLoaded = false;

  constructor(options: WorkspaceOptions) {
    this.options = options;
    this.beside = new FilesBeside(options);
    this.plans = new OpenPlans(options, this.known, this.beside);
  }

  get files(): Iterable<WorkspaceFile> {
    return this.known.values();
  }

  /** How many files editors have open. */
  get openFiles(): number {
    let open = 0;
    for (const { isOpen } of this.known.values()) if (isOpen) open++;
    return open;
  }

  /** The plans at hand; a file that is in none stands for one of its own. */
  get openPlans(): Iterable<OpenPlan> {
    return this.plans.all;
  }

  /** The plan that has its root in a file. */
  plan(uri: string): OpenPlan | undefined {
    return this.plans.at(pathOf(uri));
  }

  /** Runs have recorded something else of a plan. */
  recordedAnew(plan: OpenPlan): void {
    this.plans.recordedAnew(plan);
  }

  /** The editor keeps other secrets of a plan than before. */
  secretsChanged(uri: string): void {
    const plan = this.plans.at(pathOf(uri));
    if (plan) this.plans.secretsChanged(plan);
  }

  file(uri: string): WorkspaceFile | undefined {
    return this.known.get(pathOf(uri));
  }

  /** Until nothing is waiting to be read, taken in or checked. */
  async settled(): Promise<void> {
    await this.idle();
    for (const plan of this.plans.all) await plan.settled();
  }

  /**
   * Until nothing is waiting to be read, taken in or checked of a file's plan, or so many milliseconds have passed; whether
   * nothing is. Longer than that only where nothing at all can be told of the file.
   */
  async checkedSoon(uri: string, moment: number): Promise<boolean> {
    if (this.isChecked(uri)) return true;
    const { turns } = this.options;
    const until = turns.now() + moment;
    const isSmall = this.textOf(uri).length < LARGE;
    while (!this.isChecked(uri)) {
      const plan = this.file(uri)?.plan;
      plan?.lookAt(pathOf(uri));
      if (turns.now() >= until && (isSmall || plan?.isTaken)) {
        if (plan) this.plans.hasNews(plan); // nobody knows yet that there will be more to ask for
        return false;
      }
      await turns.next();
    }
    return true;
  }

  /** The same, however long it takes. */
  async checked(uri: string): Promise<true> {
    await this.idle();
    await this.file(uri)?.plan?.settled();
    return true;
  }

  private isChecked(uri: string): boolean {
    return !this.isReading && (this.file(uri)?.plan?.isSettled ?? true);
  }

  private textOf(uri: string): string {
    const file = this.file(uri);
    return file ? textOf(file) : '';
  }

  /** Until what was asked of the disk has come. */
  async idle(): Promise<void> {
    for (let seen: unknown; seen !== this.tasks; ) {
      seen = this.tasks;
      await this.tasks;
    }
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    for (const uri of added) this.folders.add(pathOf(uri));
    for (const uri of removed) this.folders.delete(pathOf(uri));
    this.queue(async () => {
      await this.readBelow(added);
      this.isLoaded = true;
      const isBelow = (path: string) => [...this.folders].some((folder) => pathBelow(folder, path));
      for (const file of this.known.values()) {
        const wasBelow = removed.some((uri) => pathBelow(pathOf(uri), file.path));
        if (wasBelow && !file.isOpen && !isBelow(file.path)) this.forget(file);
      }
      this.regroup();
    });
  }

  open(uri: string, text: string, version: number | undefined): void {
    const path = pathOf(uri);
    if (this.beside.open(path, text)) {
      this.readBeside(path);
      return;
    }
    const known = this.known.get(path);
    const file = known ?? this.add(path, text);
    Object.assign(file, { uri, isOpen: true, version });
    if (known) this.setText(file, text);
    // A file that nobody knew waits for its plan to be looked for: that it has none is not said in haste.
    if (!known && isInFolders(path)) this.queue(() => this.findPlanOf(path));
    else this.regroup(file);
    if (file.includes && isInFolders(path)) this.queue(() => this.findFilesOf(path));
  }

  change(uri: string, changes: readonly TextChange[], version: number | undefined): void {
    if (this.beside.change(pathOf(uri), changes)) {
      this.readBeside(pathOf(uri));
      return;
    }
    const file = this.file(uri);
    if (!file?.isOpen) return;
    file.version = version;
    if (file.plan) file.plan.edit(file.path, changes);
    else file.text = edited(file.text, changes);
    this.afterEdit(file);
  }

  /** The editor lets a file go: what lies on the disk counts again. */
  close(uri: string): void {
    if (this.beside.close(pathOf(uri))) {
      this.readBeside(pathOf(uri));
      return;
    }
    const file = this.file(uri);
    if (!file) return;
    Object.assign(file, { isOpen: false, version: undefined });
    this.queue(() => this.readAgain(file.path));
  }

  /** A file on the disk was made, written or deleted. */
  changedOnDisk(uri: string): void {
    const path = pathOf(uri);
    if (path.endsWith('.migplan')) this.queue(() => this.readAgain(path));
    else this.readBeside(path);
  }

  private readBeside(path: string): void {
    for (const plan of this.plans.all) {
      const task = this.beside.taskFor(plan, path);
      if (task) this.queue(task);
    }
  }

  private queue(task: () => Promise<void>): void {
    this.isReading = true;
    const tasks = this.tasks
      .then(task)
      .catch(this.options.onFailure)
      .then(() => {
        this.plans.hasRead();
        this.isReading = this.tasks !== tasks;
      });
    this.tasks = tasks;
  }

  private async readBelow(folders: readonly string[]): Promise<void> {
    const uris: string[] = [];
    for (const folder of folders) uris.push(...(await this.options.files.plansBelow(folder)));
    await this.readAll(uris);
  }

  private async readAll(uris: readonly string[]): Promise<void> {
    const unknown = uris.filter((uri) => !this.known.has(pathOf(uri)));
    for (let i = 0; i < unknown.length; i += AT_ONCE) {
      await Promise.all(unknown.slice(i, i + AT_ONCE).map((uri) => this.readNew(uri)));
      await this.options.turns.next();
    }
  }

  private async readNew(uri: string): Promise<void> {
    const text = await this.options.files.read(uri);
    const path = pathOf(uri);
    // An editor may have opened it meanwhile: what it shows is what counts.
    if (text !== undefined && !this.known.has(path)) this.add(path, text);
  }

  private async readAgain(path: string): Promise<void> {
    if (this.known.get(path)?.isOpen) return;
    const text = await this.options.files.read(uriOf(path));
    const file = this.known.get(path);
    if (file?.isOpen) return;
    if (text === undefined) {
      if (file) this.forget(file);
    } else if (file) this.setText(file, text);
    else this.add(path, text);
    this.regroup();
  }

  /** A file opened by itself may belong to a plan in its folder or in one above. */
  private async findPlanOf(path: string): Promise<void> {
    let folder = folderOf(path);
    for (let above = 0; above <= FOLDERS_ABOVE; above++) {
      if ([...this.folders].some((known) => folder === known || pathBelow(known, folder))) break;
      const found = await this.options.files.plansIn(uriOf(folder));
      await this.readAll(found);
      if (found.some((uri) => this.known.get(pathOf(uri))?.includes)) {
        await this.readAll(await this.options.files.plansBelow(uriOf(folder)));
        break;
      }
      if (folder === folderOf(folder)) break;
      folder = folderOf(folder);
    }
    this.regroup();
  }

  /** Editors miss what is written into a folder that has just been made: a plan that is opened is looked for as a whole. */
  private async findFilesOf(path: string): Promise<void> {
    const before = this.known.size;
    await this.readBelow([uriOf(folderOf(path))]);
    if (this.known.size > before) this.regroup();
  }

  private add(path: string, text: string): WorkspaceFile {
    const file = newFile(path, text);
    this.known.set(path, file);
    return file;
  }

  private forget(file: WorkspaceFile): void {
    this.plans.release(file);
    this.known.delete(file.path);
  }

  private setText(file: WorkspaceFile, text: string): void {
    if (textOf(file) === text) return;
    if (file.plan) file.plan.edit(file.path, [{ text }]);
    else file.text = text;
    this.afterEdit(file);
  }

  private afterEdit(file: WorkspaceFile): void {
    if (declaresAnother(file)) this.regroup();
  }

  private regroup(only?: WorkspaceFile): void {
    if (this.isLoaded) this.plans.regroup(only);
  }
}
