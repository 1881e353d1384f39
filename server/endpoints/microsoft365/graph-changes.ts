/**
 * What Microsoft Graph changes, one change at a time: domains, accounts, what the directory says of them, licences. Each looks first,
 * so that twice is `already`. Throws MailFailure; nothing is deleted, and no password is kept.
 */
import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { comparedDomain } from '../../language/model/names.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import { mailNickname } from '../../planning/provisioning/exchange-names.ts';
import type { Profile } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import { MailFailure } from '../../running/failures.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import { createdSchema, domainSchema, type GraphSku, type GraphUser } from './graph-answers.ts';
import type { Client } from './graph-tokens.ts';
import { namesakeKept, type Tenant } from './read-tenant.ts';
import type { Answer } from './service-client.ts';
import { refusalFailure, refused } from './service-failures.ts';

export type Of<Does extends Change['does']> = Extract<Change, { readonly does: Does }>;

export interface ClientTenant extends Tenant {
  readonly client: Client;
}

const nothing = z.unknown();

/** Added, never verified: that is for whoever has put the records into the zone, and no account is made in it before. */
export async function addDomain(
  { directory: { client } }: Tenant,
  change: Of<'add-domain'>,
  signal: AbortSignal,
): Promise<Applied> {
  const id = comparedDomain(change.address);
  const there = await client.ask({ method: 'GET', path: `/domains/${encodeURIComponent(id)}` }, signal);
  if (there.status !== 404) {
    const held = client.read(there, domainSchema);
    return held.isVerified ? { kind: 'already', id: held.id } : { kind: 'waiting', why: notVerified };
  }
  client.written(await client.ask({ method: 'POST', path: '/domains', body: { id } }, signal), domainSchema);
  return { kind: 'waiting', why: notVerified };
}

const notVerified = text(
  'the domain is there and not verified: put the records that preflight lists into its zone, then verify it there',
  'le domaine est là et non vérifié\u00A0: mettez dans sa zone les enregistrements que liste preflight, puis vérifiez-le là-bas',
);

/** An account that nobody can sign in to: its password is random, told to nobody and to be changed at once. */
export async function makeAccount(
  tenant: ClientTenant,
  change: Of<'make'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { directory, clock } = tenant;
  const { client } = directory;
  const there = await directory.user(change.address, signal);
  if (there === 'missing') return already(directory.madeId(change.address));
  if (there) return already(there.id);
  const deleted = await directory.deleted(change.address, signal);
  if (deleted) throw refused(client.where, notMade, namesakeKept(deleted, clock.now()));
  const password = thrownAway();
  const body = newAccount(tenant, change, password);
  const answer = await client.ask({ method: 'POST', path: '/users', body, hides: [password] }, signal);
  if (isTaken(answer)) return inTheWay(tenant, change.address, answer, signal);
  const { id } = client.written(answer, createdSchema);
  directory.remember(change.address, id);
  return { kind: 'done', id };
}

const already = (id: string | undefined): Applied => ({ kind: 'already', ...(id !== undefined && { id }) });
const notMade = text('was not asked to make the account', 'n’a pas été sollicité pour créer le compte');

function newAccount(
  { client: { usageLocation } }: ClientTenant,
  { address, profile }: Of<'make'>,
  password: string,
) {
  return {
    accountEnabled: true,
    displayName: profile.name ?? address,
    mailNickname: mailNickname(address),
    userPrincipalName: address,
    passwordProfile: { forceChangePasswordNextSignIn: true, password },
    ...(usageLocation !== undefined && { usageLocation }),
    ...fieldsOf({ ...profile, name: undefined }),
  };
}

const SIGNS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!#%*+-=?@_'];

/** 40 signs, ten of each kind that Entra ID asks for, in no order that anybody could know. */
function thrownAway(): string {
  const signs = SIGNS.flatMap((set) => Array.from({ length: 10 }, () => set[randomInt(set.length)] ?? ''));
  for (let last = signs.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [signs[last], signs[other]] = [signs[other] ?? '', signs[last] ?? ''];
  }
  return signs.join('');
}

const isTaken = ({ status, refusal }: Answer): boolean =>
  status === 409 || (status === 400 && /another object with the same value/i.test(refusal?.message ?? ''));

/** It may be the account itself, made by an earlier run and not shown yet; what else has the address is not touched. */
async function inTheWay(
  tenant: ClientTenant,
  address: string,
  answer: Answer,
  signal: AbortSignal,
): Promise<Applied> {
  const { directory } = tenant;
  const { client } = directory;
  const found = await directory.user(address, signal);
  if (typeof found === 'object') return already(found.id);
  const isName = /userPrincipalName/i.test(answer.refusal?.message ?? '');
  if (isName) return { kind: 'waiting', why: notShown };
  throw new MailFailure(refusalFailure(client.where, addressTaken, answer.refusal ?? answer));
}

export const notShown = text(
  'the account is made, and Microsoft 365 does not show it everywhere yet',
  'le compte est créé, et Microsoft 365 ne le montre pas encore partout',
);
const addressTaken = text(
  'did not make the account: another object has its address',
  'n’a pas créé le compte\u00A0: un autre objet a son adresse',
);

/** Only what differs is sent, so that what was made by hand beside it stays. */
export async function describeAccount(
  { directory }: Tenant,
  change: Of<'describe'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const user = await accountOf({ directory }, change.address, signal);
  if (user === 'missing') return { kind: 'waiting', why: notShown };
  const body = differing(user, fieldsOf(change.profile));
  if (Object.keys(body).length === 0) return { kind: 'already' };
  client.written(await client.ask({ method: 'PATCH', path: pathOf(user), body }, signal), nothing);
  return { kind: 'done' };
}

const pathOf = ({ id }: GraphUser): string => `/users/${encodeURIComponent(id)}`;

/** Throws `refused` where there is none. */
async function accountOf(
  { directory }: Pick<Tenant, 'directory'>,
  address: string,
  signal: AbortSignal,
): Promise<GraphUser | 'missing'> {
  const user = await directory.user(address, signal);
  if (!user)
    throw refused(
      directory.client.where,
      text(`has no account ${address}`, `n’a pas de compte ${address}`),
      '',
    );
  return user;
}

interface Fields {
  readonly displayName?: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly jobTitle?: string;
  /** "Although this is a string collection, only one number can be set" (learn.microsoft.com, "user resource type"). */
  readonly businessPhones?: readonly string[];
  readonly officeLocation?: string;
}

function fieldsOf({
  name,
  given,
  family,
  title,
  phone,
  office,
}: { readonly [K in keyof Profile]?: Profile[K] | undefined }): Fields {
  return {
    ...(name !== undefined && { displayName: name }),
    ...(given !== undefined && { givenName: given }),
    ...(family !== undefined && { surname: family }),
    ...(title !== undefined && { jobTitle: title }),
    ...(phone !== undefined && { businessPhones: [phone] }),
    ...(office !== undefined && { officeLocation: office }),
  };
}

function differing(user: GraphUser, fields: Fields): Fields {
  const [phone] = fields.businessPhones ?? [];
  const hasPhone = phone !== undefined && [...user.businessPhones, user.mobilePhone].includes(phone);
  const entries = Object.entries(fields).filter(([field, value]) =>
    field === 'businessPhones' ? !hasPhone : user[field as keyof GraphUser] !== value,
  );
  return Object.fromEntries(entries);
}

/** The country first: a licence is refused without one. */
export async function assignLicence(
  tenant: ClientTenant,
  change: Of<'license'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { directory, client: settings } = tenant;
  const { client } = directory;
  const sku = (await directory.skus(signal)).find(({ skuPartNumber }) => skuPartNumber === change.sku);
  if (!sku)
    throw refused(
      client.where,
      text(`knows no licence ${change.sku}`, `ne connaît pas de licence ${change.sku}`),
      '',
    );
  const user = await accountOf(tenant, change.address, signal);
  if (user === 'missing') return { kind: 'waiting', why: notShown };
  if (user.assignedLicenses.some(({ skuId }) => skuId === sku.skuId)) return { kind: 'already' };
  if (seatsLeft(sku) <= 0) throw noSeat(client.where, change.sku);
  if (user.usageLocation === undefined) {
    const { usageLocation } = settings;
    if (usageLocation === undefined) throw refused(client.where, noCountry, '', nameCountry);
    client.written(
      await client.ask({ method: 'PATCH', path: pathOf(user), body: { usageLocation } }, signal),
      nothing,
    );
  }
  const body = { addLicenses: [{ skuId: sku.skuId, disabledPlans: [] }], removeLicenses: [] };
  const answer = await client.ask({ method: 'POST', path: `${pathOf(user)}/assignLicense`, body }, signal);
  if (answer.status === 404) return { kind: 'waiting', why: notShown };
  client.written(answer, createdSchema);
  return { kind: 'done' };
}

const seatsLeft = ({ prepaidUnits, consumedUnits }: GraphSku): number =>
  (prepaidUnits?.enabled ?? 0) - (consumedUnits ?? 0);

const noSeat = (where: Parameters<typeof refused>[0], sku: string): MailFailure =>
  refused(
    where,
    text(`has no seat of ${sku} left`, `n’a plus de place pour ${sku}`),
    '',
    text('Buy one or take one back, then run again.', 'Achetez-en une ou reprenez-en une, puis relancez.'),
  );
const noCountry = text(
  'was not asked for the licence: the account has no country',
  'n’a pas été sollicité pour la licence\u00A0: le compte n’a pas de pays',
);
const nameCountry = text(
  'Give the endpoint its usage-location in the plan, then run again.',
  'Donnez au point d’accès son usage-location dans le plan, puis relancez.',
);

/** Until its mailbox answers: what the directory says of plans is told long before there is one. */
export async function awaitMailbox(
  { directory }: Tenant,
  change: Of<'await'>,
  signal: AbortSignal,
): Promise<Applied> {
  const { client } = directory;
  const user = await accountOf({ directory }, change.address, signal);
  if (user === 'missing') return { kind: 'waiting', why: notShown };
  const [mailbox] = await directory.mailboxes([user.id], signal);
  if (mailbox?.state === 'ready') return { kind: 'already', id: user.id };
  if (mailbox?.state === 'unread')
    throw new MailFailure(refusalFailure(client.where, unread, mailbox.answer.refusal ?? mailbox.answer));
  if (user.assignedLicenses.length === 0 && user.accountEnabled !== false)
    throw refused(client.where, noLicence, '', giveLicence);
  return { kind: 'waiting', why: mailboxOnItsWay };
}

const unread = text('did not say whether the mailbox is there', 'n’a pas dit si la boîte est là');
const noLicence = text(
  'makes no mailbox: the account has no licence',
  'ne crée pas de boîte\u00A0: le compte n’a pas de licence',
);
const giveLicence = text(
  'Give it a licence in the plan, then run again.',
  'Donnez-lui une licence dans le plan, puis relancez.',
);
const mailboxOnItsWay = text(
  'Exchange Online is making the mailbox, which takes minutes to hours after a licence',
  'Exchange Online crée la boîte, ce qui prend de quelques minutes à quelques heures après une licence',
);
