/** The object that a change is about: the one whose own address it names, and no other that the address leads to. Changes nothing. */
import { compared } from '../../language/model/names.ts';
import { type Text, text } from '../../planning/text.ts';
import type { BlueMindDirectory, Domain } from './bluemind-directory.ts';
import { refused } from './bluemind-faults.ts';
import type { DirEntry } from './bluemind-values.ts';
import { isOwn } from './own-addresses.ts';
import { findEntry, isStoredKind, type StoredEntry } from './stored-entry.ts';

/** Who has the address: nobody, one whose own it is, or another thing (`why`). */
export type Holder =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'entry'; readonly entry: StoredEntry }
  | { readonly kind: 'other'; readonly why: Text };

export async function holderOf(
  directory: BlueMindDirectory,
  domain: Domain,
  address: string,
  signal: AbortSignal,
): Promise<Holder> {
  const found = await directory.byEmail(domain, address, signal);
  if (!found) return { kind: 'nobody' };
  if (!isStoredKind(found.kind)) return { kind: 'other', why: isOfKind(found) };
  const entry = await findEntry(directory.client, found.kind, domain, found.entryUid, signal);
  if (!entry) return { kind: 'nobody' };
  if (isOwn(entry.value.emails ?? [], address, domain)) return { kind: 'entry', entry };
  return { kind: 'other', why: isAliasOf(found.email ?? found.entryUid) };
}

/** Throws `refused` where nothing has the address as its own. */
export async function entryOf(
  directory: BlueMindDirectory,
  address: string,
  signal: AbortSignal,
): Promise<StoredEntry> {
  const domain = await directory.domainOf(address, signal);
  const holder = await holderOf(directory, domain, address, signal);
  if (holder.kind === 'entry') return holder.entry;
  const nobody = text(`has no ${compared(address)}`, `n’a pas de ${compared(address)}`);
  throw refused(directory.client.where, nobody, undefined, holder.kind === 'other' ? holder.why : '');
}

const isAliasOf = (owner: string): Text =>
  text(`it is another address of ${owner} there`, `c’est une autre adresse de ${owner} là-bas`);

const OTHERS: Readonly<Record<string, Text>> = {
  EXTERNALUSER: text('an external user has this address there', 'un utilisateur externe y a cette adresse'),
};

const isOfKind = ({ kind }: DirEntry): Text =>
  OTHERS[kind] ??
  text(`an entry of the kind ${kind} has this address there`, `une entrée de type ${kind} y a cette adresse`);
