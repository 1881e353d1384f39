/**
 * The JSON that commands print, as schemas: what `docs/schemas/` publishes and what tests hold the output against.
 * A version names a shape for good: fields may be added to it, never taken away or changed in meaning.
 */
import { z } from 'zod';
import { liveRunSchema } from '../running/live/progress-file.ts';
import { PREFLIGHT_KINDS, PREFLIGHT_SEVERITIES } from '../running/preflight/preflight-item.ts';
import { action, dryRunSchema, stepKind } from './dry-run-schema.ts';

const position = z
  .object({ line: z.int().nonnegative(), character: z.int().nonnegative() })
  .describe('Zero-based, UTF-16 units, as in LSP.');
const range = z.object({ start: position, end: position });
const severity = z.enum(['error', 'warning', 'information', 'hint']);
const count = z.int().nonnegative();

export const checkSchema = z
  .object({
    schema: z.literal('migplan/check/v1'),
    plan: z.string().describe("The root plan's file name."),
    files: count,
    diagnostics: z.array(
      z.object({
        code: z.string().regex(/^MP\d{3}$/),
        rule: z.string(),
        severity,
        message: z.string(),
        file: z.string().describe("Relative to the root plan's folder."),
        range,
        docs: z.string().describe("The rule's page."),
        related: z.array(z.object({ file: z.string(), range, message: z.string() })),
      }),
    ),
    summary: z.record(severity, count).describe('All of a severity, those left out by --min-severity too.'),
  })
  .describe('What `migplan check --format json` prints, one object a plan.');

const state = z.enum([
  'Created',
  'Validating',
  'Provisioning',
  'Queued',
  'Syncing',
  'Synced',
  'IncrementalSyncing',
  'Completing',
  'Completed',
  'CompletedWithWarnings',
  'Failed',
  'Stopped',
]);

const messages = z.object({
  source: count,
  target: count.describe('Found equal at the target, where it was verified.'),
  copied: count,
  already: count,
  failed: count,
  skipped: count,
});

export const runSchema = z
  .object({
    schema: z.enum(['migplan/run/v1', 'migplan/verify/v1']),
    plan: z.string(),
    lot: z.string(),
    phase: z.string(),
    mailboxes: z.array(
      z.object({
        address: z.string(),
        state,
        messages,
        bytes: count.describe('Copied by this run.'),
        differences: z.array(
          z.object({
            folder: z.string(),
            uid: count.optional(),
            messageId: z.string().optional(),
            kind: z.string(),
            reason: z.string(),
          }),
        ),
        refused: z.array(
          z.object({
            folder: z.string(),
            uid: count,
            subject: z.string(),
            date: z.string(),
            messageId: z.string(),
            size: count,
            words: z.string(),
          }),
        ),
        folders: z
          .array(z.object({ folder: z.string(), problem: z.string() }))
          .describe('That could not be copied whole, and why.'),
        notes: z.array(z.object({ kind: z.string(), folder: z.string(), text: z.string() })),
        problem: z.string().optional(),
        seconds: z.number(),
      }),
    ),
    steps: z
      .array(
        z.object({
          key: z.string(),
          kind: stepKind,
          subject: z.string(),
          action,
          outcome: z.enum(['done', 'already', 'waiting', 'failed', 'by-hand', 'unreached']),
          problem: z.string().optional(),
          since: z.iso.datetime().optional().describe('Since when it waits.'),
        }),
      )
      .describe('What was to be done besides mail.'),
    totals: messages.extend({ mailboxes: count, complete: count, bytes: count, seconds: z.number() }),
    stoppedBy: z
      .object({ kind: z.string(), reach: z.string(), where: z.string(), what: z.string(), words: z.string() })
      .loose()
      .optional(),
  })
  .describe('What `migplan run` and `migplan verify` print with --format json.');

export const statusSchema = z
  .object({
    schema: z.literal('migplan/status/v1'),
    plan: z.string(),
    run: liveRunSchema.optional().describe('The run that is under way.'),
    lots: z.array(
      z.object({
        lot: z.string(),
        date: z.string(),
        mailboxes: z.array(
          z.object({
            address: z.string(),
            state,
            detail: z.string(),
            messages: z.object({ copied: count, failed: count }),
            bytes: count,
            updated: z.iso.datetime().optional(),
          }),
        ),
      }),
    ),
  })
  .describe('What `migplan status --format json` prints.');

const cost = z
  .object({ currency: z.string(), hundredths: z.int() })
  .describe('A month, in hundredths of the currency.');

const part = z.object({
  name: z.string(),
  title: z.string(),
  mailboxes: count,
  shared: count,
  messages: count,
  bytes: count,
  inactive: count.describe('Mailboxes without a new message for as long as the policy says.'),
  licences: z.record(z.string(), count),
  cost: z.array(cost),
});

const share = z
  .object({ licence: z.string(), count, allowed: count, of: count, surcharge: cost.optional() })
  .describe('How many of a licence a share allows, of all the licensed mailboxes.');

const lotPart = part.extend({
  date: z.string(),
  pilot: z.boolean(),
  units: count,
  copy: z
    .object({
      seconds: count.describe('Of copying, at the rate of the slowest endpoint.'),
      span: count.describe('From beginning to end, quiet hours between them.'),
      end: z.object({ day: z.iso.date(), minutes: count }).optional(),
    })
    .describe('Where an endpoint has a rate: how long the copy takes at least.')
    .optional(),
});

export const showSchema = z
  .object({
    schema: z.literal('migplan/show/v1'),
    plan: z.string(),
    total: part.extend({ domains: count }),
    inventory: z
      .object({ addresses: count, moved: count, led: count, dropped: count, forgotten: count })
      .describe('What becomes of the addresses that the source holds; absent without an inventory.')
      .optional(),
    lots: z.array(lotPart),
    units: z.array(part.extend({ shares: z.array(share) })),
    domains: z.array(part),
    licences: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        mailboxes: count,
        price: z
          .object({ tenThousandths: z.int(), currency: z.string(), per: z.enum(['month', 'year', 'once']) })
          .describe("In ten-thousandths of the currency's unit.")
          .optional(),
        seats: count.optional(),
        cost: z.array(cost),
      }),
    ),
    shares: z.array(share).describe('Of the whole plan.'),
    surcharge: z.array(cost).describe('Of all units together.'),
    sources: z
      .array(
        z.object({ name: z.string(), seats: count, cost: cost.optional(), until: z.iso.date().optional() }),
      )
      .describe('What the endpoints that mail is taken from cost today, and when their contracts end.'),
    others: z.record(z.enum(['resource', 'list', 'alias', 'forward', 'drop']), count),
  })
  .describe('What `migplan show --format json` prints.');

export const importSchema = z
  .object({
    schema: z.literal('migplan/import/v1'),
    file: z.string(),
    files: z.array(z.string()).describe('What was written; empty with --out -.'),
    text: z.string().optional().describe('The plan, with --out -.'),
    counts: z.object({
      mailboxes: count,
      shared: count,
      resources: count,
      lists: count,
      aliases: count,
      forwards: count,
      drops: count,
      domains: count,
      guessed: z
        .object({ personal: count, shared: count })
        .describe('Of the mailboxes and the shared ones, those told from their names alone.'),
      withoutLicence: count.describe('Personal mailboxes without a licence, where others have one.'),
    }),
    leftOut: z.object({ rows: count, cells: count }),
    remarks: z.array(
      z.object({
        kind: z.enum(['row', 'cell', 'note']).describe('A row or a cell was left out; a note loses nothing.'),
        row: count.optional().describe("The sheet's row or the file's line, from 1."),
        column: z.string().optional().describe("The column's heading."),
        message: z.string(),
      }),
    ),
  })
  .describe('What `migplan import --format json` prints.');

export const tryAddressesSchema = z
  .object({
    schema: z.literal('migplan/try-addresses/v1'),
    plan: z.string(),
    lot: z.string(),
    addresses: z.array(
      z.object({
        kind: z
          .enum(['alias', 'redirect', 'forward'])
          .describe(
            'An address that the target serves, one that another system sends on, a mailbox that is sent on.',
          ),
        address: z.string(),
        mailbox: z.string().optional().describe('Where its mail has to arrive.'),
        outcome: z.enum([
          'arrived',
          'bounced',
          'looped',
          'doubled',
          'misdelivered',
          'missing',
          'unknown',
          'not-tried',
        ]),
        seen: z.object({ mailbox: z.string(), folder: z.string(), junk: z.boolean() }).optional(),
        words: z.string().optional().describe("A system's own, or why it was not tried."),
      }),
    ),
  })
  .describe('What `migplan try-addresses --format json` prints.');

export const preflightSchema = z
  .object({
    schema: z.literal('migplan/preflight/v1'),
    plan: z.string(),
    lot: z.string(),
    date: z.string(),
    items: z.array(
      z.object({
        kind: z.enum(PREFLIGHT_KINDS),
        subject: z.string().describe("A mailbox's address, a domain, an endpoint's name or the lot's."),
        severity: z.enum(PREFLIGHT_SEVERITIES),
        says: z.string(),
        endpoint: z.string().optional(),
        about: z
          .enum(['mx', 'ttl', 'spf', 'dkim', 'dmarc', 'autodiscover', 'msoid', 'record'])
          .describe('What of a zone it is about.')
          .optional(),
        records: z
          .array(
            z.object({ type: z.enum(['MX', 'TXT', 'CNAME', 'SRV']), name: z.string(), value: z.string() }),
          )
          .describe('To be added, or put in place of what is there.')
          .optional(),
        when: z.enum(['now', 'cutover']).optional(),
      }),
    ),
  })
  .describe(
    'What `migplan preflight --format json` prints; what a rehearsal comes to follows as `migplan run` prints it.',
  );

/** By the name of the file that publishes it. */
export const SCHEMAS = {
  check: checkSchema,
  'dry-run': dryRunSchema,
  run: runSchema,
  status: statusSchema,
  progress: liveRunSchema,
  show: showSchema,
  import: importSchema,
  preflight: preflightSchema,
  'try-addresses': tryAddressesSchema,
} as const;
