/** What Microsoft Graph v1.0 answers, as far as it is used here: checked, since a plan is made of it. Knows no network. */
import * as z from 'zod';

const maybeText = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** What is asked of a user; all of it is named, since Graph tells little by itself. */
export const USER_FIELDS = [
  'id',
  'userPrincipalName',
  'accountEnabled',
  'displayName',
  'givenName',
  'surname',
  'jobTitle',
  'businessPhones',
  'mobilePhone',
  'officeLocation',
  'usageLocation',
  'proxyAddresses',
  'assignedLicenses',
].join(',');

export const userSchema = z.object({
  id: z.string(),
  userPrincipalName: z.string(),
  accountEnabled: z.boolean().nullish(),
  displayName: maybeText,
  givenName: maybeText,
  surname: maybeText,
  jobTitle: maybeText,
  businessPhones: z.array(z.string()).default([]),
  mobilePhone: maybeText,
  officeLocation: maybeText,
  usageLocation: maybeText,
  proxyAddresses: z.array(z.string()).default([]),
  assignedLicenses: z.array(z.object({ skuId: z.string().nullable() })).default([]),
});
export type GraphUser = z.infer<typeof userSchema>;

export const createdSchema = z.object({ id: z.string() });

/**
 * The schema has a word, the examples of its page an object that has one (learn.microsoft.com, "Get user mailbox settings"): either is
 * understood.
 */
const purpose = z
  .union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)])
  .nullish();

/** `mailboxSettings` come from the mailbox itself, so that they are there once it is, and not a moment before. */
export const mailboxSchema = z.object({
  id: z.string(),
  mailboxSettings: z.object({ userPurpose: purpose }).nullish(),
});

export const skuSchema = z.object({
  skuId: z.string(),
  skuPartNumber: z.string(),
  capabilityStatus: maybeText,
  consumedUnits: z.number().nullish(),
  prepaidUnits: z.object({ enabled: z.number().nullish() }).nullish(),
});
export type GraphSku = z.infer<typeof skuSchema>;

export const domainSchema = z.object({ id: z.string(), isVerified: z.boolean() });

export const dnsRecordSchema = z.object({
  recordType: maybeText,
  label: z.string(),
  text: z.string().optional(),
  mailExchange: z.string().optional(),
  preference: z.number().nullish(),
  canonicalName: maybeText,
  nameTarget: maybeText,
  port: z.number().nullish(),
  priority: z.number().nullish(),
  protocol: maybeText,
  service: maybeText,
  weight: z.number().nullish(),
});
export type GraphDnsRecord = z.infer<typeof dnsRecordSchema>;

export const deletedUserSchema = z.object({
  id: z.string(),
  userPrincipalName: maybeText,
  mail: maybeText,
  proxyAddresses: z.array(z.string()).default([]),
  deletedDateTime: z.string(),
});
export type DeletedUser = z.infer<typeof deletedUserSchema>;

export const groupSchema = z.object({
  id: z.string(),
  displayName: maybeText,
  mailEnabled: z.boolean().nullish(),
  groupTypes: z.array(z.string()).default([]),
  proxyAddresses: z.array(z.string()).default([]),
});
export type GraphGroup = z.infer<typeof groupSchema>;

export const contactSchema = z.object({ id: z.string(), displayName: maybeText });
