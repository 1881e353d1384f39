/** Rows that Exchange's cmdlets answer with, as far as they are used here: checked, since nobody documents their form. Knows no wire. */
import * as z from 'zod';

const words = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const word = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

export const recipientSchema = z.object({
  RecipientTypeDetails: z.string(),
  PrimarySmtpAddress: z.string(),
  DisplayName: word,
  ExternalDirectoryObjectId: word,
  Guid: z.string(),
});
export type Recipient = z.infer<typeof recipientSchema>;

export const mailboxSchema = z.object({
  EmailAddresses: words,
  ForwardingAddress: word,
  ForwardingSmtpAddress: word,
  DeliverToMailboxAndForward: z.boolean().nullish(),
  GrantSendOnBehalfTo: words,
  ResourceCapacity: z.number().nullish(),
});
export type ExchangeMailbox = z.infer<typeof mailboxSchema>;

export const groupSchema = z.object({ EmailAddresses: words, ManagedBy: words });
export const permissionSchema = z.object({
  User: z.string(),
  AccessRights: words,
  IsInherited: z.boolean().nullish(),
  Deny: z.boolean().nullish(),
});
export const trusteeSchema = z.object({ Trustee: z.string(), AccessRights: words });
export const folderSchema = z.object({ FolderPath: z.string(), FolderType: word, ContainerClass: word });
/** Undocumented: told as a name, or as an object that has one. */
export const folderRightSchema = z.object({
  User: z.union([
    z.string(),
    z.object({ DisplayName: z.string() }).transform(({ DisplayName }) => DisplayName),
  ]),
  AccessRights: words,
});
export const calendarSchema = z.object({ AutomateProcessing: word });
export const memberSchema = z.object({ PrimarySmtpAddress: word });
