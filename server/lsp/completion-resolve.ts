/**
 * More about a completion item, once somebody looks at it: which plan and which name it was is in the item's own data. An
 * item whose plan has gone meanwhile comes back as it was.
 */
import {
  type CompletionItem,
  type Connection,
  ErrorCodes,
  MarkupKind,
  ResponseError,
} from 'vscode-languageserver';
import { DECLARATION_KEYWORDS } from '../../grammar/tokens.ts';
import { completionDocs } from '../language/features/completion.ts';
import type { CompletionData } from './handlers/completion.ts';
import type { Session } from './request.ts';
import { isObject } from './wire-shapes.ts';

export function registerCompletionResolve(connection: Connection, session: () => Session | undefined): void {
  connection.onRequest('completionItem/resolve', (...received: unknown[]) => {
    const item = received.length > 1 ? received[0] : undefined; // the token comes last, alone where nothing came
    if (!isObject(item)) throw new ResponseError(ErrorCodes.InvalidParams, 'expected an item');
    const known = session();
    if (!known) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'not initialized');
    return resolved(item as unknown as CompletionItem, known);
  });
}

function resolved(item: CompletionItem, { workspace, client }: Session): CompletionItem {
  const { data } = item;
  const plan = isOurs(data) ? workspace.file(data.uri)?.plan : undefined;
  const docs = plan && isOurs(data) ? completionDocs(plan.analysis, data.about) : undefined;
  if (docs === undefined) return item;
  const isMarkdown = client.documentsInMarkdown;
  const value = isMarkdown ? docs : docs.replace(/^```.*\n|\n```$|\*\*/g, '');
  return { ...item, documentation: { kind: isMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText, value } };
}

/** The data of our own items; an editor sends it back as it came, somebody else might not. */
function isOurs(data: unknown): data is CompletionData {
  if (!isObject(data) || typeof data['uri'] !== 'string' || !isObject(data['about'])) return false;
  const { kind, key, keyword } = data['about'];
  if (kind === 'name') return typeof key === 'string';
  return kind === 'declaration' && DECLARATION_KEYWORDS.some((known) => known === keyword);
}
