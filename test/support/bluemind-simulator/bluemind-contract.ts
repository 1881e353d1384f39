/**
 * What of BlueMind's REST interface the simulator knows, after its maker's published source (the `*.api` bundles: interfaces with their
 * paths, classes with their properties). A request that does not fit is none that BlueMind would be known to take. Properties that are
 * not here are taken away from a body without a word, as BlueMind does.
 */
import * as z from 'zod';

export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: RegExp;
  /** The one parameter of its query. */
  readonly query?: string;
  readonly body?: z.ZodType;
}

const word = z.string().nullish();
const flag = z.boolean().nullish();
const words = z.array(z.string()).nullish();

/** net.bluemind.addressbook.api.VCard. */
const parameters = z.array(z.object({ label: word, value: word })).nullish();
const attribute = { value: word, parameters };
const attributes = z.array(z.object(attribute)).nullish();
const tels = z.array(z.object({ ...attribute, ext: word })).nullish();
const address = z.object({
  ...attribute,
  postOfficeBox: word,
  extentedAddress: word,
  streetAddress: word,
  locality: word,
  region: word,
  postalCode: word,
  countryName: word,
});
const personName = z.object({
  ...attribute,
  familyNames: word,
  givenNames: word,
  additionalNames: word,
  prefixes: word,
  suffixes: word,
});
export const cardSchema = z.object({
  kind: z.enum(['group', 'individual', 'location', 'org']).nullish(),
  source: word,
  identification: z
    .object({
      formatedName: z.object(attribute).nullish(),
      name: personName.nullish(),
      nickname: z.object(attribute).nullish(),
      photo: flag,
    })
    .nullish(),
  deliveryAddressing: z.array(z.object({ address: address.nullish() })).nullish(),
  communications: z.object({ tels, emails: attributes, impps: attributes, langs: attributes }).nullish(),
  organizational: z
    .object({
      title: word,
      role: word,
      org: z.object({ company: word, division: word, department: word }).nullish(),
    })
    .nullish(),
  explanatory: z.object({ urls: attributes, note: word }).nullish(),
  related: z.object({ spouse: word, manager: word, assistant: word }).nullish(),
});
export type SimulatedCard = z.infer<typeof cardSchema>;

/** net.bluemind.core.api.Email; net.bluemind.directory.api.DirBaseValue. */
const emails = z.array(z.object({ address: z.string(), allAliases: flag, isDefault: flag })).nullish();
export type SimulatedEmails = NonNullable<z.infer<typeof emails>>;
const inDirectory = {
  emails,
  orgUnitUid: word,
  hidden: flag,
  archived: flag,
  system: flag,
  dataLocation: word,
};
/** net.bluemind.mailbox.api.Mailbox.Routing: Java refuses a word that is none of an enumeration. */
const routing = z.enum(['internal', 'external', 'none']).nullish();
const quota = z.int().nullish();

/** net.bluemind.user.api.User. */
const user = z.object({
  ...inDirectory,
  login: word,
  password: word,
  passwordMustChange: flag,
  passwordNeverExpires: flag,
  contactInfos: cardSchema.nullish(),
  routing,
  accountType: z.enum(['FULL', 'SIMPLE', 'FULL_AND_VISIO']).nullish(),
  quota,
  properties: z.record(z.string(), z.string()).nullish(),
});
/** net.bluemind.mailshare.api.Mailshare. */
const mailshare = z.object({ ...inDirectory, name: word, quota, routing, card: cardSchema.nullish() });
/** net.bluemind.group.api.Group. */
const group = z.object({
  ...inDirectory,
  name: word,
  description: word,
  properties: z.record(z.string(), z.string()).nullish(),
  hiddenMembers: flag,
  mailArchived: flag,
  memberCount: z.int().nullish(),
});
/** net.bluemind.resource.api.ResourceDescriptor. */
const resource = z.object({
  ...inDirectory,
  label: word,
  typeIdentifier: word,
  description: word,
  reservationMode: z.enum(['OWNER_MANAGED', 'AUTO_ACCEPT', 'AUTO_ACCEPT_REFUSE']).nullish(),
  properties: z.array(z.object({ propertyId: z.string(), value: word })).nullish(),
});
/** net.bluemind.core.container.model.acl.AccessControlEntry. */
const accessList = z.array(
  z.object({
    subject: z.string(),
    verb: z.enum(['Invitation', 'Freebusy', 'SendOnBehalf', 'SendAs', 'Read', 'Write', 'Manage', 'All']),
  }),
);
export type SimulatedAccess = z.infer<typeof accessList>;
/** net.bluemind.mailbox.api.MailFilter.Forwarding. */
const forwarding = z.object({ enabled: z.boolean(), localCopy: z.boolean(), emails: z.array(z.string()) });
export type SimulatedForwarding = z.infer<typeof forwarding>;
/** net.bluemind.group.api.Member. */
const members = z.array(z.object({ type: z.enum(['user', 'group', 'external_user']), uid: z.string() }));
export type SimulatedMembers = z.infer<typeof members>;
/** net.bluemind.directory.api.DirEntryQuery. */
const query = z.object({
  nameFilter: word,
  emailFilter: word,
  hiddenFilter: z.boolean().default(true),
  systemFilter: z.boolean().default(true),
  stateFilter: z.enum(['Archived', 'Active', 'All']).nullish(),
  kindsFilter: words,
  entryUidFilter: words,
  from: z.int().default(0),
  size: z.int().default(-1),
});

const one = '([^/]+)';
const at = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll('{}', one)}$`);

/** What the services that make and change objects have in common: IUser, IMailshare, IGroup, IResources. */
const making = (service: string, body: z.ZodType): readonly Operation[] => [
  { name: `create ${service}`, method: 'PUT', path: at(`/${service}/{}/{}`), body },
  { name: `update ${service}`, method: 'POST', path: at(`/${service}/{}/{}`), body },
];
const complete = (service: string): Operation => ({
  ...{ name: `get ${service}`, method: 'GET', path: at(`/${service}/{}/{}/complete`) },
});

/** In the order in which they are tried: a fixed segment before a free one. */
export const OPERATIONS: readonly Operation[] = [
  { name: 'current user', method: 'GET', path: at('/auth') },
  { name: 'find domain', method: 'GET', path: at('/domains/_lookup'), query: 'name' },
  { name: 'domain settings', method: 'GET', path: at('/domains/{}/_settings') },
  { name: 'entry by email', method: 'GET', path: at('/directory/{}/_byEmail/{}') },
  { name: 'search entries', method: 'POST', path: at('/directory/{}/_search'), body: query },
  { name: 'update card', method: 'POST', path: at('/users/{}/{}/vcard'), body: cardSchema },
  complete('users'),
  ...making('users', user),
  complete('mailshares'),
  ...making('mailshares', mailshare),
  complete('groups'),
  { name: 'get members', method: 'GET', path: at('/groups/{}/{}/members') },
  { name: 'add members', method: 'PUT', path: at('/groups/{}/{}/members'), body: members },
  ...making('groups', group),
  { name: 'get resource type', method: 'GET', path: at('/resources/{}/type/{}') },
  { name: 'get resources', method: 'GET', path: at('/resources/{}/{}') },
  ...making('resources', resource),
  { name: 'mailbox by name', method: 'GET', path: at('/mailboxes/{}/_byname'), query: 'name' },
  { name: 'get access', method: 'GET', path: at('/mailboxes/{}/{}/_acls') },
  { name: 'set access', method: 'POST', path: at('/mailboxes/{}/{}/_acls'), body: accessList },
  { name: 'get forwarding', method: 'GET', path: at('/mailboxes/{}/{}/_forwarding') },
  { name: 'set forwarding', method: 'POST', path: at('/mailboxes/{}/{}/_forwarding'), body: forwarding },
  { name: 'get calendar access', method: 'GET', path: at('/containers/_manage/calendar:{}/_acl') },
  {
    name: 'set calendar access',
    method: 'PUT',
    path: at('/containers/_manage/calendar:{}/_acl'),
    body: accessList,
  },
  { name: 'task status', method: 'GET', path: at('/tasks/{}') },
];

export interface Asked {
  readonly method: string;
  /** Below `/api`, without its query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Fitting {
  readonly operation: Operation;
  readonly subjects: readonly string[];
  /** Without the properties that BlueMind does not know. */
  readonly body: unknown;
  /** Those, by their paths. */
  readonly ignored: readonly string[];
}

/** The operation that a request is, or why it is none. */
export function fitting({ method, path, query: asked, body }: Asked): Fitting | string {
  const operation = OPERATIONS.find((known) => known.method === method && known.path.test(path));
  if (!operation) return `no operation ${method} ${path}`;
  const parameter = operation.query === undefined ? [] : [operation.query];
  if (Object.keys(asked).join() !== parameter.join())
    return `${operation.name} takes no query ${Object.keys(asked).join()}`;
  const checked = (operation.body ?? z.undefined()).safeParse(body);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return `${operation.name}: ${issue?.path.join('.')} ${issue?.message}`;
  }
  const subjects = (operation.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
  return { operation, subjects, body: checked.data, ignored: missingIn(body, checked.data) };
}

/** Properties of one value that another has not, by their paths. */
function missingIn(given: unknown, taken: unknown, at = ''): readonly string[] {
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([name, value]) => {
    const path = at === '' ? name : `${at}.${name}`;
    const there = taken as Record<string, unknown>;
    return name in there ? missingIn(value, there[name], path) : [path];
  });
}
