/**
 * The plumbing of requests about a document: checks what came, waits until the plan is as far as the handler needs it,
 * gives way to cancellation, looks the file up. What is left to a handler is to call a feature and convert.
 */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyIncomingCallsParams,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyOutgoingCallsParams,
  type CallHierarchyPrepareParams,
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CodeLensParams,
  type CompletionList,
  type CompletionParams,
  type Connection,
  type DefinitionLink,
  type DefinitionParams,
  type DocumentFormattingParams,
  type DocumentHighlight,
  type DocumentHighlightParams,
  type DocumentLink,
  type DocumentLinkParams,
  type DocumentOnTypeFormattingParams,
  type DocumentRangeFormattingParams,
  type DocumentSymbol,
  type DocumentSymbolParams,
  ErrorCodes,
  type FoldingRange,
  type FoldingRangeParams,
  type Hover,
  type HoverParams,
  type InlayHint,
  type InlayHintParams,
  type LinkedEditingRangeParams,
  type LinkedEditingRanges,
  type Location,
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type SelectionRange,
  type SelectionRangeParams,
  type SemanticTokens,
  type SemanticTokensRangeParams,
  type SymbolInformation,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Analysis } from '../language/analysis.ts';
import type { Rule } from '../language/rules/rule.ts';
import type { ClientFeatures } from './client-features.ts';
import type { EditorSettings } from './editor-settings.ts';
import type { OpenPlan } from './open-plan.ts';
import type { PlanWatch } from './plan-watch.ts';
import type { Reports } from './reports.ts';
import { isPosition, isRange } from './wire-shapes.ts';
import type { Workspace } from './workspace.ts';
import type { WorkspaceFile } from './workspace-file.ts';

/** The requests that are answered, each with what comes and what goes back. */
export interface Requests {
  'textDocument/hover': { params: HoverParams; result: Hover | null };
  'textDocument/definition': { params: DefinitionParams; result: Location[] | DefinitionLink[] | null };
  'textDocument/documentSymbol': {
    params: DocumentSymbolParams;
    result: DocumentSymbol[] | SymbolInformation[];
  };
  'textDocument/formatting': { params: DocumentFormattingParams; result: TextEdit[] };
  'textDocument/rangeFormatting': { params: DocumentRangeFormattingParams; result: TextEdit[] };
  'textDocument/onTypeFormatting': { params: DocumentOnTypeFormattingParams; result: TextEdit[] };
  'textDocument/foldingRange': { params: FoldingRangeParams; result: FoldingRange[] };
  'textDocument/selectionRange': { params: SelectionRangeParams; result: SelectionRange[] | null };
  'textDocument/documentLink': { params: DocumentLinkParams; result: DocumentLink[] };
  'textDocument/linkedEditingRange': {
    params: LinkedEditingRangeParams;
    result: LinkedEditingRanges | null;
  };
  'textDocument/prepareCallHierarchy': {
    params: CallHierarchyPrepareParams;
    result: CallHierarchyItem[] | null;
  };
  'callHierarchy/incomingCalls': {
    params: CallHierarchyIncomingCallsParams;
    result: CallHierarchyIncomingCall[] | null;
  };
  'callHierarchy/outgoingCalls': {
    params: CallHierarchyOutgoingCallsParams;
    result: CallHierarchyOutgoingCall[] | null;
  };
  'textDocument/codeAction': { params: CodeActionParams; result: CodeAction[] };
  'textDocument/codeLens': { params: CodeLensParams; result: CodeLens[] };
  'textDocument/inlayHint': { params: InlayHintParams; result: InlayHint[] };
  'textDocument/completion': { params: CompletionParams; result: CompletionList | null };
  'textDocument/references': { params: ReferenceParams; result: Location[] };
  'textDocument/documentHighlight': { params: DocumentHighlightParams; result: DocumentHighlight[] };
  'textDocument/prepareRename': { params: PrepareRenameParams; result: PrepareRenameResult | null };
  'textDocument/rename': { params: RenameParams; result: WorkspaceEdit | null };
  'textDocument/semanticTokens/range': { params: SemanticTokensRangeParams; result: SemanticTokens };
}

/** Everything a session's handlers share. */
export interface Session {
  readonly workspace: Workspace;
  readonly reports: Reports;
  readonly client: ClientFeatures;
  readonly settings: EditorSettings;
  readonly watch: PlanWatch;
  /** How a file is named to the editor. */
  uriOf(path: string): string;
  /** A rule's page, as a URI. */
  pageOf(rule: Rule): string;
  onFailure(error: unknown): void;
}

/** What a handler is given: the file asked about, and the plan it is in. */
export interface Asked {
  readonly session: Session;
  readonly file: WorkspaceFile;
  readonly plan: OpenPlan;
  readonly analysis: Analysis;
  /** The file's name in the analysis. */
  readonly name: string;
}

/** What has to be in the parameters: a document and something in it, or an item that an answer named before. */
type Taken = 'document' | 'position' | 'positions' | 'range' | 'item';

interface How<Params, Result> {
  readonly takes: Taken;
  /** `read`: every file of the plan has been taken in. `checked`: and nothing is left to check. */
  readonly needs: 'read' | 'checked';
  /** The answer about a file that nobody knows. */
  readonly otherwise: Result;
  run(asked: Asked, params: Params): Result;
}

export interface Handler {
  readonly method: keyof Requests;
  readonly how: How<unknown, unknown>;
}

export function handler<M extends keyof Requests>(
  method: M,
  how: How<Requests[M]['params'], Requests[M]['result']>,
): Handler {
  return { method, how: how as unknown as How<unknown, unknown> };
}

/** The answer that it cannot be done, in a sentence that the editor shows. */
export const refusal = (says: string): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.RequestFailed, says);

/** Lets the connection answer with `handlers`; `session` is asked for at each request, since it begins after this. */
export function register(
  connection: Connection,
  handlers: readonly Handler[],
  session: () => Session | undefined,
): void {
  for (const { method, how } of handlers) {
    // Whatever comes as parameters, the token comes last.
    connection.onRequest(method, (...received: unknown[]) => {
      const token = received.at(-1) as CancellationToken;
      return answer(how, received.length > 1 ? received[0] : undefined, session(), token);
    });
  }
}

async function answer(
  how: How<unknown, unknown>,
  params: unknown,
  session: Session | undefined,
  token: CancellationToken,
): Promise<unknown> {
  const uri = uriIn(params, how.takes);
  if (uri === undefined) throw new ResponseError(ErrorCodes.InvalidParams, `expected a ${how.takes}`);
  if (!session) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'not initialized');
  await unlessCancelled(ready(how.needs, uri, session), token);
  const file = session.workspace.file(uri);
  if (!file?.plan) return how.otherwise;
  const { plan } = file;
  try {
    return how.run({ session, file, plan, analysis: plan.analysis, name: plan.nameOf(file.path) }, params);
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    session.onFailure(error);
    throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
  }
}

/** The document's URI, where the parameters hold all they have to. */
function uriIn(params: unknown, takes: Taken): string | undefined {
  const { textDocument, item, ...rest } = (params ?? {}) as Record<string, unknown>;
  const { uri } = ((takes === 'item' ? item : textDocument) ?? {}) as Record<string, unknown>;
  return typeof uri === 'string' && isThere(takes, rest) ? uri : undefined;
}

function isThere(takes: Taken, { position, positions, range }: Record<string, unknown>): boolean {
  switch (takes) {
    case 'document':
    case 'item':
      return true;
    case 'position':
      return isPosition(position);
    case 'positions':
      return Array.isArray(positions) && positions.every(isPosition);
    case 'range':
      return isRange(range);
  }
}

async function ready(needs: 'read' | 'checked', uri: string, { workspace }: Session): Promise<void> {
  await workspace.idle();
  const plan = workspace.file(uri)?.plan;
  await (needs === 'read' ? plan?.taken() : plan?.settled());
}

/** Waits for `work`, but no longer than the editor does. */
export async function unlessCancelled<T>(work: Promise<T>, token: CancellationToken): Promise<T> {
  let stop: { dispose(): void } | undefined;
  const cancelled = new Promise<never>((_, reject) => {
    const cancel = () => reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled'));
    if (token.isCancellationRequested) cancel();
    else stop = token.onCancellationRequested(cancel);
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    stop?.dispose();
  }
}
