/**
 * What is left to people who keep their accounts in a directory that the plan does not name, as LDIF (RFC 2849) for ldapmodify. Pure text:
 * the same entries as a run makes where the plan names a directory (planning/provisioning/directory-entry.ts). No password is in it.
 */
import { compared, domainOf } from '../../language/model/names.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import {
  addressAttribute,
  entryFor,
  LIST_NAME,
  NO_MEMBER,
  namingAttribute,
  PROFILE_ATTRIBUTES,
} from '../../planning/provisioning/directory-entry.ts';
import type { Handed, HandoverWriter } from '../../planning/provisioning/handover.ts';
import { type ObjectKind, PROFILE_FIELDS } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import { plainComment } from './plain-comment.ts';

/** One file, where a directory has anything to do. */
export const ldifFiles: HandoverWriter = (handed) => {
  const { lot, endpoint, steps } = handed;
  const writing = new Writing(steps.map(({ change }) => change));
  const records = steps.flatMap(({ change }) => {
    const lines = writing.record(change);
    return lines ? [`${lines.join('\n')}\n`] : [];
  });
  if (records.length === 0) return [];
  const content = ['version: 1', ...head(handed), '', ...records].join('\n');
  return [{ name: `${lot}-${endpoint.name}.ldif`, content }];
};

function head({ plan, lot, endpoint, locale }: Handed): string[] {
  return [`${plan} · ${lot} · ${endpoint.name}`, WHAT[locale], WHERE[locale], HOW[locale]].map(plainComment);
}

const WHAT = text(
  'For accounts that are kept in an LDAP directory: in the place of a passwd-file, not besides it.',
  'Pour des comptes tenus dans un annuaire LDAP\u00A0: à la place d’un passwd-file, pas en plus.',
);
const WHERE = text(
  'Entries are placed by RFC 2247, below ou=people of their own domain: put your own base in its place.',
  'Les entrées sont placées selon la RFC 2247, sous ou=people de leur domaine\u00A0: mettez votre base à la place.',
);
const HOW = text(
  'Then: ldapmodify -x -W -D (your administrator) -c -f (this file). What is there already is refused and the rest is done.',
  'Ensuite\u00A0: ldapmodify -x -W -D (votre administrateur) -c -f (ce fichier). Ce qui existe déjà est refusé et le reste est fait.',
);

class Writing {
  /** What the file makes, by compared address; what it does not name is taken for what its change is made for. */
  readonly #kinds: ReadonlyMap<string, ObjectKind>;
  /** Lists of the file whose place is held for a first member. */
  readonly #empty: Set<string>;

  constructor(changes: readonly Change[]) {
    const made = changes.flatMap((change) =>
      change.does === 'make' ? [[compared(change.address), change.kind] as const] : [],
    );
    this.#kinds = new Map(made);
    this.#empty = new Set(made.flatMap(([address, kind]) => (kind === 'list' ? [address] : [])));
  }

  /** The lines of one change; undefined where a directory has nothing to do with it. */
  record(change: Change): string[] | undefined {
    switch (change.does) {
      case 'make':
        return added(change);
      case 'describe':
        return described(change);
      case 'add-alias':
        return alias(change, 'add');
      case 'remove-alias':
        return alias(change, 'delete');
      case 'add-member':
        return this.#member(change);
      case 'add-owner':
        return this.#owner(change);
      case 'add-domain':
      case 'license':
      case 'await':
      case 'set-quota':
      case 'grant':
      case 'revoke':
      case 'set-booking':
      case 'forward':
      case 'redirect':
      case 'route':
      case 'lock':
      case 'unlock':
        return undefined;
    }
  }

  #member({ address, member }: Extract<Change, { readonly does: 'add-member' | 'add-owner' }>): string[] {
    const isFirst = this.#empty.delete(compared(address));
    return modified(nameOf(address, 'list'), [
      ['add', 'member', this.#nameOf(member)],
      ...(isFirst ? [['delete', 'member', NO_MEMBER] as const] : []),
    ]);
  }

  /** A list has owners, a room or a device whoever manages it. */
  #owner({ address, member }: Extract<Change, { readonly does: 'add-member' | 'add-owner' }>): string[] {
    const kind = this.#kinds.get(compared(address)) ?? 'list';
    return modified(nameOf(address, kind), [
      ['add', kind === 'list' ? 'owner' : 'manager', this.#nameOf(member)],
    ]);
  }

  #nameOf(member: string): string {
    return nameOf(member, this.#kinds.get(compared(member)) ?? 'mailbox');
  }
}

function alias(
  change: Extract<Change, { readonly does: 'add-alias' | 'remove-alias' }>,
  operation: 'add' | 'delete',
): string[] {
  const { address, kind } = change;
  return modified(nameOf(address, kind), [[operation, addressAttribute(kind), compared(change.alias)]]);
}

function added({ address, kind, profile }: Extract<Change, { readonly does: 'make' }>): string[] {
  const attributes = Object.entries(entryFor(address, kind, profile));
  return [
    line('dn', nameOf(address, kind)),
    'changetype: add',
    ...attributes.flatMap(([attribute, values]) => values.map((value) => line(attribute, value))),
  ];
}

function described({
  address,
  kind,
  profile,
}: Extract<Change, { readonly does: 'describe' }>): string[] | undefined {
  const attributes = kind === 'list' ? { ...PROFILE_ATTRIBUTES, name: LIST_NAME } : PROFILE_ATTRIBUTES;
  const fields = kind === 'list' ? (['name'] as const) : PROFILE_FIELDS;
  const replaced = fields.flatMap((field) => {
    const value = profile[field];
    return value === undefined ? [] : [['replace', attributes[field], value] as const];
  });
  return replaced.length === 0 ? undefined : modified(nameOf(address, kind), replaced);
}

type Modification = readonly ['add' | 'delete' | 'replace', string, string];

function modified(dn: string, modifications: readonly Modification[]): string[] {
  return [
    line('dn', dn),
    'changetype: modify',
    ...modifications.flatMap(([operation, attribute, value]) => [
      `${operation}: ${attribute}`,
      line(attribute, value),
      '-',
    ]),
  ];
}

/** RFC 2247, 2: a domain's parts are its place. */
function nameOf(address: string, kind: ObjectKind): string {
  const place = domainOf(address)
    .split('.')
    .map((part) => `dc=${escaped(part)}`);
  return [`${namingAttribute(kind)}=${escaped(compared(address))}`, 'ou=people', ...place].join(',');
}

/** What a name's value may not hold as it is (RFC 4514, 2.4). */
function escaped(value: string): string {
  return value
    .replaceAll(/["+,;<>\\=]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}

/** In base64 where a line may not hold the value as it is (RFC 2849: SAFE-STRING, and no blank at its end). */
function line(attribute: string, value: string): string {
  if (value === '') return `${attribute}:`;
  const isSafe = /^[\x21-\x39\x3b\x3d-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value);
  return isSafe
    ? `${attribute}: ${value}`
    : `${attribute}:: ${Buffer.from(value, 'utf8').toString('base64')}`;
}
