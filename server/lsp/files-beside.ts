/**
 * What lies beside plans and is no plan: inventories and facts. Reads them into their plan, at first and again when they
 * change, and knows which of them cannot be used. Of the disk it knows the workspace's port alone.
 */
import type { TextChange } from '../language/model/plan-document.ts';
import { edited, type OpenPlan } from './open-plan.ts';
import type { FileProblem, FileRead, PlanFiles, Turns } from './ports.ts';
import { folderOf, pathOf, uriOf } from './uri.ts';

export interface FilesBesideOptions {
  readonly files: PlanFiles;
  readonly turns: Turns;
  /** A file cannot be used, or, without a problem, there is none any more; `isShown` where an editor has it open. */
  readonly onProblem: (uri: string, problem: FileProblem | undefined, isShown: boolean) => void;
  readonly onFailure: (error: unknown) => void;
}

/** How many files are read between two turns. */
const AT_ONCE = 8;

export class FilesBeside {
  private readonly options: FilesBesideOptions;
  /** The files that cannot be used, by their URI, and the plan they are beside. */
  private readonly unusable = new Map<string, OpenPlan>();
  /** What editors show of facts, by path: it counts before what lies on the disk. */
  private readonly shown = new Map<string, string>();

  constructor(options: FilesBesideOptions) {
    this.options = options;
  }

  async readAll(plan: OpenPlan): Promise<void> {
    const { files, turns, onFailure } = this.options;
    try {
      await this.readFacts(plan);
      const uris = await files.inventoriesIn(uriOf(plan.folder));
      for (let i = 0; i < uris.length; i += AT_ONCE) {
        await Promise.all(uris.slice(i, i + AT_ONCE).map((uri) => this.readInventory(plan, uri)));
        await turns.next();
      }
    } catch (error) {
      onFailure(error);
    }
  }

  /** An editor opens a file; whether it is one of these. */
  open(path: string, text: string): boolean {
    if (path !== pathOf(this.options.files.factsIn(uriOf(folderOf(path))))) return false;
    this.shown.set(path, text);
    return true;
  }

  change(path: string, changes: readonly TextChange[]): boolean {
    const text = this.shown.get(path);
    if (text === undefined) return false;
    this.shown.set(path, edited(text, changes));
    return true;
  }

  close(path: string): boolean {
    return this.shown.delete(path);
  }

  /** How a plan takes in what a file says now; nothing for a file that is not beside it. */
  taskFor(plan: OpenPlan, path: string): (() => Promise<void>) | undefined {
    if (!plan.isPlan) return undefined;
    if (path === pathOf(this.factsOf(plan))) return () => this.readFacts(plan);
    const isInventory = folderOf(path) === `${plan.folder}/inventory` && /\.ya?ml$/.test(path);
    return isInventory ? () => this.readInventory(plan, uriOf(path)) : undefined;
  }

  /** The plan is no more: nobody needs to mend what lies beside it. */
  abandon(plan: OpenPlan): void {
    for (const [uri, of] of this.unusable) if (of === plan) this.note(plan, uri, undefined);
  }

  private factsOf({ folder }: OpenPlan): string {
    return this.options.files.factsIn(uriOf(folder));
  }

  private async readInventory(plan: OpenPlan, uri: string): Promise<void> {
    const read = await this.options.files.readInventory(uri);
    const file = uriOf(pathOf(uri)); // one file has one name, however an editor writes it
    plan.setInventory(file, this.sound(plan, file, read));
  }

  private async readFacts(plan: OpenPlan): Promise<void> {
    const uri = this.factsOf(plan);
    const read = await this.options.files.readFacts(uri, this.shown.get(pathOf(uri)));
    plan.setFacts(this.sound(plan, uri, read) ?? {});
  }

  /** What a file says, or nothing where it cannot be used. */
  private sound<T>(plan: OpenPlan, uri: string, read: FileRead<T>): T | undefined {
    this.note(plan, uri, read && 'problem' in read ? read.problem : undefined);
    return read && 'value' in read ? read.value : undefined;
  }

  private note(plan: OpenPlan, uri: string, problem: FileProblem | undefined): void {
    const wasUnusable = this.unusable.delete(uri);
    if (problem) this.unusable.set(uri, plan);
    if (problem || wasUnusable) this.options.onProblem(uri, problem, this.shown.has(pathOf(uri)));
  }
}
