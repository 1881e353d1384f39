/** `status`: where each lot and mailbox stands, by what earlier runs recorded. */
import { type SheetsStanding, sheetsByLot } from '../../language/model/calendar/recorded-sheets.ts';
import { compared } from '../../language/model/names.ts';
import { type Roster, rosterOf } from '../../language/roster.ts';
import type { Locale } from '../../language/rules/rule.ts';
import { recipientsByLot } from '../../planning/recipients.ts';
import { inLanguage } from '../../planning/text.ts';
import type { MailboxStatus } from '../../running/ports.ts';
import { type OwnRecords, ownRecords } from '../own-records.ts';
import { requireLotAmong } from '../require-lot.ts';
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
        'Lit le registre à côté du plan\u00A0; ne se connecte à rien.',
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
  const plan = await cli.services.readPlanTexts(path);
  const roster = rosterOf(plan.texts, plan.isRootPlan ? plan.root : undefined);
  const names = roster.lots.map(({ name }) => name);
  if (lot !== undefined) requireLotAmong(cli, names, lot);
  const records = await ownRecords(cli.services, plan);
  const run = await records.liveRun();
  const recorded = await recordedOf(cli, path, plan.folder, records);
  const standing = reportOf(cli, roster, recorded, { lot, isTimed: chosen === 'json' });
  const report: StatusReport = run ? { ...standing, run } : standing;
  cli.terminal.out(
    chosen === 'json' ? `${JSON.stringify(report, null, 2)}\n` : showStatus(cli, report, lot !== undefined),
  );
  return EXIT.done;
}

interface Recorded {
  /** Of the plan's mailbox with an address. */
  readonly statusOf: (address: string) => MailboxStatus | undefined;
  readonly sheets: ReadonlyMap<string, SheetsStanding>;
}

/**
 * Where the plan is alone and the ledger knows each target mailbox once, its address tells which record is a mailbox's; else both ends
 * of its copy do. What they are is for an analysis to say, and whose sheets are on record.
 */
async function recordedOf(cli: Cli, path: string, folder: string, records: OwnRecords): Promise<Recorded> {
  const all = await cli.services.statuses(folder);
  const sheets = await cli.services.recordedSheets(folder);
  const byAddress = new Map(all.map((status) => [compared(status.key.target.mailbox), status]));
  const isPlain = records.isAlone && byAddress.size === all.length && sheets.length === 0;
  if (isPlain) return { statusOf: (address) => byAddress.get(compared(address)), sheets: new Map() };
  const { loadUnchecked } = await import('../loaded-plan.ts');
  const { analysis } = await loadUnchecked(cli, path);
  const statusOf = await records.statuses(analysis);
  const recipients = [...recipientsByLot(analysis).values()].flat();
  const own = new Map(recipients.map((one) => [compared(one.address.value), statusOf(one)]));
  return { statusOf: (address) => own.get(compared(address)), sheets: sheetsByLot(analysis.model, sheets) };
}

function reportOf(
  { locale }: Cli,
  { title, lots }: Roster,
  { statusOf, sheets }: Recorded,
  { lot, isTimed }: { readonly lot: string | undefined; readonly isTimed: boolean },
): StatusReport {
  return {
    schema: 'migplan/status/v1',
    plan: title,
    lots: lots
      .filter(({ name }) => lot === undefined || name === lot)
      .map((one) => {
        const sent = sheets.get(one.name);
        return {
          lot: one.name,
          date: one.date,
          ...(sent ? { sheets: sent } : {}),
          mailboxes: one.copied.map((address) => standing(address, statusOf(address), locale, isTimed)),
        };
      })
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

function standing(
  address: string,
  status: MailboxStatus | undefined,
  locale: Locale,
  isTimed: boolean,
): MailboxStanding {
  if (!status) return { address, state: 'Created', detail: '', messages: { copied: 0, failed: 0 }, bytes: 0 };
  const { state, detail, done, refused, bytes, updatedAt } = status;
  return {
    address,
    state,
    detail: inLanguage(locale, detail),
    messages: { copied: done, failed: refused },
    bytes,
    ...(isTimed ? { updated: updatedAt.toISOString() } : {}),
  };
}
