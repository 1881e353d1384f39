/**
 * Values that BlueMind's REST interface answers with, as far as they are used here. Each is named for the Java class that its maker
 * publishes them as (BlueMind's source, `*.api` bundles; the same classes are in its published clients). What is not used is kept as it
 * came: an object is written back whole. Knows no wire.
 */
import * as z from 'zod';

const word = z.string().nullish();
const flag = z.boolean().nullish();

/** net.bluemind.core.api.Email. `allAliases`: in each name of its domain. */
export const emailSchema = z.looseObject({ address: z.string(), allAliases: flag, isDefault: flag });
export type Email = z.infer<typeof emailSchema>;

/** net.bluemind.addressbook.api.VCard.Parameter, `{ label: 'TYPE', value: 'work' }`. */
const parameters = z.array(z.looseObject({ label: word, value: word })).nullish();
const attribute = z.looseObject({ value: word, parameters });

/** net.bluemind.addressbook.api.VCard. */
export const cardSchema = z.looseObject({
  identification: z
    .looseObject({
      formatedName: attribute.nullish(),
      name: z.looseObject({ familyNames: word, givenNames: word, additionalNames: word }).nullish(),
    })
    .nullish(),
  organizational: z.looseObject({ title: word }).nullish(),
  communications: z.looseObject({ tels: z.array(attribute).nullish() }).nullish(),
  deliveryAddressing: z
    .array(z.looseObject({ address: z.looseObject({ extentedAddress: word, parameters }).nullish() }))
    .nullish(),
});
export type Card = z.infer<typeof cardSchema>;

/** net.bluemind.directory.api.DirBaseValue: what people, mailshares, groups and resources have in common. */
const emails = z.array(emailSchema).nullish();
/** net.bluemind.mailbox.api.Mailbox.Routing. */
const routing = z.enum(['internal', 'external', 'none']).nullish();
/** In KiB; nothing or 0 is no limit. */
const quota = z.number().nullish();

/** net.bluemind.user.api.User. */
export const userSchema = z.looseObject({
  emails,
  routing,
  quota,
  login: z.string(),
  contactInfos: cardSchema.nullish(),
});
/** net.bluemind.mailshare.api.Mailshare. */
export const mailshareSchema = z.looseObject({
  emails,
  routing,
  quota,
  name: z.string(),
  card: cardSchema.nullish(),
});
/** net.bluemind.group.api.Group. */
export const groupSchema = z.looseObject({ emails, name: z.string() });
/** net.bluemind.resource.api.ResourceDescriptor, ResourceReservationMode. */
export const resourceSchema = z.looseObject({
  emails,
  label: z.string(),
  typeIdentifier: z.string(),
  reservationMode: z.string().nullish(),
  properties: z.array(z.looseObject({ propertyId: z.string(), value: word })).nullish(),
});
/** net.bluemind.resource.api.type.ResourceTypeDescriptor. */
export const resourceTypeSchema = z.looseObject({
  properties: z.array(z.looseObject({ id: z.string(), label: word, type: word })).nullish(),
});
export type ResourceType = z.infer<typeof resourceTypeSchema>;

/** net.bluemind.core.container.model.ItemValue. */
export const itemOf = <T extends z.ZodType>(value: T) => z.looseObject({ uid: z.string(), value });

/** net.bluemind.directory.api.DirEntry, BaseDirEntry.Kind. */
export const dirEntrySchema = z.looseObject({ entryUid: z.string(), kind: z.string(), email: word });
export type DirEntry = z.infer<typeof dirEntrySchema>;

/** net.bluemind.domain.api.Domain. */
export const domainSchema = itemOf(
  z.looseObject({ name: z.string(), aliases: z.array(z.string()).nullish() }),
);
/** net.bluemind.domain.api.IDomainSettings: DomainSettingsKeys. */
export const settingsSchema = z.record(z.string(), z.string().nullable());

/** net.bluemind.core.container.model.acl.AccessControlEntry; verbs that this program does not know are kept too. */
export const accessListSchema = z.array(z.looseObject({ subject: z.string(), verb: z.string() }));
export type AccessEntry = z.infer<typeof accessListSchema>[number];

/** net.bluemind.mailbox.api.MailFilter.Forwarding. */
export const forwardingSchema = z.looseObject({
  enabled: z.boolean(),
  localCopy: z.boolean(),
  emails: z.array(z.string()),
});

/** net.bluemind.group.api.Member. */
export const membersSchema = z.array(z.looseObject({ type: z.string(), uid: z.string() }));

/** net.bluemind.mailbox.api.Mailbox. */
export const mailboxSchema = z.looseObject({ name: z.string() });
