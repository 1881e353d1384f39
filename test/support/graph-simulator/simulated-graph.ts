/** What Microsoft Graph answers of a simulated tenant, with its delays; each request has been held to the contract before. */
import type { Asked, Fitting } from './graph-contract.ts';
import { has, primaryOf, type SimulatedTenant, type SimulatedUser } from './simulated-tenant.ts';

export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Delays {
  /** How often an account that was just made is looked for in vain. */
  readonly consistency: number;
  /** How often the mailbox of a licence is asked for in vain. */
  readonly licence: number;
}

export const refusal = (status: number, code: string, message: string): Said => ({
  status,
  body: { error: { code, message, innerError: { date: '2026-01-05T08:00:00' } } },
});

const PAGE = 20;

export class SimulatedGraph {
  readonly #tenant: SimulatedTenant;
  readonly #delays: Delays;
  readonly #root: () => string;

  constructor(tenant: SimulatedTenant, delays: Delays, root: () => string) {
    this.#tenant = tenant;
    this.#delays = delays;
    this.#root = root;
  }

  answer({ operation, subject }: Fitting, asked: Asked): Said {
    switch (operation.name) {
      case 'get domain':
        return this.#domain(subject, (isVerified) => ({ id: subject, isVerified, isDefault: false }));
      case 'add domain':
        return this.#addDomain(asked.body as { id: string });
      case 'verification records':
        return this.#domain(subject, () => ({ value: proofOf(subject) }));
      case 'service records':
        return this.#domain(subject, () => ({ value: servicesOf(subject) }));
      case 'list skus':
        return { status: 200, body: { value: this.#skus() } };
      case 'find users':
        return this.#list(
          [...this.#tenant.users.values()].filter((user) => this.#isFound(user, asked)).map(told),
          asked,
        );
      case 'find groups':
        return this.#list(
          [...this.#tenant.groups.values()]
            .filter(({ proxyAddresses }) => has(proxyAddresses, addressOf(asked)))
            .map(groupOf),
          asked,
        );
      case 'find contacts':
        return this.#list(
          [...this.#tenant.contacts]
            .filter(([address]) => address === addressOf(asked))
            .map(([, id]) => ({ id })),
          asked,
        );
      case 'list deleted users':
        return this.#list(
          this.#tenant.deleted.map((one) => ({ ...one, mail: null, proxyAddresses: [] })),
          asked,
        );
      case 'create user':
        return this.#create(asked.body as Record<string, unknown>);
      case 'get user':
        return this.#one(subject, (user) => this.#get(user, asked));
      case 'update user':
        return this.#one(subject, (user) => this.#update(user, asked.body as Record<string, unknown>));
      case 'assign licences':
        return this.#one(subject, (user) =>
          this.#license(user, asked.body as { addLicenses: { skuId: string }[] }),
        );
      default:
        return refusal(501, 'notImplemented', operation.name);
    }
  }

  #domain(name: string, tell: (isVerified: boolean) => unknown): Said {
    const isVerified = this.#tenant.domains.get(name);
    if (isVerified === undefined)
      return refusal(404, 'Request_ResourceNotFound', `Resource '${name}' does not exist.`);
    return { status: 200, body: tell(isVerified) };
  }

  #addDomain({ id }: { id: string }): Said {
    if (this.#tenant.domains.has(id))
      return refusal(400, 'Request_BadRequest', 'A conflicting object with the same domain exists.');
    this.#tenant.domains.set(id, false);
    return { status: 201, body: { id, isVerified: false } };
  }

  #skus() {
    return this.#tenant.skus.map(({ skuId, skuPartNumber, enabled, consumed }) => ({
      ...{
        id: `tenant_${skuId}`,
        skuId,
        skuPartNumber,
        capabilityStatus: 'Enabled',
        consumedUnits: consumed,
      },
      prepaidUnits: { enabled, suspended: 0, warning: 0, lockedOut: 0 },
    }));
  }

  #list(all: readonly unknown[], { path, query }: Asked): Said {
    const from = Number(query['$skiptoken'] ?? 0);
    const rest = new URLSearchParams({ ...query, $skiptoken: `${from + PAGE}` });
    const more = all.length > from + PAGE ? { '@odata.nextLink': `${this.#root()}${path}?${rest}` } : {};
    return { status: 200, body: { value: all.slice(from, from + PAGE), ...more } };
  }

  #isFound(user: SimulatedUser, asked: Asked): boolean {
    return has(user.proxyAddresses, addressOf(asked)) && isShown(user);
  }

  #one(key: string, answer: (user: SimulatedUser) => Said): Said {
    const user = this.#tenant.user(key);
    if (user && isShown(user)) return answer(user);
    return refusal(
      404,
      'Request_ResourceNotFound',
      `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }

  #get(user: SimulatedUser, { query }: Asked): Said {
    if (!query['$select']?.includes('mailboxSettings')) return { status: 200, body: told(user) };
    if (user.purpose === undefined || user.unready-- > 0)
      return refusal(
        404,
        'MailboxNotEnabledForRESTAPI',
        'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
      );
    return {
      status: 200,
      body: { id: user.id, mailboxSettings: { userPurpose: purposeOf(user.purpose), timeZone: 'UTC' } },
    };
  }

  #create({
    userPrincipalName,
    accountEnabled,
    passwordProfile: _,
    ...fields
  }: Record<string, unknown>): Said {
    const name = String(userPrincipalName);
    if (!this.#tenant.domains.get(name.slice(name.indexOf('@') + 1)))
      return refusal(
        400,
        'Request_BadRequest',
        'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
      );
    if (this.#tenant.user(name))
      return refusal(
        400,
        'Request_BadRequest',
        'Another object with the same value for property userPrincipalName already exists.',
      );
    if (this.#tenant.isTaken(name))
      return refusal(
        400,
        'Request_BadRequest',
        'Another object with the same value for property proxyAddresses already exists.',
      );
    const more = {
      accountEnabled: Boolean(accountEnabled),
      fields,
      proxyAddresses: [],
      unseen: this.#delays.consistency,
    };
    const user = this.#tenant.addUser(name, more);
    return { status: 201, body: told(user) };
  }

  #update(user: SimulatedUser, fields: Record<string, unknown>): Said {
    user.fields = { ...user.fields, ...fields };
    return { status: 204 };
  }

  #license(user: SimulatedUser, { addLicenses }: { addLicenses: { skuId: string }[] }): Said {
    if (user.fields['usageLocation'] === undefined)
      return refusal(
        400,
        'Request_BadRequest',
        'License assignment cannot be done for user with invalid usage location.',
      );
    for (const { skuId } of addLicenses) {
      const sku = this.#tenant.skus.find((one) => one.skuId === skuId);
      if (!sku)
        return refusal(
          400,
          'Request_BadRequest',
          `License ${skuId} does not correspond to a valid company License.`,
        );
      if (sku.consumed >= sku.enabled)
        return refusal(
          400,
          'Request_BadRequest',
          `Subscription with SKU ${skuId} does not have any available licenses.`,
        );
      sku.consumed++;
      user.licences.push(skuId);
      if (user.purpose === undefined) this.#makeMailbox(user);
    }
    return { status: 200, body: told(user) };
  }

  #makeMailbox(user: SimulatedUser): void {
    user.purpose = 'user';
    user.unready = this.#delays.licence;
    user.proxyAddresses = [`SMTP:${user.userPrincipalName}`];
    this.#tenant.addMailbox(user);
  }
}

/** A word as the schema has it, or an object that has one as the page's examples do: whoever asks must take both. */
const purposeOf = (purpose: string) => (purpose === 'user' ? purpose : { value: purpose });

/** Looked for once more: it is shown when it has been looked for often enough. */
const isShown = (user: SimulatedUser): boolean => user.unseen-- <= 0;

const addressOf = ({ query }: Asked): string =>
  /'smtp:((?:[^']|'')+)'/
    .exec(query['$filter'] ?? '')?.[1]
    ?.replaceAll("''", "'")
    .toLowerCase() ?? '';

function told({ id, userPrincipalName, accountEnabled, fields, proxyAddresses, licences }: SimulatedUser) {
  const assignedLicenses = licences.map((skuId) => ({ skuId, disabledPlans: [] }));
  const mail = primaryOf(proxyAddresses) || null;
  return {
    givenName: null,
    surname: null,
    ...fields,
    id,
    userPrincipalName,
    accountEnabled,
    proxyAddresses,
    mail,
    assignedLicenses,
  };
}

const groupOf = ({
  id,
  name,
  types,
  mailEnabled,
  proxyAddresses,
}: ReturnType<SimulatedTenant['addGroup']>) => ({
  ...{ id, displayName: name, groupTypes: types, mailEnabled, proxyAddresses },
});

const proofOf = (name: string) => [
  { id: '1', recordType: 'Txt', label: name, text: 'MS=ms12345678', ttl: 3600, isOptional: false },
  {
    id: '2',
    recordType: 'Mx',
    label: name,
    mailExchange: 'ms12345678.msv1.invalid',
    preference: 32767,
    ttl: 3600,
    isOptional: false,
  },
];

const servicesOf = (name: string) => [
  {
    id: '3',
    recordType: 'Mx',
    label: name,
    mailExchange: `${name.replaceAll('.', '-')}.mail.protection.outlook.com`,
    preference: 0,
  },
  { id: '4', recordType: 'Txt', label: name, text: 'v=spf1 include:spf.protection.outlook.com -all' },
  { id: '5', recordType: 'CName', label: `autodiscover.${name}`, canonicalName: 'autodiscover.outlook.com' },
  {
    ...{ id: '6', recordType: 'Srv', label: name, service: '_sip', protocol: '_tls' },
    ...{ nameTarget: 'sipdir.online.lync.com', port: 443, priority: 100, weight: 1 },
  },
];
