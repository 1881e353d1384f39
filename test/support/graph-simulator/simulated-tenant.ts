/** A tenant in memory: its domains, accounts, licences, and what Exchange has of mailboxes, lists and rights. Knows no wire. */
import { randomUUID } from 'node:crypto';

export interface SimulatedSku {
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly enabled: number;
  consumed: number;
}

export interface SimulatedUser {
  readonly id: string;
  userPrincipalName: string;
  accountEnabled: boolean;
  fields: Record<string, unknown>;
  proxyAddresses: string[];
  licences: string[];
  /** How often it is looked for before it is shown. */
  unseen: number;
  /** What its mailbox is for, once there is one. */
  purpose: 'user' | 'shared' | 'room' | 'equipment' | undefined;
  /** How often the mailbox is asked for before it answers. */
  unready: number;
}

export interface SimulatedMailbox {
  readonly userId: string;
  readonly full: Set<string>;
  readonly sendAs: Set<string>;
  readonly onBehalf: Set<string>;
  /** By folder, then by address. */
  readonly folders: Map<string, Map<string, string>>;
  forwardingAddress: string;
  forwarding: string;
  keepsCopy: boolean;
  capacity: number | undefined;
  booking: string;
}

export interface SimulatedGroup {
  readonly id: string;
  readonly types: readonly string[];
  readonly mailEnabled: boolean;
  name: string;
  proxyAddresses: string[];
  readonly members: Set<string>;
  readonly owners: Set<string>;
}

export interface DeletedUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly deletedDateTime: string;
}

export interface TenantOptions {
  readonly domains?: readonly { readonly id: string; readonly isVerified: boolean }[];
  readonly skus?: readonly { readonly sku: string; readonly seats: number; readonly used?: number }[];
}

const FOLDERS = ['\\', '\\Inbox', '\\Sent Items', '\\Projects', '\\Projects\\A/B'];

export class SimulatedTenant {
  readonly domains: Map<string, boolean>;
  readonly skus: readonly SimulatedSku[];
  readonly users = new Map<string, SimulatedUser>();
  readonly groups = new Map<string, SimulatedGroup>();
  readonly contacts = new Map<string, string>();
  readonly deleted: DeletedUser[] = [];
  readonly mailboxes = new Map<string, SimulatedMailbox>();

  constructor({ domains = [], skus = [] }: TenantOptions) {
    this.domains = new Map(domains.map(({ id, isVerified }) => [id, isVerified]));
    this.skus = skus.map(({ sku, seats, used = 0 }) => ({
      ...{ skuId: randomUUID(), skuPartNumber: sku, enabled: seats, consumed: used },
    }));
  }

  addUser(name: string, more: Partial<SimulatedUser> = {}): SimulatedUser {
    const user: SimulatedUser = {
      ...{ id: randomUUID(), userPrincipalName: name, accountEnabled: true, fields: { displayName: name } },
      ...{
        proxyAddresses: [`SMTP:${name}`],
        licences: [],
        unseen: 0,
        purpose: undefined,
        unready: 0,
        ...more,
      },
    };
    this.users.set(user.id, user);
    if (user.purpose) this.addMailbox(user);
    return user;
  }

  addMailbox(user: SimulatedUser): void {
    this.mailboxes.set(user.id, {
      ...{ userId: user.id, full: new Set(), sendAs: new Set(), onBehalf: new Set() },
      folders: new Map(FOLDERS.map((folder) => [folder, new Map()])),
      ...{
        forwardingAddress: '',
        forwarding: '',
        keepsCopy: false,
        capacity: undefined,
        booking: 'AutoUpdate',
      },
    });
  }

  addGroup(address: string, more: Partial<SimulatedGroup> = {}): SimulatedGroup {
    const group: SimulatedGroup = {
      ...{
        id: randomUUID(),
        types: [],
        mailEnabled: true,
        name: address,
        proxyAddresses: [`SMTP:${address}`],
      },
      ...{ members: new Set<string>(), owners: new Set<string>(), ...more },
    };
    this.groups.set(group.id, group);
    return group;
  }

  /** By id or by name, as Graph's path takes both. */
  user(key: string): SimulatedUser | undefined {
    return this.users.get(key) ?? [...this.users.values()].find((one) => same(one.userPrincipalName, key));
  }

  userByAddress(address: string): SimulatedUser | undefined {
    return [...this.users.values()].find(({ proxyAddresses }) => has(proxyAddresses, address));
  }

  groupByAddress(address: string): SimulatedGroup | undefined {
    return [...this.groups.values()].find(({ proxyAddresses }) => has(proxyAddresses, address));
  }

  isTaken(address: string): boolean {
    const lower = address.toLowerCase();
    return Boolean(this.userByAddress(lower) ?? this.groupByAddress(lower) ?? this.contacts.get(lower));
  }
}

export const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const has = (proxies: readonly string[], address: string): boolean =>
  proxies.some((proxy) => same(proxy, `smtp:${address}`));

export const primaryOf = (proxies: readonly string[]): string =>
  proxies.find((proxy) => proxy.startsWith('SMTP:'))?.slice('SMTP:'.length) ?? '';
