/** `try-addresses`: a message to each old address of a lot, looked for in the mailbox where it has to arrive. */
import { type Arrival, arrivalAt, type Trial, trialsOf } from '../../planning/old-addresses/trials.ts';
import { tryAddresses } from '../../running/old-addresses/try-addresses.ts';
import { requireAnybody } from '../consent.ts';
import { type LoadedPlan, loadPlan, requireLot, requireSound } from '../loaded-plan.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { plural } from '../views/style.ts';
import { allArrived, showTriedAddresses, triedAddresses, triedProgress } from '../views/tried-addresses.ts';
import { examples, oneOf, planArgument, type Register, secretsOption, wholeNumber } from './options.ts';

interface TryOptions {
  readonly lot: string;
  readonly from?: string;
  readonly wait: string;
  readonly yes?: boolean;
  readonly format: string;
}

export const registerTryAddresses: Register = (program, bind, t) => {
  program
    .command('try-addresses')
    .summary(t('send a message to each old address', 'envoyer un message à chaque ancienne adresse'))
    .description(
      t(
        'Sends a small message to each alias, old address and forward of a lot, and looks whether it arrives in the mailbox that the plan says. On a terminal it asks first. The messages stay where they arrive.',
        'Envoie un petit message à chaque alias, ancienne adresse et redirection d’un lot, et regarde s’il arrive dans la boîte que dit le plan. Sur un terminal, elle demande d’abord. Les messages restent où ils arrivent.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .requiredOption('--lot <lot>', t('the lot', 'le lot'))
    .option(
      '--from <address>',
      t(
        'the sender, who gets what bounces; looked into where it is a mailbox of the plan',
        'l’expéditeur, qui reçoit ce qui est rejeté\u00A0; sa boîte est lue si elle est dans le plan',
      ),
    )
    .option(
      '--wait <minutes>',
      t('how long a message is waited for', 'combien de temps un message est attendu'),
      '5',
    )
    .option(
      '--yes',
      t('do not ask; needed where there is no terminal', 'ne pas demander\u00A0; nécessaire sans terminal'),
    )
    .option(...secretsOption(t))
    .option('--format <format>', 'human, json', 'human')
    .addHelpText(
      'after',
      examples('try-addresses --lot pilote', 'try-addresses --lot pilote --from anna@a.example --wait 10'),
    )
    .action(bind(runTrials));
};

async function runTrials(cli: Cli, path: string, options: TryOptions): Promise<number> {
  const format = oneOf(cli, '--format', options.format, ['human', 'json']);
  const minutes = wholeNumber(cli, '--wait', options.wait);
  const { lot, from } = options;
  if (from !== undefined) requireAddress(cli, from);
  requireAnybody(cli, options.yes ?? false);
  const plan = await loadPlan(cli, path);
  requireLot(cli, plan, lot);
  requireSound(cli, plan);
  const { trials, untried } = trialsOf(plan.analysis, lot);
  if (trials.length > 0 && !options.yes) await requireConsent(cli, lot, trials);
  const { services, signal, terminal } = cli;
  const { folder } = plan.files;
  const progress = triedProgress(cli);
  const results = await tryAddresses(trials, {
    ...{ ends: services.ends(folder), handIn: services.handIn, clock: services.clock, signal },
    ...{ patience: minutes * 60_000, returns: returnsOf(plan, from), onProgress: progress.on },
    ...(from !== undefined && { from }),
  }).finally(progress.end);
  const tried = triedAddresses(cli, plan.analysis.model.declared('plan', '')?.title.value ?? '', lot, {
    results,
    untried,
  });
  terminal.out(format === 'json' ? `${JSON.stringify(tried, null, 2)}\n` : showTriedAddresses(cli, tried));
  if (signal.aborted) return EXIT.interrupted;
  return allArrived(tried) ? EXIT.done : EXIT.incomplete;
}

/** Where the sender's mail is, if the plan says: what bounces comes back there. */
function returnsOf({ analysis }: LoadedPlan, from: string | undefined): Arrival[] {
  const arrival = from === undefined ? undefined : arrivalAt(analysis, from);
  return arrival ? [arrival] : [];
}

function requireAddress({ t }: Cli, from: string): void {
  if (/^[^\s<>@]+@[^\s<>@]+$/.test(from)) return;
  throw new CliError(
    EXIT.usage,
    t(
      `--from takes an address such as anna@a.example, not ${from}`,
      `--from prend une adresse telle que anna@a.example, et non ${from}`,
    ),
  );
}

async function requireConsent({ terminal, t }: Cli, lot: string, trials: readonly Trial[]): Promise<void> {
  const places = [...new Set(trials.map(({ handIn }) => `${handIn.endpoint} (${handIn.host})`))].join(', ');
  const count = trials.length;
  const question = t(
    `Send ${count} test ${count === 1 ? 'message' : 'messages'} to addresses of lot ${lot}, through ${places}? They stay in people's mailboxes.`,
    `Envoyer ${count} ${plural(count, 'message', 'messages')} d’essai à des adresses du lot ${lot}, par ${places}\u00A0? Ils restent dans les boîtes.`,
  );
  if (await terminal.confirm(question)) return;
  throw new CliError(EXIT.refused, t('nothing was sent', 'rien n’a été envoyé'));
}
