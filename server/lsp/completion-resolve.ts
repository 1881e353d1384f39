/**
 * More about a completion item, once somebody looks at it: which plan and which name it was is in the item's own data. An
 * item whose plan has gone meanwhile comes back as it was.
 */
import { type CompletionItem, type Connection, MarkupKind } from 'vscode-languageserver';
import { DECLARATION_KEYWORDS } from '../../grammar/patterns.ts';
import { completionDocs } from '../language/features/completion-docs.ts';
import type { CompletionData } from './handlers/completion.ts';
import { plainText } from './plain-text.ts';
import type { Session } from './request.ts';
import { registerResolve } from './resolving.ts';
import { isObject } from './wire-shapes.ts';

export function registerCompletionResolve(connection: Connection, session: () => Session | undefined): void {
  registerResolve(connection, 'completionItem/resolve', session, resolved);
}

function resolved(item: CompletionItem, { workspace, client }: Session): CompletionItem {
  const { data } = item;
  const plan = isOurs(data) ? workspace.file(data.uri)?.plan : undefined;
  const docs = plan && isOurs(data) ? completionDocs(plan.analysis, data.about) : undefined;
  if (docs === undefined) return item;
  const isMarkdown = client.documentsInMarkdown;
  const value = isMarkdown ? docs : plainText(docs);
  return { ...item, documentation: { kind: isMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText, value } };
}

/** The data of our own items; an editor sends it back as it came, somebody else might not. */
function isOurs(data: unknown): data is CompletionData {
  if (!isObject(data) || typeof data['uri'] !== 'string' || !isObject(data['about'])) return false;
  const { kind, key, keyword, property, word } = data['about'];
  if (kind === 'name') return typeof key === 'string';
  if (kind === 'word') return typeof word === 'string';
  const isKnown = DECLARATION_KEYWORDS.some((known) => known === keyword);
  return isKnown && (kind === 'declaration' || (kind === 'property' && typeof property === 'string'));
}
