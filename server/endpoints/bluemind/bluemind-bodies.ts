/**
 * What is sent to BlueMind, checked on its way out. BlueMind ignores properties that it does not know, in silence, so a misspelt one
 * would be no change and no error: each body is held against the form that its maker publishes, strictly. Rules of its validators are
 * here too, so that a person reads which value is wrong, and not that a parameter is invalid. Knows no wire.
 */
import * as z from 'zod';
import type { Text } from '../../planning/text.ts';
import { text } from '../../planning/text.ts';
import { refused } from './bluemind-faults.ts';

/** net.bluemind.core.api.Regex, LOGIN and MAILSHARE_NAME; net.bluemind.core.email.EmailHelper, which wants small letters. */
const LOGIN = /^[a-z0-9][a-z0-9\-._]{0,63}$/;
const MAILSHARE_NAME = /^[_a-z0-9][a-z0-9\-._]{0,63}$/;
const ADDRESS = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)+[a-z]{2,}$/;

const address = z.string().regex(ADDRESS, 'is no address that BlueMind takes: ASCII, small letters');
const emails = z
  .array(z.strictObject({ address, allAliases: z.boolean(), isDefault: z.boolean() }))
  .refine((all) => all.filter(({ isDefault }) => isDefault).length === 1, 'must have one default');
const routing = z.enum(['internal', 'external']);
/** In KiB, as a Java Integer. */
const quota = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

const parameters = z.array(z.strictObject({ label: z.string(), value: z.string() }));
const filled = z.string().min(1);

/** net.bluemind.addressbook.api.VCard, as far as a plan says anything of a person. */
const card = z.strictObject({
  kind: z.literal('individual'),
  identification: z.strictObject({
    formatedName: z.strictObject({ value: filled, parameters: parameters.optional() }),
    name: z.strictObject({
      familyNames: filled,
      givenNames: filled.optional(),
      additionalNames: filled.optional(),
    }),
  }),
  organizational: z.strictObject({ title: z.string() }).optional(),
  communications: z.strictObject({ tels: z.array(z.strictObject({ value: filled, parameters })) }).optional(),
  deliveryAddressing: z
    .array(z.strictObject({ address: z.strictObject({ extentedAddress: filled, parameters }) }))
    .optional(),
});

export const BODIES = {
  /** net.bluemind.user.api.IUser, `PUT /users/{domain}/{uid}`. */
  newUser: z.strictObject({
    login: z.string().regex(LOGIN, 'is no login that BlueMind takes: a-z, 0-9, then . _ - too, 64 at most'),
    // RFC 20: BlueMind's passwords are ASCII.
    password: z.string().regex(/^[\x21-\x7e]{16,}$/),
    passwordMustChange: z.literal(true),
    routing,
    emails,
    contactInfos: card,
  }),
  /** net.bluemind.mailshare.api.IMailshare, `PUT /mailshares/{domain}/{uid}`. */
  newMailshare: z.strictObject({
    name: z
      .string()
      .regex(MAILSHARE_NAME, 'is no name of a shared mailbox that BlueMind takes: a-z 0-9 . _ -'),
    routing,
    emails,
    card: card,
  }),
  /** net.bluemind.resource.api.IResources, `PUT /resources/{domain}/{uid}`. */
  newResource: z.strictObject({
    label: filled,
    typeIdentifier: filled,
    reservationMode: z.enum(['OWNER_MANAGED', 'AUTO_ACCEPT', 'AUTO_ACCEPT_REFUSE']),
    emails,
  }),
  /** net.bluemind.group.api.IGroup, `PUT /groups/{domain}/{uid}`. */
  newGroup: z.strictObject({
    name: filled,
    emails,
    mailArchived: z.literal(false),
    hiddenMembers: z.literal(false),
  }),
  /** Of an object that is there, what is changed of it: the rest goes back as it came. */
  changes: z
    .strictObject({
      emails: z.array(z.looseObject({ address })),
      quota,
      routing,
      name: filled,
      label: filled,
      reservationMode: z.enum(['OWNER_MANAGED', 'AUTO_ACCEPT_REFUSE']),
      properties: z.array(z.looseObject({ propertyId: filled, value: z.string() })),
      card: z.looseObject({}),
    })
    .partial(),
  /** net.bluemind.user.api.IUser, `POST /users/{domain}/{uid}/vcard`: what is there already goes back with it. */
  changedCard: z.looseObject({
    identification: z.looseObject({
      formatedName: z.looseObject({ value: filled }),
      name: z.looseObject({ familyNames: filled }),
    }),
  }),
  /** net.bluemind.mailbox.api.IMailboxes, `POST /mailboxes/{domain}/{uid}/_forwarding`. */
  forwarding: z.strictObject({
    enabled: z.literal(true),
    localCopy: z.boolean(),
    emails: z.array(address).min(1),
  }),
  /** `POST /mailboxes/{domain}/{uid}/_acls`, `PUT /containers/_manage/{uid}/_acl`: each entry has both. */
  accessList: z.array(z.looseObject({ subject: filled, verb: filled })),
  /** `PUT /groups/{domain}/{uid}/members`. */
  members: z.array(z.strictObject({ type: z.enum(['user', 'group', 'external_user']), uid: filled })).min(1),
  /** net.bluemind.directory.api.DirEntryQuery, `POST /directory/{domain}/_search`. */
  entryQuery: z.strictObject({
    entryUidFilter: z.array(filled).min(1),
    hiddenFilter: z.literal(false),
    systemFilter: z.literal(false),
    stateFilter: z.literal('All'),
    from: z.literal(0),
    size: z.literal(-1),
  }),
} as const;

/** The body, if BlueMind would understand it; else throws `refused`, with what is wrong with it. */
export function checkedBody<T>(where: Text, schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const named = issue?.path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown>)?.[part],
    body,
  );
  const value = typeof named === 'string' && issue?.path.at(-1) !== 'password' ? ` "${named}"` : '';
  throw refused(where, notSent, undefined, `${issue?.path.join('.') ?? ''}${value}: ${issue?.message ?? ''}`);
}

const notSent = text(
  'was not asked: it would not take this',
  'n’a pas été sollicité\u00A0: il n’accepterait pas ceci',
);
