/** The texts that tabs show, and where among them another belongs. */
import { type TabGroup, TabInputText, type Uri, ViewColumn } from 'vscode';

type Group = Pick<TabGroup, 'tabs' | 'viewColumn'>;

interface ShownText {
  readonly uri: Uri;
  readonly column: ViewColumn;
}

export const shownIn = (groups: readonly Group[]): ShownText[] =>
  groups.flatMap(({ tabs, viewColumn: column }) =>
    tabs.flatMap(({ input }) => (input instanceof TabInputText ? [{ uri: input.uri, column }] : [])),
  );

/** Where it is already, else where another of its kind is, else beside what is being looked at: a kind takes one column. */
export function columnFor(uri: Uri, groups: readonly Group[]): ViewColumn {
  const shown = shownIn(groups);
  const own = shown.find((one) => one.uri.toString() === uri.toString());
  return (own ?? shown.find((one) => one.uri.scheme === uri.scheme))?.column ?? ViewColumn.Beside;
}
