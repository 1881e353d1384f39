/** Problems that runs met, among the editor's own until a later run has put them right. */
import { type Diagnostic, type DiagnosticCollection, type ExtensionContext, languages, Uri } from 'vscode';
import type { PlanServer } from '../../infrastructure/language-client.ts';
import { Refreshing } from '../../infrastructure/refreshing.ts';
import { incidentProblems } from './incident-problems.ts';

/** Milliseconds between two refreshes. */
const BETWEEN = 2000;

export function activateRunProblems(
  { subscriptions }: Pick<ExtensionContext, 'subscriptions'>,
  server: PlanServer,
) {
  const collection = languages.createDiagnosticCollection('migplan runs');
  const refreshing = new Refreshing(async () => show(collection, await problems(server)), BETWEEN);
  subscriptions.push(
    collection,
    refreshing,
    server.on('migplan/changed', () => refreshing.ask()),
  );
  refreshing.ask();
}

async function problems(server: PlanServer): Promise<Map<string, readonly Diagnostic[]>> {
  const plans = await server.ask('migplan/plans', undefined);
  const all = new Map<string, readonly Diagnostic[]>();
  for (const { plan } of plans) {
    const incidents = await server.ask('migplan/incidents', { plan });
    for (const [uri, some] of incidentProblems(incidents)) all.set(uri, [...(all.get(uri) ?? []), ...some]);
  }
  return all;
}

/** Those of a file that has none any more are taken away; the rest is replaced at once, so that nothing blinks. */
function show(collection: DiagnosticCollection, problems: ReadonlyMap<string, readonly Diagnostic[]>): void {
  const entries: [Uri, readonly Diagnostic[] | undefined][] = [];
  collection.forEach((uri) => {
    if (!problems.has(uri.toString())) entries.push([uri, undefined]);
  });
  for (const [uri, of] of problems) entries.push([Uri.parse(uri), of]);
  collection.set(entries);
}
