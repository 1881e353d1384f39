/** `check`: the diagnostics of one plan or several. */
import type { Severity } from '../../language/rules/rule.ts';
import { diagnosticsOf, loadForCheck } from '../loaded-plan.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { CHECK_FORMATS, listed, showDiagnostics, toldOf } from '../views/diagnostics.ts';
import { examples, oneOf, type Register, wholeNumber } from './options.ts';

const SEVERITIES: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

interface CheckOptions {
  readonly format: string;
  readonly maxWarnings?: string;
  readonly minSeverity: string;
  readonly date?: string;
}

export const registerCheck: Register = (program, bind, t) => {
  program
    .command('check')
    .summary(t('say what is wrong with a plan', 'dire ce qui ne va pas dans un plan'))
    .description(
      t(
        'Reads a plan with all it includes and the inventory beside it, and lists every problem at its line.',
        'Lit un plan avec tout ce qu’il inclut et l’inventaire à côté, et liste chaque problème à sa ligne.',
      ),
    )
    .argument(
      '[paths...]',
      t('root plans, or folders with one below them', 'plans racines, ou dossiers qui en contiennent un'),
      ['.'],
    )
    .option('--format <format>', CHECK_FORMATS.join(', '), 'human')
    .option(
      '--max-warnings <n>',
      t('fail when there are more warnings than this', 'échouer au-delà de ce nombre d’avertissements'),
    )
    .option(
      '--min-severity <severity>',
      t(
        `list only from this severity on: ${SEVERITIES.join(', ')}`,
        `ne lister qu’à partir de cette gravité\u00A0: ${SEVERITIES.join(', ')}`,
      ),
      'hint',
    )
    .option(
      '--date <day>',
      t('check as if it were this day: 2025-01-20', 'vérifier comme si l’on était ce jour\u00A0: 2025-01-20'),
    )
    .addHelpText(
      'after',
      examples(
        'check',
        'check examples/quickstart',
        'check --format sarif > migplan.sarif',
        'check --max-warnings 0',
        'check --date 2025-01-13',
      ),
    )
    .action(bind(check));
};

async function check(cli: Cli, paths: string[], options: CheckOptions): Promise<number> {
  const format = oneOf(cli, '--format', options.format, CHECK_FORMATS);
  const least = SEVERITIES.indexOf(oneOf(cli, '--min-severity', options.minSeverity, SEVERITIES));
  const maxWarnings =
    options.maxWarnings === undefined
      ? Number.POSITIVE_INFINITY
      : wholeNumber(cli, '--max-warnings', options.maxWarnings);
  const now = options.date === undefined ? undefined : noonOf(cli, options.date);
  let exitCode: number = EXIT.done;
  for (const path of paths) {
    const plan = await loadForCheck(cli, path, now);
    const all = [
      ...plan.files.problems.map((problem) => toldOf(problem, cli.locale)),
      ...diagnosticsOf(plan.analysis).diagnostics.map(listed),
    ];
    const summary = { error: 0, warning: 0, information: 0, hint: 0 };
    for (const { severity } of all) summary[severity]++;
    const diagnostics = all.filter(({ severity }) => SEVERITIES.indexOf(severity) >= least);
    cli.terminal.out(showDiagnostics(cli, format, { plan, diagnostics, summary }));
    if (summary.error > 0 || summary.warning > maxWarnings) exitCode = EXIT.planHasErrors;
  }
  return exitCode;
}

/** Twelve o'clock, so that it is that day wherever the plan's people are, or nearly. */
function noonOf({ t }: Cli, day: string): Date {
  const noon = new Date(`${day}T12:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(day))
    return noon;
  throw new CliError(
    EXIT.usage,
    t(
      `--date takes a day that exists, such as 2025-01-20, not ${day}`,
      `--date prend un jour qui existe, comme 2025-01-20, et non ${day}`,
    ),
  );
}
