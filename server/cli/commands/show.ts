/** `show`: what a plan means, in numbers. */
import { nearest } from '../../language/model/nearest.ts';
import { overviewOf } from '../../planning/overview.ts';
import { loadPlan, requireLot } from '../loaded-plan.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { showOverview } from '../views/overview.ts';
import { examples, oneOf, type Register } from './options.ts';

interface ShowOptions {
  readonly format: string;
  readonly lot?: string;
  readonly unit?: string;
}

export const registerShow: Register = (program, bind) => {
  program
    .command('show')
    .summary('what a plan means: counts, sizes, costs, calendar')
    .description(
      'Counts what each lot and unit moves, how much it holds by the inventory, and what its licences cost.',
    )
    .argument('[plan]', 'root plan, or a folder with one below it', '.')
    .option('--lot <lot>', 'this lot only')
    .option('--unit <unit>', 'this unit only')
    .option('--format <format>', 'human, json', 'human')
    .addHelpText('after', examples('show', 'show --lot pilote', 'show --unit fd55 --format json'))
    .action(bind(show));
};

async function show(cli: Cli, path: string, { format, lot, unit }: ShowOptions): Promise<number> {
  const chosen = oneOf(cli, '--format', format, ['human', 'json']);
  const plan = await loadPlan(cli, path);
  if (lot !== undefined) requireLot(cli, plan, lot);
  if (unit !== undefined && !plan.analysis.model.declared('unit', unit)) {
    const near = nearest(
      unit,
      [...plan.analysis.declarations('unit')].map(({ name }) => name.value),
    );
    const hint = near ? cli.t(`; did you mean ${near}?`, ` ; vouliez-vous dire ${near} ?`) : '';
    throw new CliError(
      EXIT.usage,
      cli.t(`the plan has no unit ${unit}${hint}`, `le plan n’a pas d’unité ${unit}${hint}`),
    );
  }
  const only = { ...(lot === undefined ? {} : { lot }), ...(unit === undefined ? {} : { unit }) };
  const overview = overviewOf(plan.analysis, only);
  cli.terminal.out(
    chosen === 'json' ? `${JSON.stringify(overview, null, 2)}\n` : showOverview(cli, overview, only),
  );
  return EXIT.done;
}
