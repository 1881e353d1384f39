/**
 * What Exchange Online knows of an address beyond what Graph tells: what it is, its aliases, who may do what with it, where its mail is
 * sent on to. Reads by cmdlets and changes nothing; does not know how cmdlets are run.
 */
import * as z from 'zod';
import type { Right } from '../../../grammar/vocabulary.ts';
import { compared } from '../../language/model/names.ts';
import type {
  Access,
  Forwarding,
  HeldObject,
  ObjectKind,
  SeenObject,
} from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import type { WantedKind } from '../../running/provisioning/provisioner.ts';
import {
  calendarSchema,
  type ExchangeMailbox,
  folderRightSchema,
  folderSchema,
  groupSchema,
  mailboxSchema,
  memberSchema,
  permissionSchema,
  type Recipient,
  recipientSchema,
  trusteeSchema,
} from './exchange-answers.ts';
import { aliasesOf, blockedBy, isAliasOf, isAnother } from './held-objects.ts';
import type { Cmdlets, Parameters } from './invoke-command.ts';
import { notUnderstood } from './service-failures.ts';

const KINDS: Readonly<Record<string, ObjectKind>> = {
  UserMailbox: 'mailbox',
  SharedMailbox: 'shared',
  RoomMailbox: 'room',
  EquipmentMailbox: 'equipment',
  MailUniversalDistributionGroup: 'list',
  MailUniversalSecurityGroup: 'list',
};

/** Of folders; what it is to read and to write, by the names of "Set-MailboxFolderPermission" (learn.microsoft.com). */
export const FOLDER_ROLES = { read: 'Reviewer', write: 'Editor' } as const;

const FOLDER_RIGHTS = ['read', 'write'] as const;
const givesRight = ({ AccessRights }: { readonly AccessRights: readonly string[] }): boolean =>
  FOLDER_RIGHTS.some((right) => AccessRights.includes(FOLDER_ROLES[right]));

/** Addresses that are asked for together. */
const AT_ONCE = 4;

export class ExchangeState {
  readonly cmdlets: Cmdlets;
  /** Names that Exchange tells in place of addresses, found out once. */
  readonly #addresses = new Map<string, string | undefined>();

  constructor(cmdlets: Cmdlets) {
    this.cmdlets = cmdlets;
  }

  /** What Graph told, with what Exchange knows of each; what Exchange alone makes is what Exchange says it is. */
  async complete(
    wanted: readonly WantedKind[],
    told: ReadonlyMap<string, SeenObject>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, SeenObject>> {
    const seen = new Map(told);
    for (let first = 0; first < wanted.length; first += AT_ONCE)
      await Promise.all(
        wanted.slice(first, first + AT_ONCE).map(async (one) => {
          const known = told.get(compared(one.address)) ?? { state: 'absent' };
          seen.set(compared(one.address), await this.#completed(one, known, signal));
        }),
      );
    return seen;
  }

  async #completed(wanted: WantedKind, known: SeenObject, signal: AbortSignal): Promise<SeenObject> {
    if (wanted.kind === 'mailbox' && (known.state !== 'held' || !known.isReady)) return known;
    const recipient = await this.recipient(wanted.address, signal);
    if (!recipient) return known.state === 'held' ? { ...known, isReady: false } : known;
    const kind = KINDS[recipient.RecipientTypeDetails];
    if (!kind) return { state: 'blocked', why: isAnotherRecipient(recipient.RecipientTypeDetails) };
    if (compared(recipient.PrimarySmtpAddress) !== compared(wanted.address))
      return { state: 'blocked', why: isAliasOf(recipient.PrimarySmtpAddress) };
    const id = idOf(recipient);
    const blocked = blockedBy(wanted, kind, id);
    if (blocked) return blocked;
    const details =
      kind === 'list' ? this.#list(wanted.address, signal) : this.#mailbox(wanted.address, kind, signal);
    const profile = known.state === 'held' ? known.profile : { name: recipient.DisplayName };
    const base = known.state === 'held' ? known : {};
    return {
      ...base,
      state: 'held',
      kind,
      id,
      isReady: true,
      ...(profile && { profile }),
      ...(await details),
    };
  }

  /** By any of its addresses; undefined where nobody has it. A filter answers with nothing where `-Identity` answers with an error. */
  async recipient(address: string, signal: AbortSignal): Promise<Recipient | undefined> {
    const Filter = `EmailAddresses -eq 'smtp:${address.replaceAll("'", "''")}'`;
    const [found] = (await this.#rows('Get-Recipient', { Filter }, recipientSchema, signal)) ?? [];
    return found;
  }

  async mailbox(address: string, signal: AbortSignal): Promise<ExchangeMailbox | undefined> {
    const [found] = (await this.#rows('Get-Mailbox', { Identity: address }, mailboxSchema, signal)) ?? [];
    return found;
  }

  async #mailbox(address: string, kind: ObjectKind, signal: AbortSignal): Promise<Partial<HeldObject>> {
    const mailbox = await this.mailbox(address, signal);
    if (!mailbox) return { isReady: false };
    const isResource = kind === 'room' || kind === 'equipment';
    const booking = isResource ? await this.booking(address, signal) : undefined;
    return {
      aliases: aliasesOf(mailbox.EmailAddresses),
      forwards: forwardsOf(mailbox),
      access: await this.access(address, mailbox, signal),
      ...(mailbox.ResourceCapacity != null && { capacity: mailbox.ResourceCapacity }),
      ...(booking && { booking }),
    };
  }

  async #list(address: string, signal: AbortSignal): Promise<Partial<HeldObject>> {
    const { aliases, owners } = await this.list(address, signal);
    return { aliases, owners, members: await this.members(address, signal) };
  }

  async list(address: string, signal: AbortSignal) {
    const [group] =
      (await this.#rows('Get-DistributionGroup', { Identity: address }, groupSchema, signal)) ?? [];
    const owners = await this.#addressesOf(group?.ManagedBy ?? [], signal);
    return { aliases: aliasesOf(group?.EmailAddresses ?? []), owners };
  }

  async members(address: string, signal: AbortSignal): Promise<readonly string[]> {
    const parameters = { Identity: address, ResultSize: 'Unlimited' };
    const rows = await this.#rows('Get-DistributionGroupMember', parameters, memberSchema, signal);
    return (rows ?? [])
      .map(({ PrimarySmtpAddress }) => compared(PrimarySmtpAddress))
      .filter((one) => one !== '');
  }

  async booking(address: string, signal: AbortSignal): Promise<HeldObject['booking']> {
    const [calendar] =
      (await this.#rows('Get-CalendarProcessing', { Identity: address }, calendarSchema, signal)) ?? [];
    if (!calendar) return undefined;
    return calendar.AutomateProcessing === 'AutoAccept' ? 'automatic' : 'manual';
  }

  async access(address: string, mailbox: ExchangeMailbox, signal: AbortSignal): Promise<readonly Access[]> {
    const full = (
      (await this.#rows('Get-MailboxPermission', { Identity: address }, permissionSchema, signal)) ?? []
    )
      .filter(
        ({ AccessRights, IsInherited, Deny }) => AccessRights.includes('FullAccess') && !IsInherited && !Deny,
      )
      .map(({ User }) => User);
    const sendAs = (
      (await this.#rows('Get-RecipientPermission', { Identity: address }, trusteeSchema, signal)) ?? []
    )
      .filter(({ AccessRights }) => AccessRights.includes('SendAs'))
      .map(({ Trustee }) => Trustee);
    const onBehalf = await this.#addressesOf(mailbox.GrantSendOnBehalfTo, signal);
    return [
      ...accessOf(full, 'full'),
      ...accessOf(sendAs, 'send-as'),
      ...accessOf(onBehalf, 'send-on-behalf'),
      ...(await this.#folderAccess(address, signal)),
    ];
  }

  /**
   * What the root gives: it is changed last, so that where it has a right every folder has it. Whom it is given to is told as people
   * read it, which several may be called: each of them is asked for by address before it counts.
   */
  async #folderAccess(address: string, signal: AbortSignal): Promise<readonly Access[]> {
    const root = `${address}:\\`;
    const rows = await this.#rows(
      'Get-MailboxFolderPermission',
      { Identity: root },
      folderRightSchema,
      signal,
    );
    const access: Access[] = [];
    for (const name of new Set((rows ?? []).filter(givesRight).map(({ User }) => User)))
      for (const who of await this.#called(name, signal)) {
        const roles = await this.folderRoles(root, who, signal);
        access.push(
          ...FOLDER_RIGHTS.filter((right) => roles.includes(FOLDER_ROLES[right])).map((right) => ({
            who,
            right,
          })),
        );
      }
    return access;
  }

  async #called(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const Filter = `DisplayName -eq '${name.replaceAll("'", "''")}'`;
    const people = (await this.#rows('Get-Recipient', { Filter }, recipientSchema, signal)) ?? [];
    return people.map(({ PrimarySmtpAddress }) => compared(PrimarySmtpAddress));
  }

  async folderRoles(folder: string, who: string, signal: AbortSignal): Promise<readonly string[]> {
    const parameters = { Identity: folder, User: who };
    const rows = await this.#rows('Get-MailboxFolderPermission', parameters, folderRightSchema, signal);
    return (rows ?? []).flatMap(({ AccessRights }) => AccessRights);
  }

  /** Folders of mail, by identity, the root last. A slash within a name is told as U+F8FF. */
  async mailFolders(address: string, signal: AbortSignal): Promise<readonly string[]> {
    const rows = await this.#rows(
      'Get-MailboxFolderStatistics',
      // Without it, a thousand are told and the rest is not.
      { Identity: address, ResultSize: 'Unlimited' },
      folderSchema,
      signal,
    );
    const folders = (rows ?? [])
      .filter(({ FolderType, ContainerClass }) => isOfMail(FolderType, ContainerClass))
      .map(({ FolderPath }) => `${address}:${FolderPath.replaceAll('/', '\\').replaceAll('\uf8ff', '/')}`);
    return [...folders, `${address}:\\`];
  }

  /** What Exchange tells by its own names, as addresses. */
  async #addressesOf(names: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    const addresses: string[] = [];
    for (const name of names) {
      if (!this.#addresses.has(name)) {
        const [found] =
          (await this.#rows('Get-Recipient', { Identity: name }, recipientSchema, signal)) ?? [];
        this.#addresses.set(name, found && compared(found.PrimarySmtpAddress));
      }
      addresses.push(this.#addresses.get(name) ?? name);
    }
    return addresses;
  }

  async #rows<T>(
    cmdlet: string,
    parameters: Parameters,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<readonly T[] | undefined> {
    const rows = await this.cmdlets.look(cmdlet, parameters, signal);
    const read = z.array(schema).safeParse(rows ?? []);
    if (!read.success)
      throw notUnderstood(
        this.cmdlets.where,
        text(`was not understood (${cmdlet})`, `n’a pas été compris (${cmdlet})`),
        read.error.issues[0]?.message ?? '',
      );
    return rows && read.data;
  }
}

/** Entra's own id, which is Graph's too; a distribution list has none while it is being copied there. */
export const idOf = ({ ExternalDirectoryObjectId, Guid }: Recipient): string =>
  ExternalDirectoryObjectId || Guid;

const isAnotherRecipient = (type: string) =>
  type === 'GroupMailbox'
    ? isAnother('group')
    : text(`a ${type} has this address there`, `un ${type} y a cette adresse`);

const accessOf = (people: readonly string[], right: Right): Access[] =>
  people.filter((who) => who.includes('@')).map((who) => ({ who: compared(who), right }));

/** `ForwardingAddress` wins where both are set (docs/facts.md); it is told by a name, as what it is. */
export function forwardsOf({
  ForwardingAddress,
  ForwardingSmtpAddress,
  DeliverToMailboxAndForward,
}: ExchangeMailbox): readonly Forwarding[] {
  const to = ForwardingAddress || ForwardingSmtpAddress.replace(/^smtp:/i, '');
  return to === '' ? [] : [{ to: compared(to), keepCopy: DeliverToMailboxAndForward === true }];
}

const MAIL_FOLDERS = /^(Inbox|SentItems|DeletedItems|Drafts|Outbox|JunkEmail|Archive|User Created)$/;
const isOfMail = (type: string, container: string): boolean =>
  MAIL_FOLDERS.test(type) && (container === '' || container.startsWith('IPF.Note'));
