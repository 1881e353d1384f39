/** Circles among names that lead to each other. Knows nothing of what they name. */

/** Every circle among `names`, each beginning with its first name in the order of the alphabet. Takes time with the number of steps. */
export function loopsIn(names: readonly string[], next: (name: string) => readonly string[]): string[][] {
  const loops: string[][] = [];
  const done = new Set<string>();
  for (const name of names) if (!done.has(name)) walk(name, next, done, loops);
  return loops;
}

/** Follows every way on from `start`, without calling itself: a chain can be as long as the plan. */
function walk(
  start: string,
  next: (name: string) => readonly string[],
  done: Set<string>,
  loops: string[][],
): void {
  const path = [start];
  const ways = [[...next(start)]];
  const depth = new Map([[start, 0]]);
  while (path.length > 0) {
    const to = ways.at(-1)?.pop();
    if (to === undefined) {
      const left = path.pop() ?? '';
      ways.pop();
      depth.delete(left);
      done.add(left);
      continue;
    }
    const onPath = depth.get(to);
    if (onPath !== undefined) loops.push(fromFirst(path.slice(onPath)));
    else if (!done.has(to)) {
      depth.set(to, path.length);
      path.push(to);
      ways.push([...next(to)]);
    }
  }
}

/** The same circle from its first name in the order of the alphabet. */
export function fromFirst(loop: readonly string[]): string[] {
  const first = loop.indexOf(loop.reduce((least, name) => (name < least ? name : least)));
  return [...loop.slice(first), ...loop.slice(0, first)];
}
