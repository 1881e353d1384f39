/** Finds the entries that addresses lead to, several addresses a question. Knows nothing of what they are wanted for. */
import { EqualityFilter, OrFilter, PresenceFilter } from 'ldapts';
import { compared } from '../../language/model/names.ts';
import { text } from '../../planning/text.ts';
import { DirectoryEntry, READ_ATTRIBUTES } from './directory-entry.ts';
import { answerFailure, RESULT, resultCode } from './ldap-failures.ts';
import type { LdapSession } from './ldap-session.ts';

/** A filter of so many stays far below what servers take, and its answer below what they limit answers to (slapd: 500). */
export const ADDRESSES_AT_ONCE = 40;

/** An address is looked for where accounts, aliases and lists have theirs. */
const LOOKED_AT = ['uid', 'mail', 'cn'];

const notRead = text('did not tell its entries', 'n’a pas donné ses entrées');

/**
 * All entries below the base that have any of the addresses, whatever sort they are. Throws MailFailure: an answer that was cut short
 * (`sizeLimitExceeded`) is none.
 */
export async function findEntries(
  session: LdapSession,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<readonly DirectoryEntry[]> {
  const asked = addresses.flatMap((value) =>
    LOOKED_AT.map((attribute) => new EqualityFilter({ attribute, value })),
  );
  const filter = new OrFilter({ filters: asked });
  const options = { scope: 'sub', filter, attributes: READ_ATTRIBUTES } as const;
  const entries = await session.search(session.directory.base, options, notRead, signal);
  return entries.map((entry) => understood(session, entry));
}

/** Those of them that have one address: as its own, as an alias, or as another sort of entry does. */
export function withAddress(entries: readonly DirectoryEntry[], address: string): readonly DirectoryEntry[] {
  return entries.filter((entry) =>
    LOOKED_AT.some((attribute) =>
      entry.values(attribute).some((value) => compared(value) === compared(address)),
    ),
  );
}

/** One entry by its name; undefined where the directory says that there is none. */
export async function entryAt(
  session: LdapSession,
  dn: string,
  signal: AbortSignal,
): Promise<DirectoryEntry | undefined> {
  const options = {
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: READ_ATTRIBUTES,
    paged: false,
  } as const;
  try {
    const [entry] = await session.search(dn, options, notRead, signal);
    return entry && understood(session, entry);
  } catch (error) {
    if (resultCode((error as Error).cause) === RESULT.noSuchObject) return undefined;
    throw error;
  }
}

function understood(
  { directory }: LdapSession,
  entry: ConstructorParameters<typeof DirectoryEntry>[0],
): DirectoryEntry {
  try {
    return new DirectoryEntry(entry);
  } catch (error) {
    throw answerFailure(directory, notRead, error);
  }
}
