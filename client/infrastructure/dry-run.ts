/** What `migplan dry-run --format json` says, as far as it is shown or asked about here; docs/schemas has the whole of it. */
import * as z from 'zod/mini';

const ACTIONS = ['create', 'update', 'copy', 'grant', 'revoke', 'wait', 'handover', 'none'] as const;

const schema = z.object({
  schema: z.literal('migplan/dry-run/v1'),
  plan: z.string(),
  lot: z.string(),
  date: z.string(),
  phase: z.string(),
  verdict: z.object({ errors: z.array(z.string()), applicable: z.boolean(), complete: z.boolean() }),
  steps: z.array(
    z.object({
      kind: z.string(),
      subject: z.string(),
      action: z.enum(ACTIONS),
      before: z.string(),
      after: z.string(),
      reason: z.string(),
    }),
  ),
  totals: z.object({ mailboxes: z.number(), messages: z.number(), bytes: z.number() }),
});

export type DryRun = z.infer<typeof schema>;
export type Step = DryRun['steps'][number];
export type Action = (typeof ACTIONS)[number];

/** Undefined where it is not what this version knows. */
export function readDryRun(json: string): DryRun | undefined {
  try {
    return schema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}
