/**
 * A server and the directory beside it, as one provisioner: an account is an entry and a mailbox, and there only where both are. The
 * directory says who is there and under which addresses; the server says what a mailbox lets in, holds and sends on. Knows neither LDAP
 * nor IMAP.
 */
import { compared } from '../../language/model/names.ts';
import { type Change, makingOf, operationOf } from '../../planning/provisioning/change.ts';
import { isByRun, type Ways } from '../../planning/provisioning/operations.ts';
import type { ObjectKind, SeenObject, TargetState } from '../../planning/provisioning/target-state.ts';
import { type Text, text } from '../../planning/text.ts';
import type { Failure } from '../../running/failures.ts';
import type { Applied, Provisioner, Scope, WantedKind } from '../../running/provisioning/provisioner.ts';
import { merged } from './merged-object.ts';
import { notByRun } from './not-by-run.ts';

export interface Parts {
  /** Of both together. */
  readonly ways: Ways;
  readonly server: Provisioner;
  readonly directory: Provisioner;
  /** How failures name the server. */
  readonly where: Text;
}

/** Closing it closes both. */
export function combinedProvisioner(parts: Parts): Provisioner {
  const { ways, server, directory } = parts;
  return {
    ways,
    read: (scope, signal) => read(parts, scope, signal),
    apply: (change, signal) => apply(parts, change, signal),
    close: async () => void (await Promise.all([server.close(), directory.close()])),
  };
}

/** An object's id is its entry's; lists are entries alone. */
async function read(
  { ways, server, directory }: Parts,
  scope: Scope,
  signal: AbortSignal,
): Promise<TargetState> {
  const mailboxes = scope.objects
    .filter(({ kind }) => kind !== 'list')
    .map(({ address, kind }) => ({ address, kind }));
  const [entries, held] = await Promise.all([
    directory.read(scope, signal),
    server.read({ ...scope, objects: mailboxes }, signal),
  ]);
  const objects = scope.objects.map(({ address, kind }) => {
    const key = compared(address);
    const seen = { entry: seenIn(entries, key), mailbox: kind === 'list' ? undefined : seenIn(held, key) };
    return [key, merged(seen, makersOf(ways, server, kind))] as const;
  });
  return { objects: new Map(objects) };
}

function seenIn({ objects }: TargetState, address: string): SeenObject {
  const seen = objects.get(address);
  if (!seen) throw new Error(`${address} was asked for and not answered`);
  return seen;
}

const makersOf = (ways: Ways, server: Provisioner, kind: ObjectKind) => ({
  isByRun: isByRun(ways[makingOf(kind)]),
  serverMakes: isByRun(server.ways[makingOf(kind)]),
});

async function apply(parts: Parts, change: Change, signal: AbortSignal): Promise<Applied> {
  const { ways, server, directory } = parts;
  const byPeople = notByRun(ways, parts.where, change);
  if (byPeople) return byPeople;
  if (change.does === 'make') return make(parts, change, signal);
  if (change.does === 'await') return isReady(server, change.address, signal);
  if (isByRun(directory.ways[operationOf(change)])) return directory.apply(change, signal);
  return (await nobody(parts, change, signal)) ?? server.apply(change, signal);
}

/** The entry first: a mailbox that nobody can sign in to is no use, and is found missing and made by the next run. */
async function make(
  { server, directory }: Parts,
  change: Extract<Change, { readonly does: 'make' }>,
  signal: AbortSignal,
): Promise<Applied> {
  const entry = await directory.apply(change, signal);
  const isMade = entry.kind === 'done' || entry.kind === 'already';
  if (!isMade || !isByRun(server.ways[makingOf(change.kind)])) return entry;
  const mailbox = await server.apply(change, signal);
  if (mailbox.kind !== 'done' && mailbox.kind !== 'already') return mailbox;
  return mailbox.kind === 'done' ? { ...entry, kind: 'done' } : entry;
}

/** A server knows of an account when it looks the next time, or when what it remembers of its absence runs out. */
async function isReady(server: Provisioner, address: string, signal: AbortSignal): Promise<Applied> {
  const wanted: WantedKind = { address, kind: 'mailbox' };
  const seen = seenIn(await server.read({ objects: [wanted], domains: [] }, signal), compared(address));
  if (seen.state === 'held' && seen.isReady) return { kind: 'already' };
  const why = seen.state === 'unknown' || seen.state === 'blocked' ? seen.why : NOT_OPENED;
  return { kind: 'waiting', why };
}

/** Of what only the server does, whether there is anybody to do it for: the directory tells it plainly. */
async function nobody(
  { directory, where, server }: Parts,
  change: Change,
  signal: AbortSignal,
): Promise<Applied | undefined> {
  if (isByRun(server.ways.account)) return undefined;
  const { address } = change;
  const state = await directory.read({ objects: [{ address, kind: 'mailbox' }], domains: [] }, signal);
  if (seenIn(state, compared(address)).state !== 'absent') return undefined;
  const failure: Failure = {
    ...{ kind: 'refused', reach: 'mailbox', where, words: NO_ENTRY },
    what: text(`changed nothing for ${address}`, `n’a rien modifié pour ${address}`),
    advice: text('Make its account first, then run again.', 'Créez d’abord son compte, puis relancez.'),
  };
  return { kind: 'failed', failure };
}

const NOT_OPENED = text('the server does not open it yet', 'le serveur ne l’ouvre pas encore');
const NO_ENTRY = text('the directory has no entry of it', 'l’annuaire n’en a pas d’entrée');
