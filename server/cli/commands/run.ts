/** `run` and `verify`: a lot's mail is copied and compared; a saved migration plan is run only while it still holds. */
import type { Look, MigrationPlan, RunPhase } from '../../planning/migration-plan.ts';
import { RUN_PHASES } from '../../planning/migration-plan.ts';
import { type ExecuteOptions, execute } from '../../running/executor.ts';
import type { Live } from '../../running/live/live-run.ts';
import { Pause } from '../../running/lot/pause.ts';
import type { RunEvent } from '../../running/run-event.ts';
import type { RunResult } from '../../running/run-result.ts';
import { requireAnybody, requireConsent } from '../consent.ts';
import { holdOf } from '../hold.ts';
import { type LoadedPlan, loadPlan, requireLot, requireSound } from '../loaded-plan.ts';
import { prepareRun } from '../prepare-run.ts';
import { readSavedPlan, requireUnchanged, type SavedRun } from '../saved-plan.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { progressView } from '../views/progress.ts';
import { runResultJson, showRunResult } from '../views/run-result.ts';
import { harmless } from '../views/style.ts';
import {
  examples,
  exitCodeOption,
  oneOf,
  planArgument,
  type Register,
  secretsOption,
  wholeNumber,
} from './options.ts';

interface RunOptions {
  readonly lot: string;
  readonly phase?: string;
  readonly plan?: string;
  readonly yes?: boolean;
  readonly format: string;
  readonly parallel?: string;
  readonly newestFirst?: boolean;
}

interface VerifyOptions {
  readonly lot: string;
  readonly content: string;
  readonly format: string;
}

export const registerRun: Register = (program, bind, t) => {
  program
    .command('run')
    .summary(t('copy a lot and verify it', 'copier un lot et le vérifier'))
    .description(
      t(
        'Copies what is missing of a lot and compares both ends. Run again it goes on where it stopped and copies nothing twice. On a terminal it asks first.',
        'Copie ce qui manque d’un lot et compare les deux côtés. Relancée, elle reprend où elle s’est arrêtée et ne copie rien deux fois. Sur un terminal, elle demande d’abord.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .requiredOption('--lot <lot>', t('the lot', 'le lot'))
    .option(
      '--phase <phase>',
      t(`only this phase: ${RUN_PHASES.join(', ')}`, `cette phase seulement\u00A0: ${RUN_PHASES.join(', ')}`),
    )
    .option(
      '--plan <file>',
      t(
        'run a migration plan saved by dry-run --out; refused if the plan, the target or the source has changed since',
        'exécuter un plan de migration enregistré par dry-run --out\u00A0; refusé si le plan, la cible ou la source a changé depuis',
      ),
    )
    .option(
      '--yes',
      t('do not ask; needed where there is no terminal', 'ne pas demander\u00A0; nécessaire sans terminal'),
    )
    .option(
      '--parallel <n>',
      t(
        'mailboxes at once, at most; as many as connections allow otherwise',
        'boîtes à la fois, au plus\u00A0; sinon autant que les connexions le permettent',
      ),
    )
    .option(
      '--newest-first',
      t(
        'in each folder the newest message first; mail programs that sort by arrival then show old mail as new',
        'dans chaque dossier le message le plus récent d’abord\u00A0; les logiciels qui trient par arrivée montrent alors l’ancien courrier comme nouveau',
      ),
    )
    .option(...secretsOption(t))
    .option(...exitCodeOption(t))
    .option('--format <format>', 'human, json', 'human')
    .addHelpText(
      'after',
      examples(
        'run --lot pilote',
        'run --lot pilote --yes --format json',
        'run --lot pilote --plan pilote.json',
      ),
    )
    .action(bind(run));
};

export const registerVerify: Register = (program, bind, t) => {
  program
    .command('verify')
    .summary(t('compare source and target again from nothing', 'comparer de zéro la source et la cible'))
    .description(
      t(
        'Compares folders, messages, flags and dates of a lot at both ends, without trusting what earlier runs recorded.',
        'Compare dossiers, messages, marques et dates d’un lot des deux côtés, sans se fier à ce que les exécutions d’avant ont enregistré.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .requiredOption('--lot <lot>', t('the lot', 'le lot'))
    .option(
      '--content <how>',
      t(
        'sample: the bytes of some messages; all: the bytes of every one',
        'sample\u00A0: les octets de certains messages\u00A0; all\u00A0: les octets de tous',
      ),
      'sample',
    )
    .option(...secretsOption(t))
    .option(...exitCodeOption(t))
    .option('--format <format>', 'human, json', 'human')
    .addHelpText('after', examples('verify --lot pilote', 'verify --lot pilote --content all'))
    .action(bind(verify));
};

async function run(cli: Cli, path: string, options: RunOptions): Promise<number> {
  const format = oneOf(cli, '--format', options.format, ['human', 'json']);
  const phase = options.phase === undefined ? 'all' : oneOf(cli, '--phase', options.phase, RUN_PHASES);
  const parallel =
    options.parallel === undefined
      ? {}
      : { parallel: Math.max(1, wholeNumber(cli, '--parallel', options.parallel)) };
  const plan = await loadPlan(cli, path);
  requireLot(cli, plan, options.lot);
  requireSound(cli, plan);
  const hold = holdOf(cli, plan, options.lot);
  if (hold !== undefined) throw new CliError(EXIT.refused, hold);
  requireAnybody(cli, options.yes ?? false);
  const migration = await plannedRun(cli, plan, { lot: options.lot, phase }, options.plan);
  await requireConsent(cli, migration, options.yes ?? false);
  const order = options.newestFirst ? { newestFirst: true } : {};
  return carryOut(cli, plan, migration, format, { content: 'sample', ...parallel, ...order });
}

/** What was reviewed is held against the plan first, then against what was looked at for it, as it is now. */
async function plannedRun(
  cli: Cli,
  plan: LoadedPlan,
  chosen: { readonly lot: string; readonly phase: RunPhase | 'all' },
  file: string | undefined,
): Promise<MigrationPlan> {
  const saved = file === undefined ? undefined : await readSavedPlan(cli, file, chosen);
  if (saved) {
    const unseen = await prepareRun(cli, plan, chosen, 'nothing');
    if (unseen.fingerprint !== saved.fingerprint) requireUnchanged(cli, saved, unseen);
  }
  const migration = await prepareRun(cli, plan, chosen, lookFor(saved));
  requireApplicable(migration);
  if (saved) requireUnchanged(cli, saved, migration);
  return migration;
}

/** As much as was looked at for what was reviewed, and what a run has to know in any case. */
function lookFor(saved: SavedRun | undefined): Look {
  return saved && saved.looked !== 'targets' ? 'all' : 'targets';
}

async function verify(cli: Cli, path: string, options: VerifyOptions): Promise<number> {
  const format = oneOf(cli, '--format', options.format, ['human', 'json']);
  const content = oneOf(cli, '--content', options.content, ['sample', 'all']);
  const plan = await loadPlan(cli, path);
  requireLot(cli, plan, options.lot);
  const phase: RunPhase = 'verify';
  const migration = await prepareRun(cli, plan, { lot: options.lot, phase }, 'nothing');
  requireApplicable(migration);
  return carryOut(cli, plan, migration, format, { content });
}

type How = Pick<ExecuteOptions, 'content' | 'parallel' | 'newestFirst'>;

/** Executes a migration plan with all that a person sees and steers of it; the exit code. */
export async function carryOut(
  cli: Cli,
  { files }: LoadedPlan,
  migration: MigrationPlan,
  format: 'human' | 'json',
  how: How,
): Promise<number> {
  const { services, terminal, locale } = cli;
  const cancelled = new AbortController();
  const signal = AbortSignal.any([cli.signal, cancelled.signal]);
  const pause = new Pause();
  const held: { lock?: { release(): void }; live?: Live } = {};
  const view = progressView(cli);
  const tell = (event: RunEvent): void => {
    held.live?.on(event);
    view.on(event, held.live?.standing);
  };
  let result: RunResult | undefined;
  await services.loadForRun(migration.endpoints);
  try {
    result = await execute(migration, {
      ...how,
      ends: services.ends(files.folder, (endpoint, until) => tell({ event: 'quiet', endpoint, until })),
      provisioner: services.provisioner(files.folder),
      async openLedger() {
        held.lock = await services.lockPlan(files.folder);
        const cancel = (): void => cancelled.abort();
        const ledger = await services.openLedger(files.folder);
        for (const notice of ledger.notices) terminal.err(`${harmless(notice[locale])}\n`);
        held.live = await services.beginLive(files.folder, migration, { pause, cancel, signal });
        return ledger;
      },
      ...{ clock: services.clock, signal, locale, pause, onEvent: tell },
    });
    view.end();
    terminal.out(format === 'json' ? runResultJson(result) : showRunResult(cli, result));
    await tellHandover(cli, files.folder, migration);
    return exitCodeOf(signal, result);
  } finally {
    held.live?.end(result);
    held.lock?.release();
  }
}

/** What is left to people lies beside the plan's other records, in files that they can follow. */
async function tellHandover(
  { services, terminal, t, locale }: Cli,
  folder: string,
  plan: MigrationPlan,
): Promise<void> {
  const written = await services.handOver(`${folder}/.migplan/handover/${plan.lot}`, plan, locale);
  if (written.length === 0) return;
  const said = t(
    'To be done by hand, and ticked off by migplan tick:',
    'À faire à la main, puis à cocher par migplan tick\u00A0:',
  );
  terminal.err(`${[said, ...written].join('\n  ')}\n`);
}

function exitCodeOf(signal: AbortSignal, { stoppedBy, mailboxes, steps }: RunResult): number {
  if (signal.aborted) return EXIT.interrupted;
  if (stoppedBy) return EXIT.stopped;
  if (steps.some(({ outcome }) => outcome === 'failed' || outcome === 'waiting' || outcome === 'unreached'))
    return EXIT.incomplete;
  return mailboxes.every(({ state }) => state === 'Completed' || state === 'Synced')
    ? EXIT.done
    : EXIT.incomplete;
}

/** Throws a CliError where something stands against running it. */
export function requireApplicable({ verdict }: MigrationPlan): void {
  const [first] = verdict.errors;
  const more = verdict.errors.length > 1 ? ` (+${verdict.errors.length - 1})` : '';
  if (first !== undefined) throw new CliError(EXIT.refused, `${first}${more}`);
}
