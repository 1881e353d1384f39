/** The JSON of a migration plan as a schema: what `dry-run` prints and saves, and what `run --plan` reads again. */
import * as z from 'zod';
import { RIGHTS } from '../../grammar/vocabulary.ts';
import { RUN_PHASES } from '../planning/migration-plan.ts';

const count = z.int().nonnegative();

const copy = z.object({
  source: z.object({ endpoint: z.string(), mailbox: z.string() }),
  target: z.object({ endpoint: z.string(), mailbox: z.string() }),
  exclude: z.array(z.string()),
  folders: z.array(z.object({ from: z.string(), to: z.string() })),
  keepSince: z.iso.date().optional(),
  isOpen: z.boolean().optional().describe('People work at the target already.'),
  mirrorsDeletions: z
    .boolean()
    .optional()
    .describe('What is deleted at the source is deleted at the target.'),
});

const secret = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('env'), name: z.string() }),
  z.object({ kind: z.literal('file'), path: z.string() }),
  z.object({ kind: z.literal('keychain'), name: z.string() }),
  z.object({ kind: z.literal('prompt') }),
]);

const folderNames = z.object({
  nameBytes: count.optional(),
  nameLength: count.optional(),
  pathBytes: count.optional(),
  pathHoldsUser: z.boolean().optional(),
  pathLength: count.optional(),
  depth: count.optional(),
  refused: z.string().optional(),
  refusedFirst: z.string().optional(),
  refusedLast: z.string().optional(),
  lookAlikes: z.boolean().optional(),
  reserved: z.array(z.string()).optional(),
});

const pacing = {
  name: z.string(),
  connections: count,
  rate: count.optional().describe('Bytes a second.'),
  quiet: z.object({ from: z.string(), to: z.string(), timezone: z.string() }).optional(),
  names: folderNames.optional().describe('What it takes as names of folders; what is absent is not known.'),
};

const reached = z.object({
  host: z.string(),
  port: count,
  security: z.enum(['tls', 'starttls', 'plain']),
});

const mailServer = reached.extend({
  ...pacing,
  kind: z.enum(['imap', 'dovecot', 'cyrus', 'microsoft365', 'bluemind']),
  smtp: reached.optional().describe('Where mail to its addresses is handed in.'),
  sieve: reached.optional().describe('Where people’s Sieve scripts are managed.'),
  directory: z
    .object({ url: z.string(), base: z.string(), bind: z.string(), secret })
    .optional()
    .describe('The LDAP directory that its accounts are entries of.'),
  graph: z
    .object({
      tenant: z.string(),
      client: z.string(),
      secret,
      usageLocation: z.string().optional(),
      exchange: z.enum(['handover', 'invoke-command']),
    })
    .optional()
    .describe('Of Microsoft 365: how it is managed.'),
  api: z.object({ url: z.string(), secret }).optional().describe('Of BlueMind: its REST interface.'),
  login: z.object({
    method: z.enum(['master', 'admin', 'each', 'oauth2']),
    user: z.string().optional(),
    separator: z.string().optional(),
    tenant: z.string().optional().describe('Of oauth2 at Microsoft 365.'),
    client: z.string().optional().describe('Of oauth2 at Microsoft 365.'),
    secret: secret.describe('Where the secret is; never the secret.'),
  }),
});

const archive = z.object({
  ...pacing,
  kind: z.literal('archive'),
  path: z.string().describe('Absolute, or relative to the plan’s folder.'),
  format: z.enum(['maildir', 'mbox', 'eml']).describe('What new mailboxes are written as.'),
});

const endpoint = z.union([mailServer, archive]);

export const stepKind = z.enum([
  'domain',
  'account',
  'shared',
  'resource',
  'list',
  'profile',
  'licence',
  'ready',
  'quota',
  'routing',
  'alias',
  'access',
  'member',
  'booking',
  'lock',
  'mail',
  'verify',
  'forward',
  'redirect',
]);

export const action = z.enum(['create', 'update', 'copy', 'grant', 'revoke', 'wait', 'handover', 'none']);

const right = z.enum(RIGHTS);
const object = z.enum(['mailbox', 'shared', 'room', 'equipment', 'list']);
const profile = z.object({
  name: z.string().optional(),
  given: z.string().optional(),
  family: z.string().optional(),
  title: z.string().optional(),
  phone: z.string().optional(),
  office: z.string().optional(),
});

const about = { address: z.string() };
const change = z.discriminatedUnion('does', [
  z.object({ does: z.literal('add-domain'), ...about }),
  z.object({ does: z.enum(['make', 'describe']), ...about, kind: object, profile }),
  z.object({ does: z.literal('license'), ...about, licence: z.string(), sku: z.string() }),
  z.object({ does: z.literal('await'), ...about }),
  z.object({ does: z.literal('set-quota'), ...about, bytes: count }),
  z.object({ does: z.enum(['add-alias', 'remove-alias']), ...about, kind: object, alias: z.string() }),
  z.object({ does: z.enum(['grant', 'revoke']), ...about, kind: object, who: z.string(), right }),
  z.object({ does: z.enum(['add-member', 'add-owner']), ...about, member: z.string() }),
  z.object({
    does: z.literal('set-booking'),
    ...about,
    kind: z.enum(['room', 'equipment']),
    booking: z.enum(['automatic', 'manual']).optional(),
    capacity: count.optional(),
  }),
  z.object({
    does: z.literal('forward'),
    ...about,
    to: z.string(),
    keepCopy: z.boolean(),
    until: z.iso.date().optional(),
  }),
  z.object({ does: z.literal('redirect'), ...about, to: z.string(), until: z.iso.date().optional() }),
  z.object({ does: z.literal('route'), ...about, to: z.enum(['internal', 'external']) }),
  z.object({ does: z.enum(['lock', 'unlock']), ...about }),
]);

export const dryRunSchema = z
  .object({
    schema: z.literal('migplan/dry-run/v1'),
    plan: z.string(),
    lot: z.string(),
    date: z.string(),
    phase: z.enum([...RUN_PHASES, 'all']),
    fingerprint: z
      .string()
      .describe(
        'SHA-256 over what is intended; `run --plan` refuses a file whose fingerprint is no longer right.',
      ),
    looked: z
      .enum(['all', 'targets', 'nothing'])
      .optional()
      .describe('What was looked at before it was made; `run --plan` looks at as much. `all` where absent.'),
    verdict: z.object({ errors: z.array(z.string()), applicable: z.boolean(), complete: z.boolean() }),
    endpoints: z.array(endpoint),
    steps: z.array(
      z.object({
        key: z.string(),
        kind: stepKind,
        subject: z.string(),
        action,
        before: z.string(),
        after: z.string(),
        reason: z.string(),
        needs: z.array(z.string()),
        reach: z.enum(['mailbox', 'lot']),
        copy: copy.optional(),
        change: change.optional().describe('What is done besides copying, by the run or by people.'),
        endpoint: z.string().optional().describe('Where the change is made.'),
        expects: z
          .object({ messages: count, bytes: count })
          .describe('What the mailbox holds by its inventory; no part of what is intended.')
          .optional(),
        holds: z
          .object({ source: count.optional(), target: count.optional() })
          .describe('Of mail: how many messages either end held when it was looked at.')
          .optional(),
      }),
    ),
    totals: z.object({
      mailboxes: count,
      messages: count,
      bytes: count,
      actions: z.partialRecord(action, count),
    }),
  })
  .describe('What `migplan dry-run --format json` prints and `--out` saves.');
