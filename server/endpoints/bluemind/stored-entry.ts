/**
 * One object of BlueMind's directory that a plan can speak of, whole: a person, a shared mailbox (mailshare), a list (group), a room or
 * equipment (resource). It is read, and written back as it came but for what changes; then read again, to see that it was kept.
 */
import type * as z from 'zod';
import { type ObjectKind, PROFILE_FIELDS, type Profile } from '../../planning/provisioning/target-state.ts';
import { type Text, text } from '../../planning/text.ts';
import { BODIES, checkedBody } from './bluemind-bodies.ts';
import type { BlueMindClient } from './bluemind-client.ts';
import type { Domain } from './bluemind-directory.ts';
import { refused } from './bluemind-faults.ts';
import {
  type Card,
  type Email,
  groupSchema,
  itemOf,
  mailshareSchema,
  resourceSchema,
  userSchema,
} from './bluemind-values.ts';
import { profileOf } from './contact-card.ts';
import { lostOf } from './kept-as-sent.ts';
import { lostAddress } from './own-addresses.ts';
import { path } from './rest-path.ts';

export type StoredEntry =
  | {
      readonly kind: 'USER';
      readonly uid: string;
      readonly domain: Domain;
      readonly value: z.infer<typeof userSchema>;
    }
  | {
      readonly kind: 'MAILSHARE';
      readonly uid: string;
      readonly domain: Domain;
      readonly value: z.infer<typeof mailshareSchema>;
    }
  | {
      readonly kind: 'GROUP';
      readonly uid: string;
      readonly domain: Domain;
      readonly value: z.infer<typeof groupSchema>;
    }
  | {
      readonly kind: 'RESOURCE';
      readonly uid: string;
      readonly domain: Domain;
      readonly value: z.infer<typeof resourceSchema>;
    };
export type StoredKind = StoredEntry['kind'];

/** net.bluemind.directory.api.BaseDirEntry.Kind, of those that a plan can speak of. */
export const SERVICES = {
  USER: 'users',
  MAILSHARE: 'mailshares',
  GROUP: 'groups',
  RESOURCE: 'resources',
} as const satisfies Record<StoredKind, string>;

export const isStoredKind = (kind: string): kind is StoredKind => Object.hasOwn(SERVICES, kind);

/** What a plan's object is kept as. */
export const STORED_AS = {
  mailbox: 'USER',
  shared: 'MAILSHARE',
  list: 'GROUP',
  room: 'RESOURCE',
  equipment: 'RESOURCE',
} as const satisfies Record<ObjectKind, StoredKind>;

/** Undefined where it is gone. Throws MailFailure. */
export async function findEntry(
  client: BlueMindClient,
  kind: StoredKind,
  domain: Domain,
  uid: string,
  signal: AbortSignal,
): Promise<StoredEntry | undefined> {
  const at = entryPath(kind, domain, uid);
  switch (kind) {
    case 'USER': {
      const found = await client.find(`${at}/complete`, itemOf(userSchema), signal);
      return found && { kind, uid, domain, value: found.value };
    }
    case 'MAILSHARE': {
      const found = await client.find(`${at}/complete`, itemOf(mailshareSchema), signal);
      return found && { kind, uid, domain, value: found.value };
    }
    case 'GROUP': {
      const found = await client.find(`${at}/complete`, itemOf(groupSchema), signal);
      return found && { kind, uid, domain, value: found.value };
    }
    case 'RESOURCE': {
      // Alone among them, it is told without what stands round it (IResources, `GET {uid}`).
      const value = await client.find(at, resourceSchema, signal);
      return value && { kind, uid, domain, value };
    }
  }
}

export const entryPath = (kind: StoredKind, domain: Domain, uid: string): string =>
  `/${SERVICES[kind]}${path`/${domain.uid}/${uid}`}`;

type Changes = z.input<typeof BODIES.changes>;

/** Writes it back with what changes, and sees that it was kept. Throws MailFailure, TaskRunning. */
export async function updateEntry(
  client: BlueMindClient,
  entry: StoredEntry,
  changes: Changes,
  signal: AbortSignal,
): Promise<void> {
  const checked = checkedBody(client.where, BODIES.changes, changes);
  const body = { ...entry.value, ...checked };
  const at = entryPath(entry.kind, entry.domain, entry.uid);
  await client.change({ method: 'POST', path: at, body }, signal);
  await seeKept(client, entry, checked, signal, entry.value.emails ?? []);
}

/** Throws `refused` where BlueMind took a change and did not keep it. `before`: the addresses that there were. */
export async function seeKept(
  client: BlueMindClient,
  { kind, domain, uid }: Pick<StoredEntry, 'kind' | 'domain' | 'uid'>,
  sent: object,
  signal: AbortSignal,
  before: readonly Email[] = [],
): Promise<void> {
  const after = await findEntry(client, kind, domain, uid, signal);
  const lost = after ? lostIn(sent, after, before) : uid;
  if (lost !== undefined) throw notKept(client.where, lost);
}

/** What a card and a list of addresses are sent as is not what they come back as: BlueMind adds to both. */
interface SentEntry {
  readonly emails?: readonly Email[];
  readonly card?: Card;
  readonly contactInfos?: Card;
  readonly password?: string;
  readonly passwordMustChange?: boolean;
}

function lostIn(sent: SentEntry, after: StoredEntry, before: readonly Email[]): string | undefined {
  // A password is never told, and that it has to be changed not by every version.
  const { emails, card, contactInfos, password: _, passwordMustChange: __, ...others } = sent;
  const wanted = profileOf(card ?? contactInfos);
  const kept = profileOfEntry(after);
  return (
    lostOf(others, after.value) ??
    (emails && lostAddress(emails, after.value.emails ?? [], before)) ??
    PROFILE_FIELDS.find((field) => wanted[field] !== undefined && wanted[field] !== kept[field])
  );
}

export const notKept = (where: Text, property: string) =>
  refused(
    where,
    text(
      `took the change and did not keep ${property}`,
      `a pris la modification et n’a pas gardé ${property}`,
    ),
    text(
      'Whatever else was sent with it may be kept. Look at it in BlueMind’s administration: another version may name it otherwise.',
      'Ce qui a été envoyé avec peut être gardé. Regardez-le dans l’administration de BlueMind\u00A0: une autre version peut le nommer autrement.',
    ),
  );

export function profileOfEntry(entry: StoredEntry): Profile {
  switch (entry.kind) {
    case 'USER':
      return profileOf(entry.value.contactInfos);
    case 'MAILSHARE':
      return { name: entry.value.name, ...profileOf(entry.value.card) };
    case 'GROUP':
      return { name: entry.value.name };
    case 'RESOURCE':
      return { name: entry.value.label };
  }
}
