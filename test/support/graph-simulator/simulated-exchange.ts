/** What Exchange Online answers to cmdlets of a simulated tenant, as InvokeCommand's rows; each call has been held to the contract before. */
import { refusal, type Said } from './simulated-graph.ts';
import {
  primaryOf,
  type SimulatedGroup,
  type SimulatedMailbox,
  type SimulatedTenant,
  type SimulatedUser,
  same,
} from './simulated-tenant.ts';

type Given = Readonly<Record<string, unknown>>;
interface Multi {
  readonly Add?: readonly string[];
  readonly Remove?: readonly string[];
}

const TYPES = {
  user: 'UserMailbox',
  shared: 'SharedMailbox',
  room: 'RoomMailbox',
  equipment: 'EquipmentMailbox',
} as const;

/** In the words of another language, as an organisation may have them: what counts is the exception's name. */
const notFound = (identity: string): Said => ({
  status: 404,
  body: {
    error: {
      code: 'NotFound',
      message: '',
      details: [
        {
          code: 'Context',
          target: '',
          message: `Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|L'objet « ${identity} » est introuvable.`,
        },
      ],
    },
  },
});

const rows = (...value: readonly unknown[]): Said => ({ status: 200, body: { value } });

export class SimulatedExchange {
  readonly #tenant: SimulatedTenant;

  constructor(tenant: SimulatedTenant) {
    this.#tenant = tenant;
  }

  answer(cmdlet: string, given: Given): Said {
    switch (cmdlet) {
      case 'Get-Recipient':
        return this.#recipients(given);
      case 'New-Mailbox':
        return this.#newMailbox(given);
      case 'New-DistributionGroup':
        return this.#newGroup(given);
      case 'Get-DistributionGroup':
      case 'Set-DistributionGroup':
      case 'Get-DistributionGroupMember':
      case 'Add-DistributionGroupMember':
        return this.#ofGroup(cmdlet, given);
      default:
        return this.#ofMailbox(cmdlet, given);
    }
  }

  #recipients({ Filter, Identity }: Given): Said {
    const all = [
      ...this.#shownUsers().map((user) => this.#recipientOf(user)),
      ...[...this.#tenant.groups.values()].map(recipientOfGroup),
    ];
    const [, property, quoted = ''] = /^(\w+) -eq '(?:smtp:)?(.*)'$/.exec(String(Filter ?? '')) ?? [];
    const value = quoted.replaceAll("''", "'");
    const found = all.filter((one) => {
      if (property === 'EmailAddresses') return one.proxies.some((proxy) => same(proxy, `smtp:${value}`));
      return property === 'DisplayName' ? one.DisplayName === value : same(one.Name, String(Identity));
    });
    if (Identity !== undefined && found.length === 0) return notFound(String(Identity));
    return rows(...found.map(({ proxies: _, ...row }) => row));
  }

  #shownUsers(): SimulatedUser[] {
    return [...this.#tenant.users.values()].filter(
      ({ purpose, unready }) => purpose !== undefined && unready <= 0,
    );
  }

  #recipientOf(user: SimulatedUser) {
    return {
      proxies: user.proxyAddresses,
      Name: user.id,
      DisplayName: String(user.fields['displayName'] ?? ''),
      PrimarySmtpAddress: primaryOf(user.proxyAddresses),
      RecipientTypeDetails: TYPES[user.purpose ?? 'user'],
      ExternalDirectoryObjectId: user.id,
      Guid: user.id,
    };
  }

  #newMailbox({ PrimarySmtpAddress, DisplayName, Alias, Shared, Room }: Given): Said {
    const address = String(PrimarySmtpAddress);
    if (this.#tenant.isTaken(address))
      return refusal(400, 'BadRequest', `The proxy address "SMTP:${address}" is already being used.`);
    const purpose = Shared ? 'shared' : Room ? 'room' : 'equipment';
    const fields = { displayName: DisplayName };
    const user = this.#tenant.addUser(`${String(Alias)}@tenant.onmicrosoft.example`, {
      ...{ purpose, fields, accountEnabled: false, proxyAddresses: [`SMTP:${address}`] },
    });
    return rows(this.#recipientOf(user));
  }

  #newGroup({ PrimarySmtpAddress, DisplayName }: Given): Said {
    const address = String(PrimarySmtpAddress);
    if (this.#tenant.isTaken(address))
      return refusal(400, 'BadRequest', `The proxy address "SMTP:${address}" is already being used.`);
    return rows(recipientOfGroup(this.#tenant.addGroup(address, { name: String(DisplayName) })));
  }

  #ofGroup(cmdlet: string, given: Given): Said {
    const group = this.#tenant.groupByAddress(String(given['Identity']));
    if (!group) return notFound(String(given['Identity']));
    switch (cmdlet) {
      case 'Get-DistributionGroup':
        return rows({ EmailAddresses: group.proxyAddresses, ManagedBy: [...group.owners] });
      case 'Get-DistributionGroupMember':
        return rows(...[...group.members].map((member) => ({ PrimarySmtpAddress: member })));
      case 'Add-DistributionGroupMember':
        if (!this.#tenant.isTaken(String(given['Member']))) return notFound(String(given['Member']));
        group.members.add(String(given['Member']));
        return rows();
      default:
        return this.#setGroup(group, given);
    }
  }

  #setGroup(group: SimulatedGroup, { DisplayName, EmailAddresses, ManagedBy }: Given): Said {
    if (DisplayName !== undefined) group.name = String(DisplayName);
    group.proxyAddresses = changed(group.proxyAddresses, EmailAddresses);
    for (const owner of (ManagedBy as Multi | undefined)?.Add ?? []) {
      const user = this.#tenant.userByAddress(owner);
      if (!user) return notFound(owner);
      group.owners.add(user.id);
    }
    return rows();
  }

  #ofMailbox(cmdlet: string, given: Given): Said {
    const [address = '', folder = '\\'] = String(given['Identity']).split(/:(?=\\)/);
    const user = this.#tenant.userByAddress(address);
    const mailbox = user && user.unready <= 0 ? this.#tenant.mailboxes.get(user.id) : undefined;
    if (!user || !mailbox) return notFound(address);
    const who = String(given['User'] ?? given['Trustee'] ?? '');
    if (who !== '' && !this.#tenant.isTaken(who)) return notFound(who);
    if (cmdlet.includes('FolderPermission')) return this.#folder(cmdlet, mailbox, folder, who, given);
    return this.#mailbox(cmdlet, user, mailbox, who, given);
  }

  #mailbox(cmdlet: string, user: SimulatedUser, mailbox: SimulatedMailbox, who: string, given: Given): Said {
    switch (cmdlet) {
      case 'Get-Mailbox':
        return rows(told(user, mailbox));
      case 'Set-Mailbox':
        return this.#setMailbox(user, mailbox, given);
      case 'Get-MailboxPermission':
        return rows(
          OWNER,
          ...[...mailbox.full].map((User) => ({
            User,
            AccessRights: ['FullAccess'],
            IsInherited: false,
            Deny: false,
          })),
        );
      case 'Get-RecipientPermission':
        return rows(...[...mailbox.sendAs].map((Trustee) => ({ Trustee, AccessRights: ['SendAs'] })));
      case 'Get-MailboxFolderStatistics':
        return rows(...[...mailbox.folders.keys()].map(statisticsOf), CALENDAR);
      case 'Get-CalendarProcessing':
        return rows({ AutomateProcessing: mailbox.booking });
      case 'Set-CalendarProcessing':
        mailbox.booking = String(given['AutomateProcessing']);
        return rows();
      default:
        return permission(cmdlet, mailbox, who);
    }
  }

  #setMailbox(user: SimulatedUser, mailbox: SimulatedMailbox, given: Given): Said {
    const added = (given['EmailAddresses'] as Multi | undefined)?.Add ?? [];
    const taken = added.find((proxy) => this.#tenant.isTaken(proxy.slice('smtp:'.length)));
    if (taken) return refusal(400, 'BadRequest', `The proxy address "${taken}" is already being used.`);
    user.proxyAddresses = changed(user.proxyAddresses, given['EmailAddresses']);
    const { Add = [], Remove = [] } = (given['GrantSendOnBehalfTo'] ?? {}) as Multi;
    for (const one of Add) mailbox.onBehalf.add(this.#tenant.userByAddress(one)?.id ?? one);
    for (const one of Remove) mailbox.onBehalf.delete(this.#tenant.userByAddress(one)?.id ?? one);
    if (given['ForwardingSmtpAddress'] !== undefined)
      mailbox.forwarding = String(given['ForwardingSmtpAddress']);
    if (given['DeliverToMailboxAndForward'] !== undefined)
      mailbox.keepsCopy = Boolean(given['DeliverToMailboxAndForward']);
    if (given['ResourceCapacity'] !== undefined) mailbox.capacity = Number(given['ResourceCapacity']);
    return rows();
  }

  #folder(cmdlet: string, mailbox: SimulatedMailbox, folder: string, who: string, given: Given): Said {
    const rights = mailbox.folders.get(folder);
    if (!rights) return notFound(folder);
    const [role] = (given['AccessRights'] as readonly string[] | undefined) ?? [];
    const nameOf = (address: string) =>
      String(this.#tenant.userByAddress(address)?.fields['displayName'] ?? address);
    if (cmdlet === 'Get-MailboxFolderPermission') {
      if (who !== '' && !rights.has(who))
        return refusal(
          404,
          'NotFound',
          `|Microsoft.Exchange.Management.StoreTasks.UserNotFoundInPermissionEntryException|${who}`,
        );
      const asked = who === '' ? [...rights] : [[who, rights.get(who)] as const];
      return rows(
        ...asked.map(([address, right]) => ({
          User: { DisplayName: nameOf(address) },
          AccessRights: [right],
        })),
      );
    }
    if (cmdlet === 'Add-MailboxFolderPermission' && rights.has(who))
      return refusal(400, 'BadRequest', 'UserAlreadyExistsInPermissionEntryException');
    if (cmdlet === 'Remove-MailboxFolderPermission') rights.delete(who);
    else rights.set(who, role ?? '');
    return rows();
  }
}

const OWNER = {
  User: 'NT AUTHORITY\\SELF',
  AccessRights: ['FullAccess', 'ReadPermission'],
  IsInherited: false,
  Deny: false,
};
const CALENDAR = { FolderPath: '/Calendar', FolderType: 'Calendar', ContainerClass: 'IPF.Appointment' };

/** A slash within a name is told as U+F8FF, since it parts folders there. */
const statisticsOf = (folder: string) =>
  folder === '\\'
    ? { FolderPath: '/Top of Information Store', FolderType: 'Root', ContainerClass: '' }
    : {
        FolderPath: folder.replaceAll('/', '\uf8ff').replaceAll('\\', '/'),
        FolderType: { '\\Inbox': 'Inbox', '\\Sent Items': 'SentItems' }[folder] ?? 'User Created',
        ContainerClass: 'IPF.Note',
      };

function told({ proxyAddresses }: SimulatedUser, mailbox: SimulatedMailbox) {
  return {
    EmailAddresses: [...proxyAddresses, 'SIP:somebody@tenant.example'],
    ForwardingAddress: mailbox.forwardingAddress || null,
    ForwardingSmtpAddress: mailbox.forwarding || null,
    DeliverToMailboxAndForward: mailbox.keepsCopy,
    GrantSendOnBehalfTo: [...mailbox.onBehalf],
    ResourceCapacity: mailbox.capacity ?? null,
  };
}

function permission(cmdlet: string, mailbox: SimulatedMailbox, who: string): Said {
  const held = cmdlet.endsWith('-MailboxPermission') ? mailbox.full : mailbox.sendAs;
  if (cmdlet.startsWith('Add-')) held.add(who);
  else held.delete(who);
  return rows();
}

const recipientOfGroup = ({ id, name, types, proxyAddresses }: SimulatedGroup) => ({
  proxies: proxyAddresses,
  Name: id,
  DisplayName: name,
  PrimarySmtpAddress: primaryOf(proxyAddresses),
  RecipientTypeDetails: types.includes('Unified') ? 'GroupMailbox' : 'MailUniversalDistributionGroup',
  ExternalDirectoryObjectId: id,
  Guid: id,
});

function changed(proxies: readonly string[], given: unknown): string[] {
  const { Add = [], Remove = [] } = (given ?? {}) as Multi;
  return [...proxies.filter((proxy) => !Remove.includes(proxy)), ...Add];
}
