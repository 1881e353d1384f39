/**
 * The cmdlets of Exchange Online that are used, with the parameters that may be given them: compared with their pages on
 * learn.microsoft.com. The simulator, the hand-over script and the driver are all held to it.
 */
import * as z from 'zod';

const address = z.string().regex(/^[^@\s]+@[^@\s]+$/);
const folder = z.string().regex(/^[^@\s]+@[^@\s:]+:\\/);
const list = z.strictObject({
  '@odata.type': z.literal('#Exchange.GenericHashTable'),
  Add: z.array(z.string()).min(1).optional(),
  Remove: z.array(z.string()).min(1).optional(),
});
const short = z.string().min(1).max(64);
const named = {
  Name: short,
  Alias: short.regex(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/),
  DisplayName: z.string().min(1).max(256),
  PrimarySmtpAddress: address,
};
const isOn = z.literal(true).optional();
const roles = z.tuple([z.enum(['Reviewer', 'Editor'])]);
const unasked = z.literal(false);

/** By cmdlet: the parameters that a run gives. */
export const CMDLETS: Readonly<Record<string, z.ZodObject>> = {
  'Get-Recipient': z.strictObject({
    Filter: z
      .string()
      .regex(/^(?:EmailAddresses -eq 'smtp:|DisplayName -eq ')(?:[^']|'')+'$/)
      .optional(),
    Identity: z.string().min(1).optional(),
    ResultSize: z.number().optional(),
  }),
  'Get-Mailbox': z.strictObject({ Identity: address }),
  'New-Mailbox': z.strictObject({ ...named, Shared: isOn, Room: isOn, Equipment: isOn }),
  'Set-Mailbox': z.strictObject({
    Identity: address,
    EmailAddresses: list.optional(),
    GrantSendOnBehalfTo: list.optional(),
    ForwardingSmtpAddress: z
      .string()
      .regex(/^smtp:[^@\s]+@[^@\s]+$/)
      .optional(),
    DeliverToMailboxAndForward: z.boolean().optional(),
    ResourceCapacity: z.number().int().positive().optional(),
  }),
  'Get-MailboxPermission': z.strictObject({ Identity: address }),
  'Add-MailboxPermission': z.strictObject({
    Identity: address,
    User: address,
    AccessRights: z.tuple([z.literal('FullAccess')]),
    Confirm: unasked,
  }),
  'Remove-MailboxPermission': z.strictObject({
    Identity: address,
    User: address,
    AccessRights: z.tuple([z.literal('FullAccess')]),
    Confirm: unasked,
  }),
  'Get-RecipientPermission': z.strictObject({
    Identity: address,
    AccessRights: z.tuple([z.literal('SendAs')]).optional(),
    ResultSize: z.literal('Unlimited').optional(),
  }),
  'Add-RecipientPermission': z.strictObject({
    Identity: address,
    Trustee: address,
    AccessRights: z.tuple([z.literal('SendAs')]),
    Confirm: unasked,
  }),
  'Remove-RecipientPermission': z.strictObject({
    Identity: address,
    Trustee: address,
    AccessRights: z.tuple([z.literal('SendAs')]),
    Confirm: unasked,
  }),
  'Get-MailboxFolderStatistics': z.strictObject({ Identity: address, ResultSize: z.literal('Unlimited') }),
  'Get-MailboxFolderPermission': z.strictObject({ Identity: folder, User: address.optional() }),
  'Add-MailboxFolderPermission': z.strictObject({ Identity: folder, User: address, AccessRights: roles }),
  'Set-MailboxFolderPermission': z.strictObject({ Identity: folder, User: address, AccessRights: roles }),
  'Remove-MailboxFolderPermission': z.strictObject({ Identity: folder, User: address, Confirm: unasked }),
  'Get-CalendarProcessing': z.strictObject({ Identity: address }),
  'Set-CalendarProcessing': z.strictObject({
    Identity: address,
    AutomateProcessing: z.enum(['AutoAccept', 'AutoUpdate']),
  }),
  'New-DistributionGroup': z.strictObject({
    ...named,
    Type: z.literal('Distribution'),
    RequireSenderAuthenticationEnabled: z.boolean(),
  }),
  'Get-DistributionGroup': z.strictObject({ Identity: address }),
  'Set-DistributionGroup': z.strictObject({
    Identity: address,
    BypassSecurityGroupManagerCheck: isOn,
    DisplayName: z.string().optional(),
    EmailAddresses: list.optional(),
    ManagedBy: list.optional(),
  }),
  'Get-DistributionGroupMember': z.strictObject({ Identity: address, ResultSize: z.literal('Unlimited') }),
  'Add-DistributionGroupMember': z.strictObject({
    Identity: address,
    Member: address,
    BypassSecurityGroupManagerCheck: isOn,
  }),
};
