/**
 * The language server: from the editor's greeting to its goodbye. Tells what it can do, opens the workspace, and passes
 * on what the editor says about its documents. What it needs of the world is handed in.
 */
import {
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
import { TYPED } from '../language/features/on-type-formatting.ts';
import { firstLook } from '../language/first-look.ts';
import type { Rule } from '../language/rules/rule.ts';
import { ChangedPlans } from './changed-plans.ts';
import { registerCodeActionResolve } from './chosen-action.ts';
import { type ClientFeatures, clientFeatures, foldersOf, localeOf } from './client-features.ts';
import { registerCodeLensResolve } from './code-lens-resolve.ts';
import { registerCompletionResolve } from './completion-resolve.ts';
import { registerDocumentDiagnostic } from './document-diagnostic.ts';
import { listenToDocuments } from './documents.ts';
import { EditorSettings } from './editor-settings.ts';
import { ACTION_KINDS } from './handlers/code-action.ts';
import { HANDLERS } from './handlers/registry.ts';
import { LEGEND } from './handlers/semantic-tokens.ts';
import { type PlanSession, registerPlanRequests } from './plan-request.ts';
import { PLAN_REQUESTS } from './plan-requests/registry.ts';
import { PlanWatch } from './plan-watch.ts';
import type { PlanFiles, Turns, World } from './ports.ts';
import { Refreshes } from './refreshes.ts';
import { Reports, unusableFile } from './reports.ts';
import { register } from './request.ts';
import { secretsOfClient } from './secrets-of-client.ts';
import { tellClient } from './tell-client.ts';
import { uriOf } from './uri.ts';
import { isObject } from './wire-shapes.ts';
import { Workspace } from './workspace.ts';
import { registerWorkspaceDiagnostic } from './workspace-diagnostic.ts';
import type { WorkspaceFile } from './workspace-file.ts';
import { registerWorkspaceSymbol } from './workspace-symbol.ts';

export interface ServerOptions {
  /** Asked once the editor has said what it can do. */
  readonly files: (client: ClientFeatures) => PlanFiles;
  readonly turns: Turns;
  readonly world: World;
  readonly rules: readonly Rule[];
  /** A rule's page, as a URI. */
  readonly pageOf: (rule: Rule) => string;
  readonly name: string;
  readonly version: string;
}

/** Serves one editor over `connection`, which is not listening yet. */
export function startServer(connection: Connection, options: ServerOptions): void {
  let session: PlanSession | undefined;
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
  registerPlanRequests(connection, PLAN_REQUESTS, () => session);
  registerDocumentDiagnostic(connection, () => session);
  registerWorkspaceDiagnostic(connection, () => session);
  registerWorkspaceSymbol(connection, () => session);
  registerCompletionResolve(connection, () => session);
  registerCodeActionResolve(connection, () => session);
  registerCodeLensResolve(connection, () => session);
  connection.onNotification('migplan/secretsChanged', (params: unknown) => {
    if (isObject(params) && typeof params['plan'] === 'string')
      session?.workspace.secretsChanged(params['plan']);
  });
  listenToDocuments(connection, () => session?.workspace);
  connection.onShutdown(() => {});
  connection.listen();
}

function begin(connection: Connection, params: InitializeParams, options: ServerOptions): PlanSession {
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
    pageOf: options.pageOf,
    firstLook: (text) => firstLook(text, options.rules, locale),
    uriOf: named,
    onFailure,
    send: client.pullsDiagnostics ? undefined : send,
  });
  const refreshes = new Refreshes(connection, client, onFailure);
  const onChanged = () => refreshes.want();
  const settings = new EditorSettings({ connection, client, onChanged, onFailure });
  const workspace = new Workspace({
    files: options.files(client),
    turns: options.turns,
    world: options.world,
    ...(client.keepsSecrets && { keptSecrets: secretsOfClient(connection) }),
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
      // An editor that shows the edited file alone asks of itself.
      if (unasked || workspace.openFiles > 1) refreshes.want();
    },
    onProblem: (uri, problem, isShown) => {
      // Sent to editors that ask for diagnostics, too: they ask for plans only.
      const diagnostics = problem ? [unusableFile(problem, locale)] : [];
      connection.sendDiagnostics({ uri, diagnostics }).catch(onFailure);
      if (!problem || isShown) return;
      // Editors make links of some texts, commands among them: what a file is called or says leads nowhere.
      const said = `${problem.path}:${problem.line}:${problem.column}: ${problem.says[locale]}`;
      const message = said.replaceAll('](', '] (');
      connection
        .sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
        .catch(onFailure);
    },
    onFailure,
    onPlan: (plan) => changed.note(plan),
  });
  const tell = tellClient(connection, onFailure);
  const { world, turns, rules, pageOf } = options;
  const changed = new ChangedPlans({
    world,
    tell: ({ path }) => tell('migplan/changed', { plan: named(path) }),
  });
  const watch = new PlanWatch({
    ...{ world, turns, onFailure, plans: () => workspace.openPlans },
    onLive: ({ path }, run) => tell('migplan/live', { plan: named(path), run: run ?? null }),
    onRecorded: (plan) => workspace.recordedAnew(plan),
    onChanged: (plan) => changed.note(plan),
  });
  const shared = { workspace, reports, client, settings, uriOf: named, pageOf, onFailure };
  return { ...shared, watch, world, turns, rules, locale };
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
      workspaceSymbolProvider: true,
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      documentOnTypeFormattingProvider: {
        firstTriggerCharacter: TYPED[0],
        moreTriggerCharacter: TYPED.slice(1),
      },
      documentLinkProvider: {},
      linkedEditingRangeProvider: true,
      callHierarchyProvider: true,
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      completionProvider: { triggerCharacters: [' ', '@', '{', '.'], resolveProvider: true },
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: client.preparesRename ? { prepareProvider: true } : true,
      semanticTokensProvider: { legend: LEGEND, range: true },
      codeLensProvider: { resolveProvider: true },
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: ACTION_KINDS, resolveProvider: true },
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

function start(connection: Connection, session: PlanSession, folders: string[]): void {
  const { workspace, watch, client, settings, onFailure } = session;
  settings.follow();
  workspace.changeFolders(folders, []);
  watch.begin().catch(onFailure);
  if (client.watchesFiles) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(onFailure);
  }
  if (client.registersDocuments) registerFacts(connection, folders, onFailure);
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
function registerFacts(
  connection: Connection,
  folders: readonly string[],
  onFailure: (error: unknown) => void,
): void {
  const schemes = new Set(['file', ...folders.map((uri) => uri.slice(0, uri.indexOf(':')))]);
  const documentSelector = [...schemes].map((scheme) => ({ scheme, pattern: '**/facts.yaml' }));
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
