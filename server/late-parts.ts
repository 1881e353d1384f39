/**
 * The parts of the command that are loaded where they are needed: `check` must not wait for an IMAP client to be read. What goes on
 * for long has all of its parts loaded before it begins, since the folder that they lie in may be gone by then: an update of the
 * extension takes it away. Part of the command line's composition.
 */
import type { Endpoint } from './planning/migration-plan.ts';

export const imap = () => import('./endpoints/imap/connect-imap.ts');
export const archives = () => import('./endpoints/archive/open-archive.ts');
export const paced = () => import('./endpoints/paced.ts');
export const signingIn = () => import('./endpoints/logins.ts');
export const ownServer = () => import('./endpoints/own-server/connect-own-server.ts');
export const graph = () => import('./endpoints/microsoft365/connect-graph-provisioner.ts');
export const blueMind = () => import('./endpoints/bluemind/connect-bluemind-provisioner.ts');
export const labelReport = () => import('./documents/label-report.ts');
export const handOvers = () => import('./hand-over.ts');
export const ledgers = () => import('./running/ledger/ledger.ts');
export const planLock = () => import('./running/ledger/plan-lock.ts');
export const liveRuns = () => import('./running/live/live-run.ts');
/** Loaded by the ledger itself, where one is new or of an earlier version. */
const ledgerSchema = () => import('./running/ledger/ledger-schema.ts');

type Part = () => Promise<unknown>;

const OF_EVERY_RUN: readonly Part[] = [
  ledgers,
  ledgerSchema,
  planLock,
  liveRuns,
  paced,
  handOvers,
  labelReport,
];

const OF_KIND: Readonly<Record<Endpoint['kind'], readonly Part[]>> = {
  imap: [imap, signingIn],
  cyrus: [imap, signingIn, ownServer],
  dovecot: [imap, signingIn, ownServer],
  microsoft365: [imap, signingIn, graph],
  bluemind: [imap, signingIn, blueMind],
  archive: [archives],
};

/** Loads whatever a run between endpoints may come to need. */
export async function loadForRun(endpoints: readonly Endpoint[]): Promise<void> {
  const parts = [...OF_EVERY_RUN, ...endpoints.flatMap(({ kind }) => OF_KIND[kind])];
  await Promise.all(parts.map((load) => load()));
}
