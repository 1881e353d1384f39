/** `show`: what a plan means, in numbers. */
import { overviewOf } from '../../planning/overview.ts';
import { loadPlan, requireLot, requireName } from '../loaded-plan.ts';
import { type Cli, EXIT } from '../services.ts';
import { showOverview } from '../views/overview.ts';
import { examples, oneOf, planArgument, type Register } from './options.ts';

interface ShowOptions {
  readonly format: string;
  readonly lot?: string;
  readonly unit?: string;
  readonly domain?: string;
}

export const registerShow: Register = (program, bind, t) => {
  program
    .command('show')
    .summary(
      t(
        'what a plan means: counts, sizes, costs, calendar',
        'ce qu’un plan veut dire\u00A0: nombres, tailles, coûts, calendrier',
      ),
    )
    .description(
      t(
        'Counts what each lot and unit moves, how much it holds by the inventory, and what its licences cost.',
        'Compte ce que chaque lot et chaque unité déplace, ce qu’ils contiennent d’après l’inventaire, et ce que coûtent les licences.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .option('--lot <lot>', t('this lot only', 'ce lot seulement'))
    .option('--unit <unit>', t('this unit only', 'cette unité seulement'))
    .option('--domain <domain>', t('this domain only', 'ce domaine seulement'))
    .option('--format <format>', 'human, json', 'human')
    .addHelpText('after', examples('show', 'show --lot pilote', 'show --unit fd55 --format json'))
    .action(bind(show));
};

async function show(cli: Cli, path: string, { format, lot, unit, domain }: ShowOptions): Promise<number> {
  const chosen = oneOf(cli, '--format', format, ['human', 'json']);
  const plan = await loadPlan(cli, path);
  if (lot !== undefined) requireLot(cli, plan, lot);
  const only = {
    ...(lot === undefined ? {} : { lot }),
    ...(unit === undefined ? {} : { unit: requireName(cli, plan, 'unit', unit) }),
    ...(domain === undefined ? {} : { domain: requireName(cli, plan, 'domain', domain) }),
  };
  const overview = overviewOf(plan.analysis, only);
  cli.terminal.out(
    chosen === 'json' ? `${JSON.stringify(overview, null, 2)}\n` : showOverview(cli, overview, only),
  );
  return EXIT.done;
}
