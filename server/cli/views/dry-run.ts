/** A migration plan printed: what would be done for each mailbox, and why. */
import { humanNumber, humanSize } from '../../language/model/words/quantities.ts';
import type { MigrationPlan, Step, StepAction } from '../../planning/migration-plan.ts';
import type { Cli } from '../services.ts';
import { ACTIONS, KINDS } from './names.ts';
import { colon, columns, harmless, painter } from './style.ts';

export const DRY_RUN_FORMATS = ['human', 'json', 'markdown'] as const;
export type DryRunFormat = (typeof DRY_RUN_FORMATS)[number];

export function showDryRun(cli: Cli, format: DryRunFormat, plan: MigrationPlan, steps: boolean): string {
  if (format === 'json') return `${JSON.stringify(plan, null, 2)}\n`;
  return format === 'markdown' ? markdown(cli, plan) : human(cli, plan, steps);
}

function human(cli: Cli, plan: MigrationPlan, showSteps: boolean): string {
  const paint = painter(cli.terminal);
  const body = showSteps ? plan.steps.map((step) => stepLine(cli, step)) : mailboxLines(cli, plan);
  const errors = plan.verdict.errors.map((error) => paint('red', `! ${error}`));
  return [paint('bold', title(cli, plan)), ...body, '', ...errors, verdict(cli, plan), ''].join('\n');
}

function title({ t, locale }: Cli, { plan, lot, date, totals }: MigrationPlan): string {
  const n = (value: number): string => humanNumber(value, locale);
  const held =
    totals.messages > 0
      ? `${t('; ', ' ; ')}${n(totals.messages)} messages, ${humanSize(totals.bytes, locale)}`
      : '';
  const boxes = t(
    totals.mailboxes === 1 ? 'mailbox' : 'mailboxes',
    totals.mailboxes > 1 ? 'boîtes' : 'boîte',
  );
  return `${plan} · ${t('lot', 'lot')} ${lot} (${date}) · ${n(totals.mailboxes)} ${boxes}${held}`;
}

/** One line a mailbox: what its mail step does, and how many things are left to people. */
function mailboxLines({ t, locale }: Cli, { steps }: MigrationPlan): string[] {
  const beneath: string[][] = [];
  const rows = [...Map.groupBy(steps, ({ subject }) => subject)].map(([subject, own], row) => {
    const mail = own.find(({ kind }) => kind === 'mail') ?? own.find(({ kind }) => kind === 'verify');
    const byHand = own.filter(({ action }) => action === 'handover').length;
    const left = byHand > 0 ? t(`${byHand} by hand`, `${byHand} à la main`) : '';
    const said = harmless(mail?.before ?? '');
    if (isLong(said)) beneath[row] = [`    ${said}`];
    const before = isLong(said) ? t('not seen', 'non vue') : said;
    return [
      subject,
      mail?.kind === 'verify' ? t('verify', 'vérifier') : ACTIONS[mail?.action ?? 'none'][locale],
      before,
      '->',
      mail?.after ?? '',
      left,
    ];
  });
  return columns(rows).flatMap((line, row) => [`  ${line}`, ...(beneath[row] ?? [])]);
}

/** What cannot be a cell: why an end could not be looked at, in a whole line. */
const isLong = (before: string): boolean => before.length > 60;

function stepLine({ t, locale, terminal }: Cli, step: Step): string {
  const { subject, kind, action, before, after, reason } = step;
  const what = t(`${ACTIONS[action].en} ${kind}`, `${KINDS[kind].fr} : ${ACTIONS[action].fr}`);
  return `  ${painter(terminal)('bold', what)}  ${subject}${colon(locale)}${harmless(before)} -> ${after} (${harmless(reason)})`;
}

function verdict({ t, locale, terminal }: Cli, { verdict, totals }: MigrationPlan): string {
  const counts = Object.entries(totals.actions)
    .filter(([action]) => action !== 'none')
    .map(([action, count]) => `${count} ${ACTIONS[action as StepAction][locale]}`);
  const paint = painter(terminal);
  const steps = counts.join(', ');
  if (verdict.errors.length > 0)
    return paint(
      'red',
      t(`cannot be run as it stands (${steps})`, `ne peut pas être lancé en l’état (${steps})`),
    );
  if (!verdict.complete)
    return paint(
      'yellow',
      t(`not checked against both ends (${steps})`, `non vérifié auprès des deux côtés (${steps})`),
    );
  return paint('green', t(`ready to run (${steps})`, `prêt à lancer (${steps})`));
}

function markdown(cli: Cli, plan: MigrationPlan): string {
  const rows = plan.steps.map(
    ({ subject, kind, action, before, after, reason }) =>
      `| ${[subject, KINDS[kind][cli.locale], ACTIONS[action][cli.locale], before, after, reason].map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`,
  );
  const head = cli.t(
    'Mailbox | Step | Action | Before | After | Why',
    'Boîte | Étape | Action | Avant | Après | Pourquoi',
  );
  const plain = { ...cli, terminal: { ...cli.terminal, colour: false } };
  return [
    `# ${title(cli, plan)}`,
    '',
    verdict(plain, plan),
    '',
    `| ${head} |`,
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
