/** Which rows of a tree without children are meant by some of its rows, in their order, each once. */

/** The part of a row that is looked at. */
interface Row {
  readonly id: string;
  readonly sortText?: string | undefined;
  readonly children: Iterable<[string, Row]>;
}

export function leavesOf<R extends Row>(asked: readonly R[], without: readonly R[]): R[] {
  const left = new Set(without.map(({ id }) => id));
  const found = new Map<string, R>();
  const walk = (row: R): void => {
    if (left.has(row.id)) return;
    const children = [...row.children].map(([, child]) => child as R);
    if (children.length === 0) found.set(row.id, row);
    for (const child of children.toSorted(bySortText)) walk(child);
  };
  for (const row of asked) walk(row);
  return [...found.values()];
}

const bySortText = (a: Row, b: Row): number => (a.sortText ?? '').localeCompare(b.sortText ?? '');
