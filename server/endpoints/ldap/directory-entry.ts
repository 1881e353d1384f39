/**
 * An entry as a directory told it, and what of it a plan speaks of: whose it is, under which addresses, what it says of a person.
 * What an entry is made of is in planning/provisioning/directory-entry.ts.
 */
import type { Entry } from 'ldapts';
import * as z from 'zod';
import { compared, localPartOf } from '../../language/model/names.ts';
import {
  type AccountKind,
  addressAttribute,
  KIND_ATTRIBUTE,
  LIST_NAME,
  PROFILE_ATTRIBUTES,
} from '../../planning/provisioning/directory-entry.ts';
import { type ObjectKind, PROFILE_FIELDS, type Profile } from '../../planning/provisioning/target-state.ts';
import { namedBy } from './distinguished-name.ts';

/** All that is asked for. A password is never among it. `entryUUID` (RFC 4530) is told only where it is named. */
export const READ_ATTRIBUTES = [
  'objectClass',
  'entryUUID',
  'uid',
  'mail',
  'cn',
  'member',
  'owner',
  'manager',
  LIST_NAME,
  KIND_ATTRIBUTE,
  ...Object.values(PROFILE_ATTRIBUTES),
];

/** A value that is no text is none of ours. */
const told = z
  .union([z.string(), z.instanceof(Buffer), z.array(z.union([z.string(), z.instanceof(Buffer)]))])
  .transform((value) => [value].flat().filter((one) => typeof one === 'string'));
const entrySchema = z.looseObject({ dn: z.string() }).catchall(told);

export class DirectoryEntry {
  readonly dn: string;
  readonly #values = new Map<string, readonly string[]>();

  /** Throws where it is nothing that LDAP knows. */
  constructor(entry: Entry) {
    const { dn, ...attributes } = entrySchema.parse(entry);
    this.dn = dn;
    for (const [name, values] of Object.entries(attributes)) this.#values.set(name.toLowerCase(), values);
  }

  /** In the directory's order; none where it has no such attribute, or does not tell. */
  values(attribute: string): readonly string[] {
    return this.#values.get(attribute.toLowerCase()) ?? [];
  }

  /** The directory's own, whatever it is renamed to. */
  get id(): string | undefined {
    return this.values('entryUUID')[0];
  }

  /** Undefined where it is an entry of another sort. */
  get kind(): ObjectKind | undefined {
    const classes = new Set(this.values('objectClass').map((one) => one.toLowerCase()));
    if (classes.has('groupofnames')) return 'list';
    if (!classes.has('inetorgperson')) return undefined;
    const types = this.values(KIND_ATTRIBUTE).map((one) => one.toLowerCase());
    return NOBODYS.find((kind) => types.includes(kind)) ?? 'mailbox';
  }

  /** Mail to any of them arrives at it. */
  get addresses(): readonly string[] {
    const isAddress = (value: string) => value.includes('@');
    if (this.kind === 'list') return this.values('cn').filter(isAddress).map(compared);
    const mail = this.values('mail').map(compared);
    return mail.length > 0 ? [...new Set(mail)] : this.values('uid').filter(isAddress).map(compared);
  }

  /**
   * Which of them is its own: what it is named for, or its only one. Undefined where nothing tells them apart, since values of LDAP
   * have no order.
   */
  get ownAddress(): string | undefined {
    const { addresses } = this;
    const names = this.kind === 'list' ? [namedBy(this.dn).value] : this.values('uid');
    const isNamed = (address: string) =>
      names.some((name) => compared(name) === address || compared(name) === localPartOf(address));
    const named = addresses.filter(isNamed);
    return (named.length > 0 ? named : addresses).length === 1 ? (named[0] ?? addresses[0]) : undefined;
  }

  get aliases(): readonly string[] {
    return this.addresses.filter((address) => address !== this.ownAddress);
  }

  get profile(): Profile {
    if (this.kind === 'list') {
      const [name] = this.values(LIST_NAME);
      return name === undefined ? {} : { name };
    }
    const said = PROFILE_FIELDS.map((field) => [field, this.values(PROFILE_ATTRIBUTES[field])[0]] as const);
    const [name = this.values('cn')[0]] = this.values(PROFILE_ATTRIBUTES.name);
    return Object.fromEntries([...said, ['name', name] as const].filter(([, value]) => value !== undefined));
  }

  /** As the directory spells it, of an address that it tells. */
  spelling(address: string): string | undefined {
    return this.values(addressAttribute(this.kind ?? 'mailbox')).find((one) => compared(one) === address);
  }
}

const NOBODYS = ['shared', 'room', 'equipment'] as const satisfies readonly AccountKind[];
