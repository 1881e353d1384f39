/**
 * Accounts, shared mailboxes, rooms, equipment and lists made at BlueMind. Each looks first, so that twice is `already`; the uid is given
 * by whoever makes it, so that one made twice is the same. No password is kept.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { compared, localPartOf } from '../../language/model/names.ts';
import { type Text, text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import { BODIES, checkedBody } from './bluemind-bodies.ts';
import type { BlueMindDirectory, Domain } from './bluemind-directory.ts';
import { type Fault, refused } from './bluemind-faults.ts';
import type { Of } from './change-access.ts';
import { newNames } from './checked-names.ts';
import { newCard } from './contact-card.ts';
import { type Holder, holderOf } from './entry-of-address.ts';
import { ownEmail } from './own-addresses.ts';
import { entryPath, STORED_AS, seeKept } from './stored-entry.ts';

type Making = Of<'make'>;

/** Throws MailFailure, TaskRunning. */
export async function makeEntry(
  directory: BlueMindDirectory,
  change: Making,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const domain = await directory.domainOf(change.address, signal);
  const there = await holderOf(directory, domain, change.address, signal);
  if (there.kind !== 'nobody') return alreadyThere(client.where, change, there);
  const kind = STORED_AS[change.kind];
  const uid = randomUUID();
  const { schema, body, hides } = newEntry(client.where, change);
  const checked = checkedBody<object>(client.where, schema, body);
  const at = entryPath(kind, domain, uid);
  const fault = await client.write({ method: 'PUT', path: at, body: checked, hides }, signal);
  if (fault) return inTheWay(directory, domain, change, fault, signal);
  await seeKept(client, { kind, domain, uid }, body, signal);
  return { kind: 'done', id: uid };
}

/** It may be the object itself, made by an earlier request that was never answered; what else is there is not touched. */
async function inTheWay(
  directory: BlueMindDirectory,
  domain: Domain,
  change: Making,
  fault: Fault,
  signal: AbortSignal,
): Promise<Applied> {
  const there = await holderOf(directory, domain, change.address, signal);
  if (there.kind === 'nobody') throw directory.client.refusal(fault);
  return alreadyThere(directory.client.where, change, there);
}

function alreadyThere(where: Text, { kind }: Making, holder: Exclude<Holder, { kind: 'nobody' }>): Applied {
  if (holder.kind === 'entry' && holder.entry.kind === STORED_AS[kind])
    return { kind: 'already', id: holder.entry.uid };
  throw refused(where, taken, freeIt, holder.kind === 'other' ? holder.why : holder.entry.kind);
}

const taken = text(
  'was not asked to make it: another object has the address',
  'n’a pas été sollicité pour la création\u00A0: un autre objet a l’adresse',
);
const freeIt = text(
  'Nothing was changed. Take the address from it in BlueMind, or change the plan, then run again.',
  'Rien n’a été modifié. Retirez-lui l’adresse dans BlueMind, ou modifiez le plan, puis relancez.',
);

interface NewEntry {
  readonly schema: z.ZodType<object>;
  readonly body: object;
  readonly hides: readonly string[];
}

/** BlueMind's own resource type, of what has no other (ResourceDescriptor.typeIdentifier). */
const NO_TYPE = 'default';

function newEntry(where: Text, { kind, address, profile }: Making): NewEntry {
  const local = localPartOf(compared(address));
  const name = profile.name ?? local;
  const emails = [ownEmail(address)];
  switch (kind) {
    case 'mailbox': {
      if (!LOGIN.test(local)) throw refused(where, noLogin(local), renameIt);
      const password = thrownAway();
      const contactInfos = newCard(newNames(where, profile, local), profile);
      const account = { login: local, password, passwordMustChange: true, routing: 'internal' };
      return { schema: BODIES.newUser, body: { ...account, emails, contactInfos }, hides: [password] };
    }
    case 'shared': {
      const card = newCard(newNames(where, profile, local), profile);
      return {
        schema: BODIES.newMailshare,
        body: { name: local, routing: 'internal', emails, card },
        hides: [],
      };
    }
    case 'room':
    case 'equipment':
      return {
        schema: BODIES.newResource,
        body: { label: name, typeIdentifier: NO_TYPE, reservationMode: 'AUTO_ACCEPT_REFUSE', emails },
        hides: [],
      };
    case 'list':
      return {
        schema: BODIES.newGroup,
        body: { name, emails, mailArchived: false, hiddenMembers: false },
        hides: [],
      };
  }
}

/** net.bluemind.core.api.Regex.LOGIN. */
const LOGIN = /^[a-z0-9][a-z0-9\-._]{0,63}$/;

const noLogin = (login: string): Text =>
  text(
    `takes no login "${login}": letters a to z and digits, then . _ and - too, 64 at most`,
    `ne prend pas l’identifiant «\u00A0${login}\u00A0»\u00A0: lettres a à z et chiffres, puis aussi . _ et -, 64 au plus`,
  );
const renameIt = text(
  'Nothing was changed. Give the mailbox such an address, and this one as an alias, then run again.',
  'Rien n’a été modifié. Donnez à la boîte une telle adresse, et celle-ci comme alias, puis relancez.',
);

/** Nobody is told it; of each kind of sign that a domain's policy may ask for, and ASCII, as BlueMind's passwords are. */
const thrownAway = (): string => `${randomBytes(30).toString('base64url')}aA1!`;
