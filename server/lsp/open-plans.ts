/**
 * The plans that the files at hand make up, each judged in its surroundings: files enter and leave them as roots are written,
 * and what has changed in them is told. Reads no file itself.
 */
import type { Locale, Rule } from '../language/rules/rule.ts';
import type { FilesBeside } from './files-beside.ts';
import { membership } from './membership.ts';
import { OpenPlan } from './open-plan.ts';
import { PlanSurroundings } from './plan-surroundings.ts';
import type { Turns, World } from './ports.ts';
import type { KeptSecrets } from './secrets-of-client.ts';
import { isInFolders, uriOf } from './uri.ts';
import type { WorkspaceFile } from './workspace-file.ts';

export interface OpenPlansOptions {
  readonly turns: Turns;
  readonly world: World;
  /** Which of a plan's secrets the editor keeps; absent where it keeps none. */
  readonly keptSecrets?: KeptSecrets;
  readonly rules: readonly Rule[];
  readonly locale: Locale;
  /** Findings of these files may have changed; `unasked` when no edit in the editor is behind it. */
  readonly onChanged: (files: readonly WorkspaceFile[], unasked: boolean) => void;
  readonly onFailure: (error: unknown) => void;
  /** A plan has been brought up to date, or is no more. */
  readonly onPlan?: (plan: OpenPlan) => void;
}

export class OpenPlans {
  private readonly options: OpenPlansOptions;
  private readonly files: ReadonlyMap<string, WorkspaceFile>;
  private readonly beside: FilesBeside;
  private readonly plans = new Map<string, OpenPlan>();
  private readonly surroundings: PlanSurroundings;
  /** The plans to which something else than the editor had something to say since their findings were last told. */
  private readonly unasked = new WeakSet<OpenPlan>();

  constructor(options: OpenPlansOptions, files: ReadonlyMap<string, WorkspaceFile>, beside: FilesBeside) {
    this.options = options;
    this.files = files;
    this.beside = beside;
    const { world, onFailure } = options;
    this.surroundings = new PlanSurroundings({
      ...{ world, onFailure, onNews: (plan) => this.hasNews(plan) },
      keptSecrets: async ({ path }, keys) =>
        (await options.keptSecrets?.({ plan: files.get(path)?.uri ?? uriOf(path), keys })) ?? [],
    });
    world.everyMinute(() => {
      for (const plan of this.plans.values()) this.surroundings.tick(plan);
    });
  }

  /** A file that is in no plan stands for one of its own. */
  get all(): Iterable<OpenPlan> {
    return this.plans.values();
  }

  /** The plan that has its root in the file of a path. */
  at(path: string): OpenPlan | undefined {
    const plan = this.plans.get(path);
    return plan?.isPlan ? plan : undefined;
  }

  /** Runs have recorded something else of a plan. */
  recordedAnew(plan: OpenPlan): void {
    this.surroundings.hear(plan);
  }

  /** The editor keeps other secrets of a plan than before. */
  secretsChanged(plan: OpenPlan): void {
    this.surroundings.secretsChanged(plan);
  }

  /** What is told of a plan next has to be told to an editor that would not ask for it by itself. */
  hasNews(plan: OpenPlan): void {
    this.unasked.add(plan);
  }

  /** Something was read from the disk: the plans that are being checked now are those that it may have changed. */
  hasRead(): void {
    for (const plan of this.plans.values()) if (!plan.isSettled) this.hasNews(plan);
  }

  /** Puts every file into the plan it belongs to, or only `file` where it is one that declares none. */
  regroup(only?: WorkspaceFile): void {
    const rootOf = membership([...this.files.values()]);
    const moving = only && !only.includes ? [only] : this.files.values();
    for (const file of moving) this.move(file, this.placeOf(file, rootOf.get(file.path)));
    const roots = new Set(rootOf.values());
    for (const [path, plan] of this.plans) {
      const isNeeded = plan.isPlan ? roots.has(path) : this.files.get(path)?.plan === plan;
      if (!isNeeded) this.abandon(path, plan);
      else if (plan.isPlan) plan.setFiles([...this.files.keys()]);
    }
  }

  /** Takes a file out of its plan. */
  release(file: WorkspaceFile): void {
    this.move(file, undefined);
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
    if (isPlan && isInFolders(path)) plan.prepare(this.beside.readAll(plan));
    return plan;
  }

  private abandon(path: string, plan: OpenPlan): void {
    this.plans.delete(path);
    this.beside.abandon(plan);
    this.options.onPlan?.(plan);
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
    const files = changed.flatMap((path) => this.files.get(path) ?? []);
    const told = files.filter((file) => file.plan === plan);
    if (told.length > 0) this.options.onChanged(told, this.unasked.has(plan));
    this.unasked.delete(plan);
    this.surroundings.follow(plan);
    this.options.onPlan?.(plan);
  }
}
