/** `show`: what a plan means, in numbers. */
import { nearest } from '../../language/model/editing/nearest.ts';
import { overviewOf } from '../../planning/overview.ts';
import { type LoadedPlan, loadPlan, requireLot } from '../loaded-plan.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
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
        'ce qu’un plan veut dire : nombres, tailles, coûts, calendrier',
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
    ...(unit === undefined ? {} : { unit: required(cli, plan, 'unit', unit) }),
    ...(domain === undefined ? {} : { domain: required(cli, plan, 'domain', domain) }),
  };
  const overview = overviewOf(plan.analysis, only);
  cli.terminal.out(
    chosen === 'json' ? `${JSON.stringify(overview, null, 2)}\n` : showOverview(cli, overview, only),
  );
  return EXIT.done;
}

/** The name as the plan writes it; a usage error where it has none such. */
function required({ t }: Cli, { analysis }: LoadedPlan, kind: 'unit' | 'domain', written: string): string {
  const found = analysis.model.declared(kind, written);
  if (found) return found.name.value;
  const near = nearest(
    written,
    [...analysis.declarations(kind)].map(({ name }) => name.value),
  );
  const hint = near ? t(`; did you mean ${near}?`, ` ; vouliez-vous dire ${near} ?`) : '';
  const noun = kind === 'unit' ? 'd’unité' : 'de domaine';
  throw new CliError(
    EXIT.usage,
    t(`the plan has no ${kind} ${written}${hint}`, `le plan n’a pas ${noun} ${written}${hint}`),
  );
}
