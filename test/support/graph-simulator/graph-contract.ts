/**
 * What of Microsoft Graph v1.0 the simulator knows, after the public pages of learn.microsoft.com: paths, queries
 * and bodies. A request that does not fit is none that a tenant would be known to take.
 */
import * as z from 'zod';

export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: RegExp;
  /** The queries it takes; each must be there, and fit. */
  readonly query?: Readonly<Record<string, RegExp>>;
  readonly body?: z.ZodType;
}

const uuid = z.string().regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
const country = z.string().regex(/^[A-Z]{2}$/);
/** Longest values: learn.microsoft.com, "user resource type". */
const profile = {
  displayName: z.string().min(1).max(256),
  givenName: z.string().max(64).optional(),
  surname: z.string().max(64).optional(),
  jobTitle: z.string().max(128).optional(),
  businessPhones: z.array(z.string().max(64)).max(1).optional(),
  officeLocation: z.string().max(128).optional(),
  usageLocation: country.optional(),
};
const strong = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
const password = z
  .string()
  .min(8)
  .max(256)
  .refine((value) => strong.every((sign) => sign.test(value)));

const newUser = z.strictObject({
  ...profile,
  accountEnabled: z.boolean(),
  mailNickname: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9._-]+$/),
  userPrincipalName: z
    .string()
    .max(113)
    .regex(/^[A-Za-z0-9'._!#^~-]+@[A-Za-z0-9.-]+$/),
  passwordProfile: z.strictObject({ forceChangePasswordNextSignIn: z.literal(true), password }),
});
const changedUser = z.strictObject({ ...profile, displayName: profile.displayName.optional() });
const licences = z.strictObject({
  addLicenses: z.array(z.strictObject({ skuId: uuid, disabledPlans: z.array(uuid) })),
  removeLicenses: z.array(uuid),
});

const some = `(?:${[
  ...['id', 'userPrincipalName', 'accountEnabled', 'displayName', 'givenName', 'surname', 'jobTitle', 'mail'],
  ...[
    'businessPhones',
    'mobilePhone',
    'officeLocation',
    'usageLocation',
    'proxyAddresses',
    'assignedLicenses',
  ],
  ...['mailEnabled', 'groupTypes', 'deletedDateTime'],
].join('|')})`;
const fields = new RegExp(`^${some}(?:,${some})*$`);
/** `mailboxSettings` is told of one user at a time. */
const userFields = new RegExp(`^(?:${some}|mailboxSettings)(?:,(?:${some}|mailboxSettings))*$`);
const byProxy =
  /^proxyAddresses\/any\(p:p eq 'smtp:((?:[^']|'')+)'\) or proxyAddresses\/any\(p:p eq 'SMTP:\1'\)$/;

export const OPERATIONS: readonly Operation[] = [
  { name: 'get domain', method: 'GET', path: /^\/domains\/([^/]+)$/ },
  {
    name: 'add domain',
    method: 'POST',
    path: /^\/domains$/,
    body: z.strictObject({ id: z.string().regex(/^[a-z0-9.-]+$/) }),
  },
  { name: 'verification records', method: 'GET', path: /^\/domains\/([^/]+)\/verificationDnsRecords$/ },
  { name: 'service records', method: 'GET', path: /^\/domains\/([^/]+)\/serviceConfigurationRecords$/ },
  { name: 'list skus', method: 'GET', path: /^\/subscribedSkus$/ },
  { name: 'find users', method: 'GET', path: /^\/users$/, query: { $select: fields, $filter: byProxy } },
  { name: 'create user', method: 'POST', path: /^\/users$/, body: newUser },
  { name: 'get user', method: 'GET', path: /^\/users\/([^/]+)$/, query: { $select: userFields } },
  { name: 'update user', method: 'PATCH', path: /^\/users\/([^/]+)$/, body: changedUser },
  { name: 'assign licences', method: 'POST', path: /^\/users\/([^/]+)\/assignLicense$/, body: licences },
  { name: 'find groups', method: 'GET', path: /^\/groups$/, query: { $select: fields, $filter: byProxy } },
  {
    name: 'find contacts',
    method: 'GET',
    path: /^\/contacts$/,
    query: { $select: fields, $filter: byProxy },
  },
  {
    name: 'list deleted users',
    method: 'GET',
    path: /^\/directory\/deletedItems\/microsoft\.graph\.user$/,
    query: { $select: fields },
  },
];

export interface Asked {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Fitting {
  readonly operation: Operation;
  readonly subject: string;
}

/** The operation that a request is, or why it is none. */
export function fitting({ method, path, query, body }: Asked): Fitting | string {
  const operation = OPERATIONS.find((one) => one.method === method && one.path.test(path));
  if (!operation) return `no operation ${method} ${path}`;
  const { query: expected = {} } = operation;
  for (const [name, value] of Object.entries(query)) {
    // The next page's own mark, which is Graph's and opaque to whoever follows it.
    if (name === '$skiptoken') continue;
    if (!expected[name]?.test(value)) return `${operation.name} takes no ${name}=${value}`;
  }
  for (const name of Object.keys(expected)) if (!(name in query)) return `${operation.name} lacks ${name}`;
  const checked = (operation.body ?? z.undefined()).safeParse(body);
  if (!checked.success)
    return `${operation.name}: ${checked.error.issues[0]?.path.join('.')} ${checked.error.issues[0]?.message}`;
  return { operation, subject: decodeURIComponent(operation.path.exec(path)?.[1] ?? '') };
}
