/** A migration plan that was saved and reviewed: run only while what it says still holds, else refused with what has changed. */
import * as z from 'zod';
import { type Drift, driftBetween } from '../planning/drift.ts';
import type { MigrationPlan } from '../planning/migration-plan.ts';
import { dryRunSchema } from './dry-run-schema.ts';
import { type Cli, CliError, EXIT } from './services.ts';
import { colon, harmless } from './views/style.ts';

/** No more than what is compared is asked of the file. */
const saved = dryRunSchema
  .pick({ schema: true, lot: true, phase: true, fingerprint: true, looked: true })
  .extend({
    steps: z.array(
      dryRunSchema.shape.steps.element.pick({ key: true, action: true, before: true, holds: true }),
    ),
  });

export type SavedRun = z.infer<typeof saved>;

/** Reads one of the lot and phase that are to be run. Throws a CliError where the file is no saved plan, or is of another one. */
export async function readSavedPlan(
  { services, t }: Cli,
  file: string,
  { lot, phase }: { readonly lot: string; readonly phase: string },
): Promise<SavedRun> {
  const read = saved.safeParse(parse(await services.readText(file)));
  if (!read.success)
    throw new CliError(
      EXIT.usage,
      t(
        `${file}: not a migration plan saved by dry-run --out`,
        `${file}\u00A0: ce n’est pas un plan enregistré par dry-run --out`,
      ),
    );
  const other = read.data;
  if (other.lot === lot && other.phase === phase) return other;
  throw new CliError(
    EXIT.refused,
    t(
      `${file} is for lot ${other.lot}, phase ${other.phase}`,
      `${file} est pour le lot ${other.lot}, phase ${other.phase}`,
    ),
  );
}

/** Throws a CliError that says what has changed since it was saved. */
export function requireUnchanged(cli: Cli, before: SavedRun, now: MigrationPlan): void {
  const drift = driftBetween(before, now);
  if (drift.length > 0) throw new CliError(EXIT.refused, stale(cli, drift));
}

/** Changes that are told; more of them say no more. */
const MOST_TOLD = 5;

function stale({ t, locale }: Cli, drift: readonly Drift[]): string {
  const told = drift
    .slice(0, MOST_TOLD)
    .map(({ where, says }) => `${WHERE[where][locale]}${colon(locale)}${harmless(says[locale])}`);
  const more = drift.length - MOST_TOLD;
  if (more > 0) told.push(t(`and ${more} more`, `et ${more} autres`));
  const changes = told.join(t('; ', '\u00A0; '));
  return t(
    `the reviewed plan is stale, nothing was begun (${changes}). Review a new dry run.`,
    `le plan relu est périmé, rien n’a été commencé (${changes}). Relisez un nouveau dry-run.`,
  );
}

const WHERE = {
  plan: { en: 'the plan', fr: 'le plan' },
  target: { en: 'the target', fr: 'la cible' },
  source: { en: 'the source', fr: 'la source' },
} as const;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
