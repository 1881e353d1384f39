/** What `preflight` prints: what a lot finds before it is moved. */
import * as z from 'zod';
import { PREFLIGHT_KINDS, PREFLIGHT_SEVERITIES } from '../../running/preflight/preflight-item.ts';

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
