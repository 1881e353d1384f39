/** `dry-run`: what a run of a lot would do, and why. Nothing is written anywhere. */
import { type Look, type MigrationPlan, RUN_PHASES } from '../../planning/migration-plan.ts';
import { holdOf } from '../hold.ts';
import { loadPlan, requireLot } from '../loaded-plan.ts';
import { prepareRun } from '../prepare-run.ts';
import { type Cli, EXIT } from '../services.ts';
import { DRY_RUN_FORMATS, showDryRun } from '../views/dry-run.ts';
import { examples, oneOf, planArgument, type Register, secretsOption } from './options.ts';

interface DryRunOptions {
  readonly lot: string;
  readonly phase?: string;
  readonly format: string;
  readonly out?: string;
  readonly mailboxes?: boolean;
  readonly steps?: boolean;
  readonly handover?: string;
  readonly targets?: boolean;
  readonly offline?: boolean;
}

export const registerDryRun: Register = (program, bind, t) => {
  program
    .command('dry-run')
    .summary(t('what a run would do, and why', 'ce que ferait une exécution, et pourquoi'))
    .description(
      t(
        'Looks at both ends of a lot and prints every step that a run would take. Changes nothing.',
        'Regarde les deux côtés d’un lot et affiche chaque étape d’une exécution. Ne change rien.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .requiredOption('--lot <lot>', t('the lot', 'le lot'))
    .option(
      '--phase <phase>',
      t(`only this phase: ${RUN_PHASES.join(', ')}`, `cette phase seulement\u00A0: ${RUN_PHASES.join(', ')}`),
    )
    .option('--mailboxes', t('one line a mailbox', 'une ligne par boîte'))
    .option('--steps', t('every step', 'chaque étape'))
    .option(
      '--targets',
      t(
        'look only at what a run has to know before it begins: who and what is there at the target, and no mailbox',
        'ne regarder que ce qu’une exécution doit savoir avant de commencer\u00A0: qui et quoi est à la cible, et aucune boîte',
      ),
    )
    .option(
      '--offline',
      t(
        'look at neither end; what was not looked at is said to be not checked',
        'ne regarder aucun des deux côtés\u00A0; ce qui n’a pas été regardé est dit non vérifié',
      ),
    )
    .option(...secretsOption(t))
    .option('--format <format>', DRY_RUN_FORMATS.join(', '), 'human')
    .option(
      '--out <file>',
      t(
        'save the migration plan as JSON, for run --plan',
        'enregistrer le plan de migration en JSON, pour run --plan',
      ),
    )
    .option(
      '--handover <folder>',
      t(
        'write the files by which people do what a run leaves to them',
        'écrire les fichiers par lesquels faire à la main ce qu’une exécution laisse aux personnes',
      ),
    )
    .addHelpText(
      'after',
      examples(
        'dry-run --lot pilote',
        'dry-run --lot pilote --steps',
        'dry-run --lot pilote --out pilote.json',
      ),
    )
    .action(bind(dryRun));
};

async function dryRun(cli: Cli, path: string, options: DryRunOptions): Promise<number> {
  const format = oneOf(cli, '--format', options.format, DRY_RUN_FORMATS);
  const phase = options.phase === undefined ? 'all' : oneOf(cli, '--phase', options.phase, RUN_PHASES);
  const plan = await loadPlan(cli, path);
  requireLot(cli, plan, options.lot);
  const prepared = await prepareRun(cli, plan, { lot: options.lot, phase }, lookOf(options));
  const migration = refusedBy(holdOf(cli, plan, options.lot), prepared);
  if (options.out !== undefined)
    await cli.services.writeText(options.out, `${JSON.stringify(migration, null, 2)}\n`);
  if (options.handover !== undefined) {
    const written = await cli.services.handOver(options.handover, migration, cli.locale);
    for (const path of written) cli.terminal.err(`${path}\n`);
  }
  const opened = options.steps ? 'steps' : options.mailboxes ? 'mailboxes' : 'lot';
  cli.terminal.out(showDryRun(cli, format, migration, opened));
  return migration.verdict.errors.length > 0 ? EXIT.refused : EXIT.done;
}

function lookOf({ offline, targets }: DryRunOptions): Look {
  if (offline) return 'nothing';
  return targets ? 'targets' : 'all';
}

/** A plan that says itself why it is not to be run today. */
function refusedBy(hold: string | undefined, plan: MigrationPlan): MigrationPlan {
  if (hold === undefined) return plan;
  return { ...plan, verdict: { ...plan.verdict, errors: [...plan.verdict.errors, hold], applicable: false } };
}
