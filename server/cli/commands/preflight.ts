/** `preflight`: all that can be known of a lot before its wave, and a rehearsal on one mailbox of it. Without that it changes nothing. */
import { compared } from '../../language/model/names.ts';
import { wantedZones } from '../../planning/dns/wanted-zone.ts';
import type { MigrationPlan } from '../../planning/migration-plan.ts';
import { onlyMailbox } from '../../planning/only-mailbox.ts';
import { scopesOf } from '../../planning/provisioning/scopes.ts';
import { wantedOf } from '../../planning/provisioning/wanted.ts';
import { recipientsOf } from '../../planning/recipients.ts';
import { text } from '../../planning/text.ts';
import type { DnsLookup } from '../../running/preflight/dns-lookup.ts';
import { type Looked, preflight } from '../../running/preflight/preflight.ts';
import type { Preflight, PreflightItem } from '../../running/preflight/preflight-item.ts';
import { requireAnybody, requireConsent } from '../consent.ts';
import { holdOf } from '../hold.ts';
import { diagnosticsOf, type LoadedPlan, loadPlan, requireLot } from '../loaded-plan.ts';
import { prepareRun } from '../prepare-run.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { preflightJson, showPreflight, showRecords, triedLogins } from '../views/preflight.ts';
import { examples, oneOf, planArgument, type Register, secretsOption } from './options.ts';
import { carryOut, requireApplicable } from './run.ts';

interface PreflightOptions {
  readonly lot: string;
  readonly rehearse?: string;
  readonly yes?: boolean;
  readonly records?: boolean;
  readonly dns?: string;
  readonly format: string;
}

export const registerPreflight: Register = (program, bind, t) => {
  program
    .command('preflight')
    .summary(t('all that can be known before a wave', 'tout ce qui peut être su avant une vague'))
    .description(
      t(
        'Tries the login of every mailbox of a lot at both ends, and looks whether its target has room and licences, and what DNS says of its domains. Changes nothing, but for a rehearsal.',
        'Essaie l’identifiant de chaque boîte d’un lot des deux côtés, et regarde si sa cible a la place et les licences, et ce que le DNS dit de ses domaines. Ne change rien, sauf pour une répétition.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .requiredOption('--lot <lot>', t('the lot', 'le lot'))
    .option(
      '--rehearse <address>',
      t(
        'then run this mailbox of the lot, and compare every byte of it',
        'exécuter ensuite cette boîte du lot, et en comparer chaque octet',
      ),
    )
    .option(
      '--yes',
      t(
        'do not ask before a rehearsal; needed where there is no terminal',
        'ne pas demander avant une répétition\u00A0; nécessaire sans terminal',
      ),
    )
    .option(
      '--records',
      t(
        'only the DNS records to add, as a zone file has them',
        'seulement les enregistrements DNS à ajouter, comme dans un fichier de zone',
      ),
    )
    .option(
      '--dns <servers>',
      t(
        'ask these DNS servers, by their IP addresses, and not the system’s',
        'interroger ces serveurs DNS, par leurs adresses IP, et non ceux du système',
      ),
    )
    .option(...secretsOption(t))
    .option('--format <format>', 'human, json', 'human')
    .addHelpText(
      'after',
      examples(
        'preflight --lot pilote',
        'preflight --lot pilote --records',
        'preflight --lot pilote --rehearse camille@a.example',
      ),
    )
    .action(bind(run));
};

async function run(cli: Cli, path: string, options: PreflightOptions): Promise<number> {
  const { lot, rehearse } = options;
  const format = oneOf(cli, '--format', options.format, ['human', 'json']);
  const dns = lookup(cli, options.dns);
  const plan = await loadPlan(cli, path);
  requireLot(cli, plan, lot);
  if (rehearse !== undefined) {
    requireMailbox(cli, plan, lot, rehearse);
    requireAnybody(cli, options.yes ?? false);
  }
  const told = await look(cli, plan, lot, dns);
  if (options.records) cli.terminal.out(showRecords(cli, told));
  else cli.terminal.out(format === 'json' ? preflightJson(cli, told) : showPreflight(cli, told));
  const failed = told.items.filter(({ severity }) => severity === 'error');
  if (rehearse === undefined) return failed.length > 0 ? EXIT.incomplete : EXIT.done;
  requireNothingAgainst(cli, failed, rehearse);
  const code = await rehearsed(cli, plan, { ...options, rehearse }, format);
  return code === EXIT.done && failed.length > 0 ? EXIT.incomplete : code;
}

/** A server that is no IP address is told before anything is looked at. */
function lookup({ services, t }: Cli, servers: string | undefined): DnsLookup {
  try {
    return services.dns(servers?.split(',').map((server) => server.trim()));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CliError(
      EXIT.usage,
      t(
        `--dns takes IP addresses, with or without a port, not ${servers}`,
        `--dns prend des adresses IP, avec ou sans port, et non ${servers}`,
      ),
    );
  }
}

async function look(cli: Cli, plan: LoadedPlan, lot: string, dns: DnsLookup): Promise<Preflight> {
  const { services, signal } = cli;
  const { folder } = plan.files;
  const migration = await prepareRun(cli, plan, { lot, phase: 'all' }, 'nothing');
  const view = triedLogins(cli);
  const items = await preflight(lookedAt(plan, lot, migration), {
    ...{ dns, signal, clock: services.clock, onTried: view.on },
    ends: services.ends(folder),
    provisioner: services.provisioner(folder),
    recorded: await services.recordedSteps(folder),
  }).finally(view.end);
  const { plan: title, date } = migration;
  return {
    schema: 'migplan/preflight/v1',
    ...{ plan: title, lot, date },
    items: [...planItems(cli, plan, lot, migration), ...items],
  };
}

function lookedAt({ analysis }: LoadedPlan, lot: string, { steps, endpoints }: MigrationPlan): Looked {
  const known = new Set(endpoints.map(({ name }) => name));
  const copies = steps.flatMap(({ kind, copy }) => (kind === 'mail' && copy ? [copy] : []));
  const held = recipientsOf(analysis, lot).map(
    (one) => [compared(one.address.value), analysis.model.heldBy(one)?.bytes] as const,
  );
  return {
    endpoints,
    // What cannot be run is told of the plan; the rest is tried all the same.
    copies: copies.filter(({ source, target }) => known.has(source.endpoint) && known.has(target.endpoint)),
    wanted: wantedOf(analysis, lot),
    scopes: scopesOf(analysis, lot, 'all', endpoints),
    holds: new Map(held.flatMap(([address, bytes]) => (bytes === undefined ? [] : [[address, bytes]]))),
    zones: (targets) => wantedZones(analysis, lot, targets),
  };
}

/** What the plan itself says against a run. */
function planItems(cli: Cli, plan: LoadedPlan, lot: string, { verdict }: MigrationPlan): PreflightItem[] {
  const item = (severity: PreflightItem['severity'], en: string, fr = en): PreflightItem => ({
    ...{ kind: 'plan', subject: lot, severity },
    says: text(en, fr),
  });
  const errors = diagnosticsOf(plan.analysis).diagnostics.filter(({ severity }) => severity === 'error');
  const hold = holdOf(cli, plan, lot);
  return [
    ...verdict.errors.map((error) => item('error', error)),
    ...(errors.length > 0
      ? [
          item(
            'error',
            `the plan has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}: run migplan check`,
            `le plan a ${errors.length} ${errors.length === 1 ? 'erreur' : 'erreurs'}\u00A0: lancez migplan check`,
          ),
        ]
      : []),
    ...(hold === undefined ? [] : [item('warning', hold)]),
  ];
}

function requireMailbox({ t }: Cli, { analysis }: LoadedPlan, lot: string, address: string): void {
  const isOfLot = recipientsOf(analysis, lot).some(
    (one) => compared(one.address.value) === compared(address) && !one.has.new,
  );
  if (isOfLot) return;
  throw new CliError(
    EXIT.usage,
    t(`lot ${lot} moves no mailbox ${address}`, `le lot ${lot} ne migre aucune boîte ${address}`),
  );
}

/** What another mailbox lacks, or DNS, stands in the way of no rehearsal. */
function requireNothingAgainst({ t }: Cli, failed: readonly PreflightItem[], address: string): void {
  const against = failed.filter(
    ({ kind, subject }) => kind === 'plan' || kind === 'target' || compared(subject) === compared(address),
  );
  if (against.length === 0) return;
  throw new CliError(
    EXIT.refused,
    t(
      `${address} is not rehearsed: what is said above stands against it`,
      `${address} n’est pas répétée\u00A0: ce qui est dit plus haut s’y oppose`,
    ),
  );
}

/** As `run` does it, for this mailbox alone, with every byte compared. */
async function rehearsed(
  cli: Cli,
  plan: LoadedPlan,
  { lot, rehearse, yes = false }: PreflightOptions & { readonly rehearse: string },
  format: 'human' | 'json',
): Promise<number> {
  const hold = holdOf(cli, plan, lot);
  if (hold !== undefined) throw new CliError(EXIT.refused, hold);
  const whole = await prepareRun(cli, plan, { lot, phase: 'all' }, 'targets');
  requireApplicable(whole);
  const migration = onlyMailbox(whole, rehearse);
  await requireConsent(cli, migration, yes);
  return carryOut(cli, plan, migration, format, { content: 'all' });
}
