/** Asks a person before a run, naming what it is about to do and where; where nobody can be asked, the command line has to say yes. */
import { humanNumber, humanSize } from '../language/model/words/quantities.ts';
import type { Endpoint, MigrationPlan } from '../planning/migration-plan.ts';
import { isTaken } from '../running/provisioning/provision.ts';
import { type Cli, CliError, EXIT } from './services.ts';

/** Throws a CliError where nobody can be asked: before anything is looked at. */
export function requireAnybody({ terminal, t }: Cli, yes: boolean): void {
  if (yes || terminal.inIsTerminal) return;
  throw new CliError(
    EXIT.usage,
    t(
      'there is no terminal to ask on: add --yes to run',
      'pas de terminal pour demander\u00A0: ajoutez --yes pour lancer',
    ),
  );
}

/** Throws a CliError where the person says no. */
export async function requireConsent(cli: Cli, plan: MigrationPlan, yes: boolean): Promise<void> {
  const { terminal, t } = cli;
  if (yes || (await terminal.confirm(question(cli, plan)))) return;
  throw new CliError(EXIT.refused, t('not run', 'non lancé'));
}

/** `Copy 46 mailboxes (1,394 messages, 15 GB) and make 12 changes, lot pilots, between old (h) and new (h)?` */
function question(cli: Cli, plan: MigrationPlan): string {
  const { t, locale } = cli;
  const { lot, endpoints } = plan;
  const between = endpoints.map((endpoint) => `${endpoint.name} (${placeOf(endpoint)})`).join(', ');
  const said = [...copying(cli, plan), ...changing(cli, plan)];
  const what =
    said.length > 0
      ? said.join(t(' and ', ' et '))
      : t('look at everything again', 'tout regarder à nouveau');
  const sentence = `${what.charAt(0).toLocaleUpperCase(locale)}${what.slice(1)}`;
  return t(
    `${sentence}, lot ${lot}, between ${between}?`,
    `${sentence}, lot ${lot}, entre ${between}\u00A0?`,
  );
}

function copying({ t, locale }: Cli, { steps, totals }: MigrationPlan): string[] {
  const count = steps.filter(({ kind }) => kind === 'mail').length;
  if (count === 0) return [];
  const held =
    totals.messages > 0
      ? ` (${humanNumber(totals.messages, locale)} messages, ${humanSize(totals.bytes, locale)})`
      : '';
  return [
    t(
      `copy ${count} ${count === 1 ? 'mailbox' : 'mailboxes'}${held}`,
      `copier ${count} ${count > 1 ? 'boîtes' : 'boîte'}${held}`,
    ),
  ];
}

function changing({ t, locale }: Cli, { steps }: MigrationPlan): string[] {
  const count = steps.filter(isTaken).length;
  if (count === 0) return [];
  const many = humanNumber(count, locale);
  return [
    t(
      `make ${many} ${count === 1 ? 'change' : 'changes'}`,
      `faire ${many} ${count > 1 ? 'modifications' : 'modification'}`,
    ),
  ];
}

const placeOf = (endpoint: Endpoint): string => (endpoint.kind === 'archive' ? endpoint.path : endpoint.host);
