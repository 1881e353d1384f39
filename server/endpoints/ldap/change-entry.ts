/** Makes one change in a directory: looks first at what is there, and changes only what differs. Takes away nothing unnamed. */
import { Attribute, Change as Modification } from 'ldapts';
import { compared } from '../../language/model/names.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import {
  addressAttribute,
  entryFor,
  LIST_NAME,
  NO_MEMBER,
  namingAttribute,
  PROFILE_ATTRIBUTES,
} from '../../planning/provisioning/directory-entry.ts';
import { PROFILE_FIELDS, type Profile } from '../../planning/provisioning/target-state.ts';
import { type Text, text } from '../../planning/text.ts';
import { type Failure, MailFailure } from '../../running/failures.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import type { DirectoryEntry } from './directory-entry.ts';
import { nameBelow, namedBy } from './distinguished-name.ts';
import { entryAt, findEntries, withAddress } from './find-entries.ts';
import { placeOf, RESULT, resultCode } from './ldap-failures.ts';
import type { LdapSession } from './ldap-session.ts';
import { obstacleIn } from './read-directory.ts';

/** What a directory does of all that can be asked of a target. */
export type EntryChange = Extract<
  Change,
  { readonly does: 'make' | 'describe' | 'add-alias' | 'remove-alias' | 'add-member' | 'add-owner' | 'await' }
>;

/** Throws MailFailure. */
export function changeEntry(
  session: LdapSession,
  change: EntryChange,
  signal: AbortSignal,
): Promise<Applied> {
  const changing = new Changing(session, change.address, signal);
  switch (change.does) {
    case 'make':
      return changing.make(change);
    case 'describe':
      return changing.describe(change.profile);
    case 'add-alias':
      return changing.addAlias(change.alias);
    case 'remove-alias':
      return changing.removeAlias(change.alias);
    case 'add-member':
      return changing.addMember(change.member);
    case 'add-owner':
      return changing.addOwner(change.member);
    case 'await':
      return changing.isThere();
  }
}

const DONE: Applied = { kind: 'done' };
const ALREADY: Applied = { kind: 'already' };

class Changing {
  readonly #session: LdapSession;
  readonly #address: string;
  readonly #signal: AbortSignal;

  constructor(session: LdapSession, address: string, signal: AbortSignal) {
    this.#session = session;
    this.#address = compared(address);
    this.#signal = signal;
  }

  async make(change: Extract<Change, { readonly does: 'make' }>): Promise<Applied> {
    const there = await this.#found(this.#address);
    if (there) return this.#already(there, change.kind);
    const dn = nameBelow(this.#session.directory.base, namingAttribute(change.kind), this.#address);
    try {
      const what = text(`did not make ${dn}`, `n’a pas créé ${dn}`);
      await this.#session.add(dn, entryFor(change.address, change.kind, change.profile), what, this.#signal);
    } catch (error) {
      // Somebody was faster, or what is there may not be seen.
      if (resultCode((error as Error).cause) !== RESULT.entryAlreadyExists) throw error;
      const found = await this.#found(this.#address);
      if (!found) throw error;
      return this.#already(found, change.kind);
    }
    const made = await entryAt(this.#session, dn, this.#signal);
    return { ...DONE, ...(made?.id !== undefined && { id: made.id }) };
  }

  #already(entry: DirectoryEntry, kind: Extract<Change, { readonly does: 'make' }>['kind']): Applied {
    const obstacle = obstacleIn(entry, { address: this.#address, kind });
    if (obstacle) throw this.#refused(text('did not make it', 'ne l’a pas créé'), obstacle);
    return { ...ALREADY, ...(entry.id !== undefined && { id: entry.id }) };
  }

  async describe(profile: Profile): Promise<Applied> {
    const entry = await this.#own();
    return this.#modify(
      entry,
      entry.kind === 'list' ? listChanges(entry, profile) : profileChanges(entry, profile),
    );
  }

  async addAlias(alias: string): Promise<Applied> {
    const entry = await this.#own();
    const holder = await this.#found(compared(alias));
    if (holder && holder.dn !== entry.dn) throw this.#refused(ALIAS_NOT_ADDED, heldBy(alias, holder));
    if (entry.addresses.includes(compared(alias))) return ALREADY;
    return this.#modify(entry, [adding(addressAttribute(entry.kind ?? 'mailbox'), compared(alias))]);
  }

  async removeAlias(alias: string): Promise<Applied> {
    const entry = await this.#own();
    if (compared(alias) === entry.ownAddress)
      throw this.#refused(text('did not take it away', 'ne l’a pas retirée'), ITS_OWN);
    const spelling = entry.spelling(compared(alias));
    if (spelling === undefined) return ALREADY;
    return this.#modify(entry, [removing(addressAttribute(entry.kind ?? 'mailbox'), spelling)]);
  }

  async addMember(member: string): Promise<Applied> {
    const entry = await this.#own();
    if (entry.kind !== 'list') throw this.#refused(NOT_ADDED, NO_LIST);
    const { dn } = await this.#member(member);
    const isPlaceholder = entry.values('member').includes(NO_MEMBER);
    const changes = [adding('member', dn), ...(isPlaceholder ? [removing('member', NO_MEMBER)] : [])];
    return this.#modifyOnce(entry, changes);
  }

  /** A list has owners, and a room or a device whoever manages it (RFC 4524, 2.17: `manager`). */
  async addOwner(owner: string): Promise<Applied> {
    const entry = await this.#own();
    const { dn } = await this.#member(owner);
    return this.#modifyOnce(entry, [adding(entry.kind === 'list' ? 'owner' : 'manager', dn)]);
  }

  async isThere(): Promise<Applied> {
    await this.#own();
    return ALREADY;
  }

  /** The one entry under an address. Throws where there are several: which of them is meant cannot be told. */
  async #found(address: string): Promise<DirectoryEntry | undefined> {
    const entries = await findEntries(this.#session, [address], this.#signal);
    const [entry, another] = withAddress(entries, address);
    if (!another || !entry) return entry;
    const why = text(
      `two entries have ${address}: ${entry.dn}, ${another.dn}`,
      `deux entrées ont ${address}\u00A0: ${entry.dn}, ${another.dn}`,
    );
    throw this.#refused(NOTHING_CHANGED, why);
  }

  /** The entry whose own address it is. */
  async #own(): Promise<DirectoryEntry> {
    const entry = await this.#found(this.#address);
    if (!entry) throw this.#refused(NOTHING_CHANGED, NO_ENTRY);
    const obstacle = obstacleIn(entry, { address: this.#address, kind: entry.kind ?? 'mailbox' });
    if (obstacle) throw this.#refused(NOTHING_CHANGED, obstacle);
    return entry;
  }

  /** A group of names names entries: an address that has none cannot be in it. */
  async #member(address: string): Promise<DirectoryEntry> {
    const entry = await this.#found(compared(address));
    if (entry) return entry;
    const why = text(
      `${address} has no entry in the directory, and a groupOfNames names entries`,
      `${address} n’a pas d’entrée dans l’annuaire, et un groupOfNames désigne des entrées`,
    );
    throw this.#refused(NOT_ADDED, why);
  }

  async #modify(entry: DirectoryEntry, changes: readonly Modification[]): Promise<Applied> {
    if (changes.length === 0) return ALREADY;
    const what = text(`did not change ${entry.dn}`, `n’a pas modifié ${entry.dn}`);
    await this.#session.modify(entry.dn, changes, what, this.#signal);
    return DONE;
  }

  /** The directory knows by itself which names are equal (RFC 4517, 4.2.15), and refuses a value that is there. */
  async #modifyOnce(entry: DirectoryEntry, changes: readonly Modification[]): Promise<Applied> {
    try {
      return await this.#modify(entry, changes);
    } catch (error) {
      if (resultCode((error as Error).cause) === RESULT.attributeOrValueExists) return ALREADY;
      throw error;
    }
  }

  #refused(what: Text, words: Text): MailFailure {
    const where = placeOf(this.#session.directory);
    const told = text(`(${this.#address}) ${what.en}`, `(${this.#address}) ${what.fr}`);
    const failure: Failure = { kind: 'refused', reach: 'mailbox', where, what: told, words, advice: ADVICE };
    return new MailFailure(failure);
  }
}

const NOTHING_CHANGED = text('changed nothing', 'n’a rien modifié');
const NOT_ADDED = text('added nobody', 'n’a ajouté personne');
const ALIAS_NOT_ADDED = text('did not add the alias', 'n’a pas ajouté l’alias');
const NO_ENTRY = text('no entry has this address', 'aucune entrée n’a cette adresse');
const NO_LIST = text('it is no list', 'ce n’est pas une liste');
const ITS_OWN = text('it is its own address', 'c’est sa propre adresse');
const ADVICE = text(
  'Mend it in the directory or in the plan, then run again.',
  'Corrigez-le dans l’annuaire ou dans le plan, puis relancez.',
);

const heldBy = (alias: string, { dn }: DirectoryEntry): Text =>
  text(`${dn} has ${alias}`, `${dn} a ${alias}`);

function listChanges(entry: DirectoryEntry, { name }: Profile): Modification[] {
  return name === undefined ? [] : told(entry, LIST_NAME, name);
}

/** What a person is called in lists of names goes with it (`cn`), unless the entry is named by it. */
function profileChanges(entry: DirectoryEntry, profile: Profile): Modification[] {
  const changes = PROFILE_FIELDS.flatMap((field) => {
    const value = profile[field];
    return value === undefined ? [] : told(entry, PROFILE_ATTRIBUTES[field], value);
  });
  const isFree = profile.name !== undefined && namedBy(entry.dn).attribute !== 'cn';
  return isFree && changes.length > 0 ? [...changes, ...told(entry, 'cn', profile.name ?? '')] : changes;
}

/** The value that is told becomes another; what else the attribute has stays. */
function told(entry: DirectoryEntry, attribute: string, value: string): Modification[] {
  const [first, ...others] = entry.values(attribute);
  if (first === value) return [];
  return [replacing(attribute, [value, ...others.filter((one) => one !== value)])];
}

const adding = (type: string, value: string) => modification('add', type, [value]);
const removing = (type: string, value: string) => modification('delete', type, [value]);
const replacing = (type: string, values: string[]) => modification('replace', type, values);

function modification(operation: 'add' | 'delete' | 'replace', type: string, values: string[]): Modification {
  return new Modification({ operation, modification: new Attribute({ type, values }) });
}
