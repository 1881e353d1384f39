/** `report`: what became of a plan's lots, for people, from the ledger and the logs of the runs. */
import { compared } from '../../language/model/names.ts';
import type { Locale } from '../../language/rules/rule.ts';
import { recipientsByLot } from '../../planning/recipients.ts';
import {
  type LeftStep,
  type OnRecord,
  type PlanReport,
  type ReportedMailbox,
  reportOf,
} from '../../planning/report/plan-report.ts';
import { inLanguage } from '../../planning/text.ts';
import type { MailboxState, MailboxStatus } from '../../running/ports.ts';
import { type LoadedPlan, loadUnchecked, requireLot } from '../loaded-plan.ts';
import { ownRecords } from '../own-records.ts';
import { prepareRun } from '../prepare-run.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { KINDS, STATES } from '../views/names.ts';
import { harmless } from '../views/style.ts';
import { examples, planArgument, type Register } from './options.ts';

interface ReportOptions {
  readonly lot?: string;
  readonly out?: string;
}

export const registerReport: Register = (program, bind, t) => {
  program
    .command('report')
    .summary(t('what became of the lots, for people', 'ce que sont devenus les lots, pour les personnes'))
    .description(
      t(
        'What moved, what stands open and why, refused messages, runs, costs, and what is left to be done by hand. From the ledger and the logs; connects to nothing. One file that can be sent or printed, in the plan’s language.',
        'Ce qui a été déplacé, ce qui reste ouvert et pourquoi, les messages refusés, les exécutions, les coûts, et ce qui reste à faire à la main. D’après le registre et les journaux\u00A0; ne se connecte à rien. Un seul fichier à envoyer ou à imprimer, dans la langue du plan.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .option('--lot <lot>', t('this lot only', 'ce lot seulement'))
    .option(
      '--out <file>',
      t(
        'write to this file: .html, .xlsx or .md; Markdown on stdout otherwise',
        'écrire dans ce fichier\u00A0: .html, .xlsx ou .md\u00A0; sinon du Markdown sur la sortie standard',
      ),
    )
    .addHelpText(
      'after',
      examples('report --out report.html', 'report --lot vague1 --out vague1.xlsx', 'report --lot vague1'),
    )
    .action(bind(report));
};

async function report(cli: Cli, path: string, { lot, out }: ReportOptions): Promise<number> {
  const plan = await loadUnchecked(cli, path);
  if (lot !== undefined) requireLot(cli, plan, lot);
  const written = await cli.services.writeReport(await reportFor(cli, plan, lot), out ?? 'report.md');
  if (written === undefined)
    throw new CliError(
      EXIT.usage,
      cli.t(
        `--out takes a file that ends in .html, .xlsx or .md, not ${out}`,
        `--out prend un fichier en .html, .xlsx ou .md, et non ${out}`,
      ),
    );
  if (out === undefined) cli.terminal.out(written.toString().split('\n').map(harmless).join('\n'));
  else if (typeof written === 'string') await cli.services.writeText(out, written);
  else await cli.services.writeBytes(out, written);
  if (out !== undefined) cli.terminal.out(`${out}\n`);
  return EXIT.done;
}

async function reportFor(cli: Cli, plan: LoadedPlan, lot: string | undefined): Promise<PlanReport> {
  const { services } = cli;
  const { analysis } = plan;
  const records = await ownRecords(services, plan.files);
  const locale = analysis.model.declared('plan', '')?.has.locale?.value ?? cli.locale;
  const statusOf = await records.statuses(analysis);
  const recorded = await records.recordedRuns();
  const recipients = [...recipientsByLot(analysis).values()].flat();
  const mailboxes = new Map(
    recipients.flatMap((recipient) => {
      const status = statusOf(recipient);
      return status ? [[compared(recipient.address.value), mailboxOf(status, locale)] as const] : [];
    }),
  );
  const live = await records.liveRun();
  const on: OnRecord = { mailboxes, recorded, left: new Map(), isRunning: live !== undefined };
  const wanted = { now: services.clock.now(), locale, ...(lot === undefined ? {} : { lot }) };
  const begun = reportOf(analysis, on, wanted).lots.filter(({ isBegun }) => isBegun);
  const left = new Map<string, readonly LeftStep[]>();
  for (const { name } of begun) left.set(name, await leftOf({ ...cli, locale }, plan, name));
  return reportOf(analysis, { ...on, left }, wanted);
}

function mailboxOf(
  { state, detail, done, refused, bytes, updatedAt }: MailboxStatus,
  locale: Locale,
): ReportedMailbox {
  return {
    stands: STANDS[state],
    state: STATES[state],
    detail: inLanguage(locale, detail),
    messages: done,
    refused,
    bytes,
    at: updatedAt,
  };
}

const STANDS: Readonly<Record<MailboxState, ReportedMailbox['stands']>> = {
  Created: 'open',
  Validating: 'open',
  Provisioning: 'open',
  Queued: 'open',
  Syncing: 'open',
  Synced: 'done',
  IncrementalSyncing: 'open',
  Completing: 'open',
  Completed: 'done',
  CompletedWithWarnings: 'failed',
  Failed: 'failed',
  Stopped: 'open',
};

/** Steps that a run leaves to people and that nobody has ticked off; as the plan says them, since neither end is looked at. */
async function leftOf(cli: Cli, plan: LoadedPlan, lot: string): Promise<LeftStep[]> {
  const { steps } = await prepareRun(cli, plan, { lot, phase: 'all' }, 'nothing');
  return steps
    .filter(({ action }) => action === 'handover')
    .map(({ kind, subject, after }) => ({ kind: KINDS[kind], subject, what: after }));
}
