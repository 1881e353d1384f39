/**
 * The language server: from the editor's greeting to its goodbye. Tells what it can do, opens the workspace, and passes
 * on what the editor says about its documents. What it needs of the world is handed in.
 */
import {
  CodeActionKind,
  type Connection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { Diagnostic as Finding } from '../language/diagnostic.ts';
import { firstLook } from '../language/first-look.ts';
import type { Rule } from '../language/rules/rule.ts';
import { type ClientFeatures, clientFeatures, foldersOf, localeOf } from './client-features.ts';
import { registerCompletionResolve } from './completion-resolve.ts';
import { registerDocumentDiagnostic } from './document-diagnostic.ts';
import { listenToDocuments } from './documents.ts';
import { HANDLERS } from './handlers/registry.ts';
import { LEGEND } from './handlers/semantic-tokens.ts';
import type { PlanFiles, Turns, World } from './ports.ts';
import { Reports, unusableFile } from './reports.ts';
import { register, type Session } from './request.ts';
import { uriOf } from './uri.ts';
import { Workspace, type WorkspaceFile } from './workspace.ts';
import { registerWorkspaceDiagnostic } from './workspace-diagnostic.ts';

export interface ServerOptions {
  readonly files: PlanFiles;
  readonly turns: Turns;
  readonly world: World;
  readonly rules: readonly Rule[];
  /** The page of a finding's rule. */
  readonly linkOf: (finding: Finding) => string;
  readonly name: string;
  readonly version: string;
}

/** Serves one editor over `connection`, which is not listening yet. */
export function startServer(connection: Connection, options: ServerOptions): void {
  let session: Session | undefined;
  let folders: string[] = [];
  connection.onInitialize((params) => {
    session = begin(connection, params, options);
    folders = foldersOf(params);
    return greeting(session.client, options);
  });
  connection.onInitialized(() => {
    if (session) start(connection, session, folders);
  });
  register(connection, HANDLERS, () => session);
  registerDocumentDiagnostic(connection, () => session);
  registerWorkspaceDiagnostic(connection, () => session);
  registerCompletionResolve(connection, () => session);
  listenToDocuments(connection, () => session?.workspace);
  connection.onShutdown(() => {});
  connection.listen();
}

function begin(connection: Connection, params: InitializeParams, options: ServerOptions): Session {
  const client = clientFeatures(params);
  const locale = localeOf(params);
  const onFailure = (error: unknown): void => connection.console.error(described(error));
  const named = (path: string): string => workspace.file(uriOf(path))?.uri ?? uriOf(path);
  const send = ({ uri, version }: WorkspaceFile, diagnostics: Diagnostic[]): void => {
    const versioned = version === undefined ? {} : { version };
    connection.sendDiagnostics({ uri, diagnostics, ...versioned }).catch(onFailure);
  };
  const reports = new Reports({
    locale,
    linkOf: options.linkOf,
    firstLook: (text) => firstLook(text, options.rules, locale),
    uriOf: named,
    onFailure,
    send: client.pullsDiagnostics ? undefined : send,
  });
  const workspace = new Workspace({
    files: options.files,
    turns: options.turns,
    world: options.world,
    rules: options.rules,
    locale,
    onChanged: (files, unasked) => {
      reports.changed(files);
      if (unasked && client.refreshesDiagnostics) {
        connection.languages.diagnostics.refresh().catch(onFailure);
      }
      // Names in a file that nobody typed in may mean something now, or nothing any more.
      if ((unasked || files.length > 1) && client.refreshesTokens) {
        connection.languages.semanticTokens.refresh().catch(onFailure);
      }
    },
    onProblem: (uri, problem, isShown) => {
      // Sent to editors that ask for diagnostics, too: they ask for plans only.
      const diagnostics = problem ? [unusableFile(problem, locale)] : [];
      connection.sendDiagnostics({ uri, diagnostics }).catch(onFailure);
      if (!problem || isShown) return;
      const message = `${problem.path}:${problem.line}:${problem.column}: ${problem.says[locale]}`;
      connection
        .sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
        .catch(onFailure);
    },
    onFailure,
  });
  return { workspace, reports, client, uriOf: named, onFailure };
}

function greeting(client: ClientFeatures, { name, version }: ServerOptions): InitializeResult {
  return {
    serverInfo: { name, version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      definitionProvider: true,
      documentSymbolProvider: true,
      documentFormattingProvider: true,
      completionProvider: { triggerCharacters: [' ', '@', '{', '.'], resolveProvider: true },
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: client.preparesRename ? { prepareProvider: true } : true,
      semanticTokensProvider: { legend: LEGEND, range: true },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      ...(client.pullsDiagnostics
        ? {
            diagnosticProvider: {
              identifier: 'migplan',
              interFileDependencies: true,
              workspaceDiagnostics: true,
            },
          }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** The files whose changes on the disk matter. */
const WATCHED = ['**/*.migplan', '**/inventory/*.{yaml,yml}', '**/facts.yaml'];

function start(connection: Connection, { workspace, client, onFailure }: Session, folders: string[]): void {
  workspace.changeFolders(folders, []);
  if (client.watchesFiles) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(onFailure);
  }
  if (client.registersDocuments) registerFacts(connection, onFailure);
  if (client.changesFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
      workspace.changeFolders(
        added.map(({ uri }) => uri),
        removed.map(({ uri }) => uri),
      ),
    );
  }
}

/** Facts are no plans: an editor that is asked tells of them too, and of nothing else than their text. */
function registerFacts(connection: Connection, onFailure: (error: unknown) => void): void {
  const documentSelector = [{ scheme: 'file', pattern: '**/facts.yaml' }];
  const syncKind = TextDocumentSyncKind.Incremental;
  for (const registered of [
    connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector }),
    connection.client.register(DidChangeTextDocumentNotification.type, { documentSelector, syncKind }),
    connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector }),
  ])
    registered.catch(onFailure);
}

const described = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
