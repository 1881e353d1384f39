/**
 * A plan's files on disk: finding the root plan, taking in what it includes, and the inventories and facts beside it.
 * Reads only; paths handed out are relative to the root plan's folder, with `/`.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { FactOverrides } from '../language/facts/kinds.ts';
import { includes } from '../language/model/include.ts';
import type { DomainInventory } from '../language/model/inventory.ts';
import { includePatterns, plansIn } from '../language/model/root-plan.ts';
import { type Text, TextError, text } from '../planning/text.ts';
import { readCanonical } from './canonical-inventory.ts';
import { FileFault } from './file-fault.ts';

/** A plan's own text as it lies on disk. */
export interface PlanTexts {
  /** The root plan's folder, absolute. */
  readonly folder: string;
  /** The root plan's path in its folder. */
  readonly root: string;
  /** False for a file that declares no `plan`: it is looked at by itself. */
  readonly isRootPlan: boolean;
  readonly texts: ReadonlyMap<string, string>;
  /** Every `.migplan` file below the folder, the plan's or not. */
  readonly files: readonly string[];
}

/** The same with what lies beside it. */
export interface PlanFiles extends PlanTexts {
  readonly inventories: readonly DomainInventory[];
  /** The plan's own facts of kinds of endpoints. */
  readonly facts: FactOverrides;
  /** Files beside the plan that are not used because something is wrong with them. */
  readonly problems: readonly FileProblem[];
}

/** What is wrong with a file beside a plan, and where: line and column count from 1. */
export interface FileProblem {
  /** Its path in the plan's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly says: Text;
  /** What is written in that line. */
  readonly written: string;
}

/** Something about the files that keeps a command from working: one line that names the file and says what to do. */
export class PlanFilesError extends TextError {
  override readonly name = 'PlanFilesError';
}

const FACTS_FILE = 'facts.yaml';
const SKIPPED = new Set(['node_modules', '.git', '.migplan', 'dist']);

/** The plan at `path`, a root plan's file or a folder that has exactly one below it, with what lies beside it. Throws PlanFilesError. */
export async function readPlanFiles(path: string): Promise<PlanFiles> {
  const plan = await readPlanTexts(path);
  const problems: FileProblem[] = [];
  const inventories = await readInventories(plan.folder, problems);
  const facts = await readFactsBeside(plan.folder, problems);
  return { ...plan, inventories, facts, problems };
}

/** What the plan at `path` itself says. Throws PlanFilesError. */
export async function readPlanTexts(path: string): Promise<PlanTexts> {
  const root = await findRoot(resolve(path));
  const folder = dirname(root);
  const name = basename(root);
  const files = await filesBelow(folder);
  const text = await readText(root);
  const patterns = includePatterns(text);
  const members = files.filter(
    (file) => file === name || patterns?.some((pattern) => includes(pattern, file)),
  );
  const texts = new Map<string, string>([[name, text]]);
  for (const file of members) if (file !== name) texts.set(file, await readText(join(folder, file)));
  return { folder, root: name, isRootPlan: patterns !== undefined, texts, files };
}

/** The other plans in a plan's folder: how many, and their titles, without its own. */
export async function plansBeside({ folder, root, texts, files }: PlanTexts): Promise<{
  readonly count: number;
  readonly titles: ReadonlySet<string>;
}> {
  const [own = ''] = titlesIn(texts.get(root) ?? '');
  const beside = files.filter((file) => !file.includes('/') && !texts.has(file));
  const others = await Promise.all(beside.map(async (file) => titlesIn(await readText(join(folder, file)))));
  const titles = new Set(others.flat());
  titles.delete(own);
  titles.delete('');
  return { count: others.flat().length, titles };
}

const titlesIn = (text: string): string[] => plansIn(text).map(({ title }) => title.value);

async function findRoot(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw noSuchFile(path);
  if (found.isFile()) return path;
  if (!found.isDirectory()) throw fault(path, 'neither a file nor a folder', 'ni un fichier ni un dossier');
  const roots: string[] = [];
  for (const file of await filesBelow(path)) {
    if (includePatterns(await readText(join(path, file)))) roots.push(file);
  }
  const [root] = roots;
  if (root === undefined)
    throw fault(
      path,
      'no plan below this folder; a plan is a .migplan file with a `plan "…" { }` declaration',
      'aucun plan sous ce dossier\u00A0; un plan est un fichier .migplan avec une déclaration `plan "…" { }`',
    );
  if (roots.length > 1) throw severalPlans(path, roots);
  return join(path, root);
}

/** The error of a path: `PATH: what is wrong`. */
function fault(path: string, en: string, fr: string): PlanFilesError {
  return new PlanFilesError(text(`${path}: ${en}`, `${path}\u00A0: ${fr}`));
}

export const noSuchFile = (path: string): PlanFilesError =>
  fault(path, 'no such file or folder', 'fichier ou dossier introuvable');

const unreadable = (path: string, error: unknown): PlanFilesError =>
  fault(path, `cannot be read (${codeOf(error)})`, `lecture impossible (${codeOf(error)})`);

function severalPlans(path: string, roots: readonly string[]): PlanFilesError {
  const named = `${roots.slice(0, 5).join(', ')}${roots.length > 5 ? ', …' : ''}`;
  return fault(
    path,
    `${roots.length} plans below this folder (${named}); name one`,
    `${roots.length} plans sous ce dossier (${named})\u00A0; nommez-en un`,
  );
}

/** The `.migplan` files below a folder, sorted. */
export async function filesBelow(folder: string, ending = '.migplan'): Promise<string[]> {
  const found: string[] = [];
  const visit = async (current: string): Promise<void> => {
    for (const entry of await readdir(current, { withFileTypes: true })) {
      const path = join(current, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) await visit(path);
      else if (entry.isFile() && entry.name.endsWith(ending))
        found.push(relative(folder, path).split(sep).join('/'));
    }
  };
  try {
    await visit(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
  return found.sort();
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The inventories beside a plan; one with a fault is left out and told in `problems`. */
async function readInventories(folder: string, problems: FileProblem[]): Promise<DomainInventory[]> {
  const directory = join(folder, 'inventory');
  const names = await readdir(directory).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw unreadable(directory, error);
  });
  const inventories: DomainInventory[] = [];
  for (const name of names.filter((entry) => /\.ya?ml$/.test(entry)).sort()) {
    const text = await readText(join(directory, name));
    const inventory = readCanonical(text) ?? (await readWithCare(text, `inventory/${name}`, problems));
    if (inventory) inventories.push(inventory);
  }
  return inventories;
}

/** What is needed for it is loaded only where a file is not as this program writes it. */
async function readWithCare(
  text: string,
  file: string,
  problems: FileProblem[],
): Promise<DomainInventory | undefined> {
  const { readInventory } = await import('./inventory-file.ts');
  return sound(text, file, readInventory, problems);
}

/** The facts beside a plan; none where there is no such file, or where it has a fault, which is told in `problems`. */
async function readFactsBeside(folder: string, problems: FileProblem[]): Promise<FactOverrides> {
  const path = join(folder, FACTS_FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unreadable(path, error);
  });
  if (text === undefined) return {};
  const { readFacts } = await import('./facts-file.ts');
  return sound(text, FACTS_FILE, readFacts, problems) ?? {};
}

/** What a file says, or nothing where it has a fault. */
function sound<T>(
  text: string,
  file: string,
  read: (text: string) => T,
  problems: FileProblem[],
): T | undefined {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { line, column, text: says } = error;
    problems.push({ file, line, column, says, written: text.split(/\r?\n/)[line - 1] ?? '' });
    return undefined;
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
