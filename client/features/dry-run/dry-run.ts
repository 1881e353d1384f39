/** The command that shows what a run of a lot would do, in a document of its own beside the plan. */
import { commands, l10n, languages, Uri, window, workspace } from 'vscode';
import { COMMANDS } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { readDryRun } from '../../infrastructure/dry-run.ts';
import { mayRun } from '../../infrastructure/may-run.ts';
import type { Ended } from '../../infrastructure/migplan-process.ts';
import { secretRemedies } from '../../infrastructure/perform.ts';
import { pickLot } from '../../infrastructure/pick-lot.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';
import { saveAll } from '../../infrastructure/save-all.ts';
import { columnFor } from '../../infrastructure/shown-in.ts';
import { failureLine, tellFailure } from '../../infrastructure/tell-failure.ts';
import { DeclarationLinks } from './declaration-links.ts';
import { DryRunDocuments, isPlanFile } from './dry-run-documents.ts';
import { dryRunLenses } from './dry-run-lenses.ts';
import { type Asked, askedBy, dryRunUri, SCHEME } from './dry-run-uri.ts';

export function activateDryRun(client: Client): void {
  const documents = new DryRunDocuments(client);
  const plans = workspace.createFileSystemWatcher('**/*.migplan');
  client.context.subscriptions.push(
    ...[documents, plans],
    workspace.registerTextDocumentContentProvider(SCHEME, documents),
    languages.registerCodeLensProvider({ scheme: SCHEME }, dryRunLenses),
    languages.registerDocumentLinkProvider({ scheme: SCHEME }, new DeclarationLinks(client.server)),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && isPlanFile(document)) documents.edited(document.uri);
    }),
    client.server.on('migplan/live', ({ plan, run }) => {
      if (!run) documents.ran(plan);
    }),
    workspace.onDidCloseTextDocument((document) => documents.closed(document)),
    // What is saved here and what comes from elsewhere, such as a pull.
    ...[plans.onDidChange, plans.onDidCreate, plans.onDidDelete].map((on) =>
      on((uri) => documents.saved(uri)),
    ),
  );
  registerCommand(client, COMMANDS.dryRun, (given) => show(client, documents, given));
  registerCommand(client, COMMANDS.refreshDryRun, async (given) => {
    const uri = documentOf(given);
    if (uri) await look(client, documents, uri);
  });
  registerCommand(client, COMMANDS.runDryRun, async (given) => {
    const asked = askedBy(documentOf(given));
    if (asked) await commands.executeCommand(COMMANDS.run, asked);
  });
}

/** The one that is named, else the one that is being looked at. */
const documentOf = (given: unknown): Uri | undefined =>
  given instanceof Uri ? given : window.activeTextEditor?.document.uri;

async function show(client: Client, documents: DryRunDocuments, given: unknown): Promise<void> {
  const asked = askedBy(given ?? window.activeTextEditor?.document.uri) ?? (await pick(client, given));
  if (!asked || !mayRun(Uri.parse(asked.plan))) return;
  const uri = dryRunUri(asked);
  documents.await(uri);
  try {
    const document = await workspace.openTextDocument(uri);
    const viewColumn = columnFor(uri, window.tabGroups.all);
    await window.showTextDocument(document, { viewColumn, preview: false });
    await look(client, documents, uri);
  } finally {
    documents.giveUp(uri);
  }
}

async function pick(client: Client, given: unknown): Promise<Asked | undefined> {
  const chosen = await pickLot(client, given, l10n.t('Dry run of which lot?'));
  return chosen && { ...chosen, ...phaseOf(given) };
}

function phaseOf(given: unknown): { readonly phase?: string } {
  if (typeof given !== 'object' || given === null || !('phase' in given)) return {};
  return typeof given.phase === 'string' ? { phase: given.phase } : {};
}

/** Looks at both ends; where that failed it is said in the document, and in one notification with a way out. */
async function look(client: Client, documents: DryRunDocuments, uri: Uri): Promise<void> {
  const asked = askedBy(uri);
  if (!asked || !mayRun(Uri.parse(asked.plan))) return;
  documents.await(uri);
  const ended = await lookOnceAsked(client, documents, uri, asked.plan).finally(() => documents.giveUp(uri));
  if (!ended || readDryRun(ended.out)) return;
  const again = (): Promise<void> => look(client, documents, uri);
  const remedies = secretRemedies(client, { plan: asked.plan, needsSecrets: true }, ended.code, again);
  tellFailure(client.log, failureLine(ended), remedies);
}

/** Undefined where the person would rather not, or another look has overtaken it. */
async function lookOnceAsked(
  client: Client,
  documents: DryRunDocuments,
  uri: Uri,
  plan: string,
): Promise<Ended | undefined> {
  const secrets = (await saveAll()) ? await client.secrets.askedFor(plan) : undefined;
  return secrets && documents.look(uri, secrets);
}
