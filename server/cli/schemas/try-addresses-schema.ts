/** What `try-addresses` prints: what became of a message to each old address. */
import * as z from 'zod';

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
