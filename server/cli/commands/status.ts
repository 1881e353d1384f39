/** `status`: where each lot and mailbox stands, by what earlier runs recorded. */
import { compared } from '../../language/model/names.ts';
import type { Locale } from '../../language/rules/rule.ts';
import { recipientsByLot } from '../../planning/recipients.ts';
import { inLanguage } from '../../planning/text.ts';
import type { MailboxStatus } from '../../running/ports.ts';
import { type LoadedPlan, loadUnchecked, requireLot } from '../loaded-plan.ts';
import { type Cli, EXIT } from '../services.ts';
import { type MailboxStanding, type StatusReport, showStatus } from '../views/status.ts';
import { examples, oneOf, planArgument, type Register } from './options.ts';

export const registerStatus: Register = (program, bind, t) => {
  program
    .command('status')
    .summary(t('where each lot and mailbox stands', 'où en sont chaque lot et chaque boîte'))
    .description(
      t(
        'Reads the ledger beside the plan; connects to nothing.',
        'Lit le registre à côté du plan ; ne se connecte à rien.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .option('--lot <lot>', t('this lot, a line a mailbox', 'ce lot, une ligne par boîte'))
    .option('--format <format>', 'human, json', 'human')
    .addHelpText('after', examples('status', 'status --lot pilote', 'status --format json'))
    .action(bind(status));
};

async function status(
  cli: Cli,
  path: string,
  { lot, format }: { lot?: string; format: string },
): Promise<number> {
  const chosen = oneOf(cli, '--format', format, ['human', 'json']);
  const plan = await loadUnchecked(cli, path);
  if (lot !== undefined) requireLot(cli, plan, lot);
  const run = await cli.services.liveRun(plan.files.folder);
  const standing = reportOf(cli, plan, await cli.services.statuses(plan.files.folder), lot);
  const report: StatusReport = run ? { ...standing, run } : standing;
  cli.terminal.out(
    chosen === 'json' ? `${JSON.stringify(report, null, 2)}\n` : showStatus(cli, report, lot !== undefined),
  );
  return EXIT.done;
}

function reportOf(
  { locale }: Cli,
  { analysis }: LoadedPlan,
  statuses: readonly MailboxStatus[],
  only: string | undefined,
): StatusReport {
  const byAddress = new Map(statuses.map((status) => [compared(status.key.target.mailbox), status]));
  const recipients = recipientsByLot(analysis);
  const lots = [...analysis.declarations('lot')].filter(
    ({ name }) => only === undefined || name.value === only,
  );
  return {
    schema: 'migplan/status/v1',
    plan: analysis.model.declared('plan', '')?.title.value ?? '',
    lots: lots
      .map(({ name, has }) => ({
        lot: name.value,
        date: has.date?.value ?? '',
        mailboxes: (recipients.get(name.value) ?? [])
          .filter(({ has }) => !has.new) // nothing of theirs is copied
          .map(({ address }) => standing(address.value, byAddress.get(compared(address.value)), locale)),
      }))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

function standing(address: string, status: MailboxStatus | undefined, locale: Locale): MailboxStanding {
  if (!status) return { address, state: 'Created', detail: '', messages: { copied: 0, failed: 0 }, bytes: 0 };
  const { state, detail, done, refused, bytes, updatedAt } = status;
  return {
    address,
    state,
    detail: inLanguage(locale, detail),
    messages: { copied: done, failed: refused },
    bytes,
    updated: updatedAt.toISOString(),
  };
}
