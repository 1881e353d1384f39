/**
 * The plumbing of requests about a document: checks what came, waits until the plan is as far as the handler needs it,
 * gives way to cancellation, looks the file up. What is left to a handler is to call a feature and convert.
 */
import {
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type CompletionList,
  type CompletionParams,
  type Connection,
  type DefinitionLink,
  type DefinitionParams,
  type DocumentFormattingParams,
  type DocumentHighlight,
  type DocumentHighlightParams,
  type DocumentSymbol,
  type DocumentSymbolParams,
  ErrorCodes,
  type Hover,
  type HoverParams,
  type Location,
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type SemanticTokens,
  type SemanticTokensRangeParams,
  type SymbolInformation,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Analysis } from '../language/analysis.ts';
import type { ClientFeatures } from './client-features.ts';
import type { OpenPlan } from './open-plan.ts';
import type { Reports } from './reports.ts';
import { isPosition, isRange } from './wire-shapes.ts';
import type { Workspace, WorkspaceFile } from './workspace.ts';

/** The requests that are answered, each with what comes and what goes back. */
export interface Requests {
  'textDocument/hover': { params: HoverParams; result: Hover | null };
  'textDocument/definition': { params: DefinitionParams; result: Location[] | DefinitionLink[] | null };
  'textDocument/documentSymbol': {
    params: DocumentSymbolParams;
    result: DocumentSymbol[] | SymbolInformation[];
  };
  'textDocument/formatting': { params: DocumentFormattingParams; result: TextEdit[] };
  'textDocument/codeAction': { params: CodeActionParams; result: CodeAction[] };
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
  /** How a file is named to the editor. */
  uriOf(path: string): string;
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

interface How<Params, Result> {
  /** What has to be in the parameters besides the document. */
  readonly takes: 'document' | 'position' | 'range';
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
function uriIn(params: unknown, takes: 'document' | 'position' | 'range'): string | undefined {
  const { textDocument, position, range } = (params ?? {}) as Record<string, unknown>;
  const { uri } = (textDocument ?? {}) as Record<string, unknown>;
  if (takes === 'position' && !isPosition(position)) return undefined;
  if (takes === 'range' && !isRange(range)) return undefined;
  return typeof uri === 'string' ? uri : undefined;
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
