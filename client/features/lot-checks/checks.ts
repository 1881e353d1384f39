/** What can be checked of a plan and of each of its lots, what the command line is told for it, and what its answer finds. */
import * as z from 'zod/mini';

export type LotCheck = 'preflight' | 'dry-run' | 'verify';

/** Something that keeps a check from passing, and what it is about. */
export interface Finding {
  readonly says: string;
  /** The mailbox, where it is one's. */
  readonly address?: string;
  /** A place in a file, from the plan's folder; zero-based. */
  readonly at?: { readonly file: string; readonly line: number; readonly character: number };
}

export const LOT_CHECKS: readonly LotCheck[] = ['preflight', 'dry-run', 'verify'];

/** `lot` is absent for what concerns the whole plan. */
export const commandOf = (plan: string, of?: { readonly check: LotCheck; readonly lot: string }): string[] =>
  of ? [of.check, plan, '--lot', of.lot, '--format', 'json'] : ['check', plan, '--format', 'json'];

/** What an answer finds; undefined where it is not one, as where a command failed. */
export function findingsOf(check: LotCheck | 'check', json: string): readonly Finding[] | undefined {
  try {
    return READERS[check](JSON.parse(json));
  } catch {
    return undefined;
  }
}

const READERS: Readonly<Record<LotCheck | 'check', (value: unknown) => Finding[]>> = {
  check: (value) =>
    check.parse(value).diagnostics.flatMap(({ severity, code, message, file, range }) => {
      const { line, character } = range.start;
      return severity === 'error' ? [{ says: `${code}: ${message}`, at: { file, line, character } }] : [];
    }),
  preflight: (value) =>
    preflight
      .parse(value)
      .items.filter(({ severity }) => severity === 'error')
      .map(({ subject, says }) => ({ says: `${subject}: ${says}`, ...of(subject) })),
  'dry-run': (value) => dryRun.parse(value).verdict.errors.map((says) => ({ says })),
  verify: (value) => verified.parse(value).mailboxes.flatMap(mailboxFindings),
};

const check = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      severity: z.string(),
      message: z.string(),
      file: z.string(),
      range: z.object({ start: z.object({ line: z.number(), character: z.number() }) }),
    }),
  ),
});
const preflight = z.object({
  items: z.array(z.object({ subject: z.string(), severity: z.string(), says: z.string() })),
});
const dryRun = z.object({ verdict: z.object({ errors: z.array(z.string()) }) });
const mailbox = z.object({
  address: z.string(),
  state: z.string(),
  problem: z.optional(z.string()),
  differences: z.array(
    z.object({ folder: z.string(), kind: z.string(), messageId: z.optional(z.string()), reason: z.string() }),
  ),
});
const verified = z.object({ mailboxes: z.array(mailbox) });

/** More would be a list that nobody reads; the rest is counted. */
const MOST = 20;

function mailboxFindings({ address, problem, differences }: z.infer<typeof mailbox>): Finding[] {
  const told = differences
    .slice(0, MOST)
    .map(({ folder, messageId, reason }) => [folder, messageId ?? '', reason].filter(Boolean).join(' · '));
  const rest = differences.length - told.length;
  const says = [...(problem === undefined ? [] : [problem]), ...told, ...(rest > 0 ? [`… + ${rest}`] : [])];
  return says.map((line) => ({ says: line, address }));
}

const of = (subject: string): { address?: string } => (subject.includes('@') ? { address: subject } : {});
