/** `dry-run`: what a run of a lot would do, and why. Nothing is written anywhere. */
import { RUN_PHASES } from '../../planning/migration-plan.ts';
import { loadPlan, requireLot } from '../loaded-plan.ts';
import { prepareRun } from '../prepare-run.ts';
import { type Cli, EXIT } from '../services.ts';
import { DRY_RUN_FORMATS, showDryRun } from '../views/dry-run.ts';
import { examples, oneOf, type Register } from './options.ts';

interface DryRunOptions {
  readonly lot: string;
  readonly phase?: string;
  readonly format: string;
  readonly out?: string;
  readonly steps?: boolean;
  readonly offline?: boolean;
}

export const registerDryRun: Register = (program, bind) => {
  program
    .command('dry-run')
    .summary('what a run would do, and why')
    .description('Looks at both ends of a lot and prints every step that a run would take. Changes nothing.')
    .argument('[plan]', 'root plan, or a folder with one below it', '.')
    .requiredOption('--lot <lot>', 'the lot')
    .option('--phase <phase>', `only this phase: ${RUN_PHASES.join(', ')}`)
    .option('--steps', 'every step, not one line a mailbox')
    .option('--offline', 'look at neither end; what was not looked at is said to be not checked')
    .option('--format <format>', DRY_RUN_FORMATS.join(', '), 'human')
    .option('--out <file>', 'save the migration plan as JSON, for run --plan')
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
  const migration = await prepareRun(cli, plan, { lot: options.lot, phase }, !options.offline);
  if (options.out !== undefined)
    await cli.services.writeText(options.out, `${JSON.stringify(migration, null, 2)}\n`);
  cli.terminal.out(showDryRun(cli, format, migration, options.steps ?? false));
  return migration.verdict.errors.length > 0 ? EXIT.refused : EXIT.done;
}
