/** `tick`: says that what was to be done by hand is done, or takes that back. It is kept in the ledger, and no target is asked. */
import type { Step, StepKind } from '../../planning/migration-plan.ts';
import { RUN_PHASES } from '../../planning/migration-plan.ts';
import { loadPlan, requireLot } from '../loaded-plan.ts';
import { prepareRun } from '../prepare-run.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { KINDS } from '../views/names.ts';
import { harmless } from '../views/style.ts';
import { examples, oneOf, planArgument, type Register } from './options.ts';

interface TickOptions {
  readonly lot: string;
  readonly phase?: string;
  readonly kind?: string;
  readonly address?: string;
}

export const registerTick: Register = (program, bind, t) => {
  program
    .command('tick')
    .summary(t('say that what is done by hand is done', 'dire que ce qui se fait à la main est fait'))
    .description(
      t(
        'Records that steps by hand of a lot are done, so that they are not listed again. Nothing is checked: whoever ticks answers for it.',
        'Enregistre que des étapes à la main d’un lot sont faites, pour qu’elles ne soient plus listées. Rien n’est vérifié\u00A0: qui coche en répond.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .requiredOption('--lot <lot>', t('the lot', 'le lot'))
    .option(
      '--phase <phase>',
      t(
        `of this phase only: ${RUN_PHASES.join(', ')}`,
        `de cette phase seulement\u00A0: ${RUN_PHASES.join(', ')}`,
      ),
    )
    .option(
      '--kind <kind>',
      t('steps of this kind only: access, alias, …', 'étapes de ce type seulement\u00A0: access, alias, …'),
    )
    .option('--address <address>', t('of this address only', 'de cette adresse seulement'))
    .addHelpText(
      'after',
      examples(
        'tick --lot pilote',
        'tick --lot pilote --kind access',
        'tick --lot pilote --address anna@a.example',
      ),
    )
    .action(bind(tick));
};

async function tick(cli: Cli, path: string, options: TickOptions): Promise<number> {
  const { services, terminal, t } = cli;
  const phase = options.phase === undefined ? 'all' : oneOf(cli, '--phase', options.phase, RUN_PHASES);
  const kind =
    options.kind === undefined
      ? undefined
      : oneOf(cli, '--kind', options.kind, Object.keys(KINDS) as StepKind[]);
  const plan = await loadPlan(cli, path);
  requireLot(cli, plan, options.lot);
  const { steps } = await prepareRun(cli, plan, { lot: options.lot, phase }, 'nothing');
  const ticked = steps.filter((step) => isMeant(step, kind, options.address));
  if (ticked.length === 0)
    throw new CliError(
      EXIT.usage,
      t('no step by hand is left that fits', 'il ne reste aucune étape à la main qui convienne'),
    );
  const { folder } = plan.files;
  const lock = await services.lockPlan(folder);
  try {
    const ledger = await services.openLedger(folder);
    try {
      for (const { endpoint = '', key } of ticked)
        await ledger.recordStep({ endpoint, key, state: 'by-hand', since: services.clock.now() });
    } finally {
      await ledger.close();
    }
  } finally {
    lock.release();
  }
  terminal.out(ticked.map(({ key }) => `${harmless(key)}\n`).join(''));
  return EXIT.done;
}

function isMeant(
  { action, kind, subject, change }: Step,
  wanted: StepKind | undefined,
  address: string | undefined,
): boolean {
  if (action !== 'handover' || (wanted !== undefined && kind !== wanted)) return false;
  return address === undefined || subject === address || change?.address === address;
}
