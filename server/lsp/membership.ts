/** Which files make up which plan, decided from what each file declares alone. Knows no editor and no disk. */
import { includes, resolvedFrom } from '../language/model/include.ts';
import { folderOf, nameOf, pathBelow } from './uri.ts';

export interface Candidate {
  readonly path: string;
  /** What the plan that it declares includes; absent where it declares none. */
  readonly includes?: readonly string[];
}

/**
 * Each file's root plan, by path; a file in no plan is absent. Of several plans that include a file the first by path
 * takes it, and a plan that another has taken in is no root of its own: the analysis says that it holds two.
 */
export function membership(candidates: readonly Candidate[]): Map<string, string> {
  const sorted = [...candidates].sort((a, b) => (a.path < b.path ? -1 : 1));
  const rootOf = new Map<string, string>();
  for (const root of sorted) {
    if (!root.includes || rootOf.has(root.path)) continue;
    rootOf.set(root.path, root.path);
    if (root.includes.length === 0) continue;
    for (const { path } of sorted) {
      if (!rootOf.has(path) && isIncluded(root.path, root.includes, path)) rootOf.set(path, root.path);
    }
  }
  return rootOf;
}

function isIncluded(root: string, patterns: readonly string[], path: string): boolean {
  const relative = pathBelow(folderOf(root), path);
  if (relative === undefined) return false;
  return patterns.some((pattern) => includes(resolvedFrom(nameOf(root), pattern), relative));
}
