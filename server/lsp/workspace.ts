/**
 * Every plan file at hand, open in an editor or lying below a folder, and the plans they make up. Edits and openings take
 * effect at once; what needs the disk goes through one queue, in order. Knows no wire, and of the disk only its port.
 */
import { keyOf } from '../language/model/names.ts';
import type { Block, PlanDocument, TextChange } from '../language/model/plan-document.ts';
import { beginsPlan, includePatterns, patternsOf } from '../language/model/root-plan.ts';
import type { Locale, Rule } from '../language/rules/rule.ts';
import { FilesBeside } from './files-beside.ts';
import { membership } from './membership.ts';
import { edited, OpenPlan } from './open-plan.ts';
import { PlanSurroundings } from './plan-surroundings.ts';
import type { FileProblem, PlanFiles, Turns, World } from './ports.ts';
import { folderOf, pathBelow, pathOf, uriOf } from './uri.ts';

/** A plan file, its text held by its plan or, in none, by itself. */
export interface WorkspaceFile {
  readonly path: string;
  /** As the editor writes it. */
  uri: string;
  isOpen: boolean;
  version: number | undefined;
  plan: OpenPlan | undefined;
  text: string;
  /** What the plan that it declares includes; absent where it declares none. */
  includes?: readonly string[];
  /** The blocks that said so, in the analysis. */
  planBlocks: readonly Block[];
}

export interface WorkspaceOptions {
  readonly files: PlanFiles;
  readonly turns: Turns;
  readonly world: World;
  readonly rules: readonly Rule[];
  readonly locale: Locale;
  /** Findings of these files may have changed; `unasked` when no edit in the editor is behind it. */
  readonly onChanged: (files: readonly WorkspaceFile[], unasked: boolean) => void;
  /** A file beside a plan cannot be used, or, without a problem, there is none any more; `isShown` where it is open. */
  readonly onProblem: (uri: string, problem: FileProblem | undefined, isShown: boolean) => void;
  readonly onFailure: (error: unknown) => void;
}

/** How many files are read between two turns. */
const AT_ONCE = 8;

/** How many folders above a file that is in no workspace folder are searched for its plan. */
const FOLDERS_ABOVE = 3;

/** A text this long is not looked at twice: by itself first, and then with its plan. */
const LARGE = 200_000;

const PLAN_KEY = keyOf('plan', '');

export class Workspace {
  private readonly options: WorkspaceOptions;
  private readonly folders = new Set<string>();
  private readonly known = new Map<string, WorkspaceFile>();
  private readonly plans = new Map<string, OpenPlan>();
  private readonly beside: FilesBeside;
  private readonly surroundings: PlanSurroundings;
  private tasks: Promise<void> = Promise.resolve();
  private isReading = false;
  private isLoaded = false;
  /** The plans to which something else than the editor had something to say since their findings were last told. */
  private readonly unasked = new WeakSet<OpenPlan>();

  constructor(options: WorkspaceOptions) {
    this.options = options;
    this.beside = new FilesBeside(options);
    const { world, onFailure } = options;
    const onNews = (plan: OpenPlan) => {
      this.unasked.add(plan);
    };
    this.surroundings = new PlanSurroundings({ world, onFailure, onNews });
    world.everyMinute(() => {
      for (const plan of this.plans.values()) this.surroundings.tick(plan);
    });
  }

  get files(): Iterable<WorkspaceFile> {
    return this.known.values();
  }

  file(uri: string): WorkspaceFile | undefined {
    return this.known.get(pathOf(uri));
  }

  /** Until nothing is waiting to be read, taken in or checked. */
  async settled(): Promise<void> {
    await this.idle();
    for (const plan of this.plans.values()) await plan.settled();
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
        if (plan) this.unasked.add(plan); // nobody knows yet that there will be more to ask for
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
    return file?.plan?.textOf(file.path) ?? file?.text ?? '';
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
    if (!known && path.startsWith('/')) this.queue(() => this.findPlanOf(path));
    else this.regroup(file);
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
    for (const plan of this.plans.values()) {
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
        // The plans that are being checked now are those that it may have changed.
        for (const plan of this.plans.values()) if (!plan.isSettled) this.unasked.add(plan);
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

  private add(path: string, text: string): WorkspaceFile {
    const file: WorkspaceFile = {
      path,
      uri: uriOf(path),
      isOpen: false,
      version: undefined,
      plan: undefined,
      text,
      planBlocks: [],
    };
    this.known.set(path, file);
    this.note(file, includePatterns(text));
    return file;
  }

  private forget(file: WorkspaceFile): void {
    this.move(file, undefined);
    this.known.delete(file.path);
  }

  private setText(file: WorkspaceFile, text: string): void {
    if ((file.plan?.textOf(file.path) ?? file.text) === text) return;
    if (file.plan) file.plan.edit(file.path, [{ text }]);
    else file.text = text;
    this.afterEdit(file);
  }

  /** Only where the plan's own declaration changed does anything but the file itself have to be looked at. */
  private afterEdit(file: WorkspaceFile): void {
    const before = file.includes;
    const { plan, path } = file;
    const document = plan?.analysis.document(plan.nameOf(path));
    if (document && plan) this.noteAnew(file, document, plan);
    else this.note(file, includePatterns(plan?.textOf(path) ?? file.text));
    if (before?.join('\n') !== file.includes?.join('\n')) this.regroup();
  }

  private noteAnew(file: WorkspaceFile, document: PlanDocument, plan: OpenPlan): void {
    const blocks = plan.analysis.model
      .definitionsOf(PLAN_KEY)
      .flatMap(({ block }) => (block.document === document ? [block] : []));
    const isSame = (block: Block, index: number) => block === file.planBlocks[index];
    const isUnchanged = blocks.length === file.planBlocks.length && blocks.every(isSame);
    if ((isUnchanged && blocks.length > 0) || (blocks.length === 0 && !file.includes)) return;
    file.planBlocks = blocks;
    // A plan whose head is being typed anew goes on including what it did.
    const isBroken = blocks.length === 0 && [...document.blocks()].some(({ text }) => beginsPlan(text));
    if (!isBroken) this.note(file, patternsOf(blocks.map(({ facts }) => facts.declaration)));
  }

  private note(file: WorkspaceFile, includes: readonly string[] | undefined): void {
    if (includes) file.includes = includes;
    else delete file.includes;
  }

  /** Puts every file into the plan it belongs to, or only `file` where it is one that declares none. */
  private regroup(only?: WorkspaceFile): void {
    if (!this.isLoaded) return;
    const rootOf = membership([...this.known.values()]);
    const moving = only && !only.includes ? [only] : this.known.values();
    for (const file of moving) this.move(file, this.placeOf(file, rootOf.get(file.path)));
    const roots = new Set(rootOf.values());
    for (const [path, plan] of this.plans) {
      const isNeeded = plan.isPlan ? roots.has(path) : this.known.get(path)?.plan === plan;
      if (!isNeeded) this.abandon(path, plan);
      else if (plan.isPlan) plan.setFiles([...this.known.keys()]);
    }
  }

  private placeOf(file: WorkspaceFile, root: string | undefined): OpenPlan | undefined {
    if (root === undefined && !file.isOpen) return undefined;
    const path = root ?? file.path;
    const isPlan = root !== undefined;
    const known = this.plans.get(path);
    return known?.isPlan === isPlan ? known : this.start(path, isPlan);
  }

  private start(path: string, isPlan: boolean): OpenPlan {
    const { rules, locale, turns, onFailure } = this.options;
    const onSettled = (plan: OpenPlan, changed: readonly string[]) => this.tell(plan, changed);
    const plan = new OpenPlan({ path, isPlan, rules, locale, turns, onFailure, onSettled });
    const before = this.plans.get(path);
    if (before) this.abandon(path, before);
    this.plans.set(path, plan);
    this.surroundings.begin(plan);
    if (isPlan && path.startsWith('/')) plan.prepare(this.beside.readAll(plan));
    return plan;
  }

  private abandon(path: string, plan: OpenPlan): void {
    this.plans.delete(path);
    this.beside.abandon(plan);
  }

  private move(file: WorkspaceFile, plan: OpenPlan | undefined): void {
    if (file.plan === plan) return;
    const before = file.plan;
    const isUnasked = before !== undefined && this.unasked.has(before);
    if (before) file.text = before.leave(file.path);
    file.plan = plan;
    file.planBlocks = [];
    if (plan) {
      plan.enter(file.path, file.text);
      file.text = '';
      if (isUnasked) this.unasked.add(plan);
    } else if (before) this.options.onChanged([file], isUnasked);
  }

  private tell(plan: OpenPlan, changed: readonly string[]): void {
    const files = changed.flatMap((path) => this.known.get(path) ?? []);
    const told = files.filter((file) => file.plan === plan);
    if (told.length > 0) this.options.onChanged(told, this.unasked.has(plan));
    this.unasked.delete(plan);
    this.surroundings.follow(plan);
  }
}
