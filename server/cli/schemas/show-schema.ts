/** What `show` prints: the plan in numbers. */
import * as z from 'zod';
import { count } from './count.ts';

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
