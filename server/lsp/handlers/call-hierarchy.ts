import {
  type CallHierarchyItem,
  ErrorCodes,
  type Range,
  ResponseError,
  SymbolKind,
} from 'vscode-languageserver';
import {
  type Opening,
  openedBy,
  opens,
  type Party,
  partyAt,
} from '../../language/features/call-hierarchy.ts';
import type { Key } from '../../language/model/names.ts';
import { type Asked, handler } from '../request.ts';
import { symbolKindOf } from '../symbol-kinds.ts';
import { isObject } from '../wire-shapes.ts';

/** A mailbox is called by whoever opens it. */
export const callHierarchyHandlers = [
  handler('textDocument/prepareCallHierarchy', {
    takes: 'position',
    needs: 'checked',
    otherwise: null,
    run: (asked, { position }) => {
      const party = partyAt(asked.analysis, asked.name, position);
      return party ? [itemOf(party, asked)] : null;
    },
  }),
  handler('callHierarchy/incomingCalls', {
    takes: 'item',
    needs: 'checked',
    otherwise: null,
    run: (asked, { item }) =>
      openedBy(asked.analysis, keyIn(item)).map((opening) => {
        const { item, ranges } = told(opening, asked);
        return { from: item, fromRanges: ranges };
      }),
  }),
  handler('callHierarchy/outgoingCalls', {
    takes: 'item',
    needs: 'checked',
    otherwise: null,
    run: (asked, { item }) =>
      opens(asked.analysis, keyIn(item)).map((opening) => {
        const { item, ranges } = told(opening, asked);
        return { to: item, fromRanges: ranges };
      }),
  }),
];

/** Which address an item is: an editor sends it back as it came, somebody else might not. */
function keyIn({ data }: CallHierarchyItem): Key {
  const key = isObject(data) ? data['key'] : undefined;
  if (typeof key === 'string' && key.startsWith('address:')) return key as Key;
  throw new ResponseError(ErrorCodes.InvalidParams, 'expected an item of this server');
}

const told = (
  { party, rights, places }: Opening,
  asked: Asked,
): { item: CallHierarchyItem; ranges: Range[] } => ({
  item: itemOf(party, asked, rights),
  ranges: [...places],
});

function itemOf(party: Party, { session, plan }: Asked, rights: readonly string[] = []): CallHierarchyItem {
  const { key, as, address, label, path, range, selection } = party;
  const detail = [label, rights.join(', ')].filter(Boolean).join(' · ');
  return {
    name: address,
    kind: as === undefined ? SymbolKind.Null : symbolKindOf(as),
    ...(detail === '' ? {} : { detail }),
    uri: session.uriOf(plan.pathOf(path)),
    range,
    selectionRange: selection,
    data: { key },
  };
}
