/** What a directory holds of the addresses that are asked for. Changes nothing. */
import { compared } from '../../language/model/names.ts';
import type { ObjectKind, SeenObject, TargetState } from '../../planning/provisioning/target-state.ts';
import { inLanguage, type Text, text } from '../../planning/text.ts';
import { type Failure, failureOf } from '../../running/failures.ts';
import type { Scope, WantedKind } from '../../running/provisioning/provisioner.ts';
import type { DirectoryEntry } from './directory-entry.ts';
import { ADDRESSES_AT_ONCE, entryAt, findEntries, withAddress } from './find-entries.ts';
import type { LdapSession } from './ldap-session.ts';

/** Throws MailFailure where nothing can be read at all; what one question did not tell is `unknown`. */
export async function readDirectory(
  session: LdapSession,
  { objects }: Scope,
  signal: AbortSignal,
): Promise<TargetState> {
  const reading = new Reading(session, signal);
  const seen = new Map<string, SeenObject>();
  for (let at = 0; at < objects.length; at += ADDRESSES_AT_ONCE)
    for (const [address, one] of await reading.seen(objects.slice(at, at + ADDRESSES_AT_ONCE)))
      seen.set(address, one);
  return { objects: seen };
}

/** Entries that lists name are read once, however many lists name them. */
class Reading {
  readonly #session: LdapSession;
  readonly #signal: AbortSignal;
  readonly #byName = new Map<string, Promise<DirectoryEntry | undefined>>();

  constructor(session: LdapSession, signal: AbortSignal) {
    this.#session = session;
    this.#signal = signal;
  }

  async seen(asked: readonly WantedKind[]): Promise<readonly (readonly [string, SeenObject])[]> {
    try {
      const addresses = asked.map(({ address }) => address);
      const entries = await findEntries(this.#session, addresses, this.#signal);
      for (const entry of entries) this.#byName.set(entry.dn.toLowerCase(), Promise.resolve(entry));
      return await Promise.all(
        asked.map(async (one) => [compared(one.address), await this.#seenOne(one, entries)] as const),
      );
    } catch (error) {
      const why = couldNotTell(error);
      return asked.map(({ address }) => [compared(address), { state: 'unknown', why }]);
    }
  }

  async #seenOne(asked: WantedKind, entries: readonly DirectoryEntry[]): Promise<SeenObject> {
    const [entry, another] = withAddress(entries, asked.address);
    if (!entry) return { state: 'absent' };
    const obstacle = another ? twice(entry, another) : obstacleIn(entry, asked);
    if (obstacle) return { state: 'blocked', why: obstacle };
    if (entry.id === undefined) return { state: 'unknown', why: withoutId(entry) };
    return this.#held(entry, asked, entry.id);
  }

  async #held(entry: DirectoryEntry, { kind }: WantedKind, id: string): Promise<SeenObject> {
    const { profile, aliases } = entry;
    const object = { state: 'held', kind, id, isReady: true, profile, aliases } as const;
    if (kind === 'mailbox' || kind === 'shared') return object;
    const owners = await this.#addressesOf(entry.values(kind === 'list' ? 'owner' : 'manager'));
    return kind === 'list'
      ? { ...object, owners, members: await this.#addressesOf(entry.values('member')) }
      : { ...object, owners };
  }

  /** Of entries that are named. One that is not there any more has none, and nobody to be told of. */
  async #addressesOf(names: readonly string[]): Promise<string[]> {
    const addresses: string[] = [];
    for (const name of names.filter((one) => one !== '')) {
      const entry = await this.#entry(name);
      const address = entry && (entry.ownAddress ?? entry.addresses[0]);
      if (address !== undefined) addresses.push(address);
    }
    return addresses;
  }

  #entry(dn: string): Promise<DirectoryEntry | undefined> {
    const key = dn.toLowerCase();
    const found = this.#byName.get(key) ?? entryAt(this.#session, dn, this.#signal);
    this.#byName.set(key, found);
    return found;
  }
}

/** Why the entry under an address is not what is wanted there; undefined where it is. */
export function obstacleIn(entry: DirectoryEntry, { address, kind, id }: WantedKind): Text | undefined {
  const { dn } = entry;
  if (entry.kind === undefined) return otherClass(entry);
  if (entry.ownAddress === undefined) return ownNotTold(entry);
  if (entry.ownAddress !== compared(address))
    return text(`is an alias of ${entry.ownAddress} (${dn})`, `est un alias de ${entry.ownAddress} (${dn})`);
  if (entry.kind !== kind) return otherKind(entry, kind);
  if (id !== undefined && entry.id !== id)
    return text(
      `another entry has the address now (${dn})`,
      `une autre entrée a maintenant l’adresse (${dn})`,
    );
  return undefined;
}

function otherClass(entry: DirectoryEntry): Text {
  const classes = entry.values('objectClass').join(', ');
  return text(
    `${entry.dn} has the address and is neither an inetOrgPerson nor a groupOfNames (${classes})`,
    `${entry.dn} a l’adresse et n’est ni inetOrgPerson ni groupOfNames (${classes})`,
  );
}

const ownNotTold = ({ dn, addresses }: DirectoryEntry): Text =>
  text(
    `${dn} has ${addresses.join(', ')} and its uid names none of them: which one is its own cannot be told`,
    `${dn} a ${addresses.join(', ')} et son uid n’en désigne aucune\u00A0: impossible de dire laquelle est la sienne`,
  );

function otherKind({ dn, kind: held = 'mailbox' }: DirectoryEntry, kind: ObjectKind): Text {
  const [is, wanted] = [KINDS[held], KINDS[kind]];
  if (held === 'list' || kind === 'list')
    return text(
      `${dn} is ${is.en}, and the plan has ${wanted.en}`,
      `${dn} est ${is.fr}, et le plan a ${wanted.fr}`,
    );
  return text(
    `${dn} is ${is.en} by its employeeType, and the plan has ${wanted.en}`,
    `${dn} est ${is.fr} par son employeeType, et le plan a ${wanted.fr}`,
  );
}

const KINDS = {
  mailbox: text('somebody’s mailbox', 'la boîte de quelqu’un'),
  shared: text('a shared mailbox', 'une boîte partagée'),
  room: text('a room', 'une salle'),
  equipment: text('equipment', 'un équipement'),
  list: text('a list', 'une liste'),
} as const satisfies Record<ObjectKind, Text>;

const twice = (one: DirectoryEntry, other: DirectoryEntry): Text =>
  text(
    `two entries have the address: ${one.dn} and ${other.dn}`,
    `deux entrées ont l’adresse\u00A0: ${one.dn} et ${other.dn}`,
  );

const withoutId = ({ dn }: DirectoryEntry): Text =>
  text(`the directory tells no entryUUID of ${dn}`, `l’annuaire ne donne pas d’entryUUID de ${dn}`);

/** A question that was refused says nothing of others; a directory that is not there any more says nothing at all. */
function couldNotTell(error: unknown): Text {
  const failure = failureOf(error);
  if (!failure || failure.reach === 'plan') throw error;
  return said(failure);
}

const said = ({ what, words }: Failure): Text =>
  text(
    `the directory ${what.en} (${inLanguage('en', words)})`,
    `l’annuaire ${what.fr} (${inLanguage('fr', words)})`,
  );
