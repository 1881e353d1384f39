/**
 * What an account or a list is as an entry of an LDAP directory, in attributes that every slapd has without a schema of its own:
 * RFC 4519 (core) and RFC 2798 (inetOrgPerson). Whoever writes to a directory and whoever writes LDIF for people make the same entry.
 *
 * An account is an inetOrgPerson with its address as `uid`, which is how its own address is told from its aliases: all of them are
 * values of `mail`, and values of LDAP have no order (RFC 4512, 2.2). `employeeType` says what is nobody's own. A list is a
 * groupOfNames with its addresses as `cn`.
 */
import { compared } from '../../language/model/names.ts';
import { type ObjectKind, PROFILE_FIELDS, type Profile } from './target-state.ts';

export type AccountKind = Exclude<ObjectKind, 'list'>;

/** By attribute, its values. */
export type EntryAttributes = Readonly<Record<string, readonly string[]>>;

/**
 * RFC 4519, 3.5 wants a group to have a member, and a list may be made before its members: until then it has the empty name, which is
 * nobody's.
 */
export const NO_MEMBER = '';

/** Which attribute holds what a plan says of a person. A list has its name alone, as its `description`. */
export const PROFILE_ATTRIBUTES = {
  name: 'displayName',
  given: 'givenName',
  family: 'sn',
  title: 'title',
  phone: 'telephoneNumber',
  office: 'physicalDeliveryOfficeName',
} as const satisfies Record<keyof Profile, string>;

export const LIST_NAME = 'description';

/** `employeeType` of a mailbox that is nobody's own; a person's has whatever its organisation puts there. */
export const KIND_ATTRIBUTE = 'employeeType';

/** The attribute that names an entry, its relative distinguished name. */
export const namingAttribute = (kind: ObjectKind): 'uid' | 'cn' => (kind === 'list' ? 'cn' : 'uid');

/** Which attribute holds the addresses that mail to an entry arrives under. */
export const addressAttribute = (kind: ObjectKind): 'mail' | 'cn' => (kind === 'list' ? 'cn' : 'mail');

/**
 * A new entry. It has no password: nobody signs in with it until its owner is given one. Addresses are written as they are compared,
 * since `mail` takes ASCII alone (RFC 4524, 2.16).
 */
export function entryFor(address: string, kind: ObjectKind, profile: Profile): EntryAttributes {
  const own = compared(address);
  return kind === 'list' ? listEntry(own, profile) : accountEntry(own, kind, profile);
}

function accountEntry(address: string, kind: AccountKind, profile: Profile): EntryAttributes {
  const name = profile.name ?? address;
  const told = PROFILE_FIELDS.filter((field) => profile[field] !== undefined && profile[field] !== '');
  return {
    objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
    uid: [address],
    mail: [address],
    // RFC 4519, 3.12 wants a common name and a family name of each person.
    cn: [name],
    sn: [name],
    ...Object.fromEntries(told.map((field) => [PROFILE_ATTRIBUTES[field], [profile[field] ?? '']])),
    ...(kind !== 'mailbox' && { [KIND_ATTRIBUTE]: [kind] }),
  };
}

function listEntry(address: string, { name }: Profile): EntryAttributes {
  return {
    objectClass: ['top', 'groupOfNames'],
    cn: [address],
    member: [NO_MEMBER],
    ...(name !== undefined && name !== '' && { [LIST_NAME]: [name] }),
  };
}
