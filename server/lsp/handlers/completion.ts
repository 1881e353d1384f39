import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  type Range,
} from 'vscode-languageserver';
import {
  type Completion,
  type CompletionKind,
  type Completions,
  completion,
} from '../../language/features/completion.ts';
import { type Asked, handler } from '../request.ts';

/** What comes back when more is asked about an item: see completion-resolve.ts. */
export interface CompletionData {
  readonly uri: string;
  readonly about: NonNullable<Completion['about']>;
}

export const completionHandler = handler('textDocument/completion', {
  takes: 'position',
  needs: 'read',
  otherwise: null,
  run: (asked, { position, context }) => {
    const { hasSnippets, hasCommands } = asked.session.client;
    const typed = context?.triggerCharacter;
    const options = {
      hasSnippets,
      canAskAgain: hasCommands,
      ...(typeof typed === 'string' ? { typed } : {}),
    };
    const found = completion(asked.analysis, asked.name, position, options);
    return found ? listOf(found, asked) : null;
  },
});

/** What all items share is said once, to editors that take it so. */
function listOf(
  { items, isIncomplete, insert, replace }: Completions,
  { session, file }: Asked,
): CompletionList {
  const { client } = session;
  const range = client.insertsOrReplaces ? { insert, replace } : insert;
  const digits = String(items.length).length;
  const all = items.map((item, index): CompletionItem => {
    const made = itemOf(item, String(index).padStart(digits, '0'), file.uri);
    if (client.sharesEditRange) return { ...made, ...(item.insert ? { textEditText: item.insert } : {}) };
    return { ...made, textEdit: editOf(item.insert ?? item.label, range) };
  });
  return {
    isIncomplete,
    items: all,
    ...(client.sharesEditRange ? { itemDefaults: { editRange: range } } : {}),
  };
}

const editOf = (newText: string, range: Range | { insert: Range; replace: Range }) =>
  'insert' in range ? { newText, ...range } : { newText, range };

function itemOf(
  { label, kind, detail, isSnippet, asksAgain, about }: Completion,
  sortText: string,
  uri: string,
): CompletionItem {
  const data: CompletionData | undefined = about && { uri, about };
  return {
    label,
    kind: KINDS[kind] ?? CompletionItemKind.Value,
    sortText,
    ...(detail ? { detail } : {}),
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(asksAgain ? { command: { title: label, command: SUGGEST } } : {}),
    ...(data ? { data } : {}),
  };
}

/** The editor's own command; only an editor that has ours is known to have it. */
const SUGGEST = 'editor.action.triggerSuggest';

/** The protocol's kinds are a programmer's; these have the icons that the outline has. */
const KINDS: Readonly<Partial<Record<CompletionKind, CompletionItemKind>>> = {
  declaration: CompletionItemKind.Keyword,
  property: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  placeholder: CompletionItemKind.Variable,
  endpoint: CompletionItemKind.Interface,
  licence: CompletionItemKind.Constant,
  unit: CompletionItemKind.Module,
  timeline: CompletionItemKind.Event,
  lot: CompletionItemKind.Folder,
  domain: CompletionItemKind.Class,
  template: CompletionItemKind.Function,
  rule: CompletionItemKind.Reference,
  address: CompletionItemKind.Text,
};
