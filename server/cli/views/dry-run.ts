/**
 * A migration plan printed: what would be done, and why. A lot fits a screen, whatever its size: a line a kind of step, then what a
 * reviewer has to see one by one; it opens to a line a mailbox, and to every step.
 */
import { SYSTEMS } from '../../language/facts/kinds.ts';
import { humanNumber, humanSize } from '../../language/model/words/quantities.ts';
import type { MigrationPlan, Step, StepAction } from '../../planning/migration-plan.ts';
import type { Cli } from '../services.ts';
import { ACTIONS, KINDS } from './names.ts';
import { colon, columns, harmless, painter } from './style.ts';

export const DRY_RUN_FORMATS = ['human', 'json', 'markdown'] as const;
export type DryRunFormat = (typeof DRY_RUN_FORMATS)[number];

/** How far a lot is opened. */
export type Opened = 'lot' | 'mailboxes' | 'steps';

export function showDryRun(cli: Cli, format: DryRunFormat, plan: MigrationPlan, opened: Opened): string {
  if (format === 'json') return `${JSON.stringify(plan, null, 2)}\n`;
  return format === 'markdown' ? markdown(cli, plan) : human(cli, plan, opened);
}

/** Mailboxes that are told one by one without being asked for. */
const FEW = 12;

function human(cli: Cli, plan: MigrationPlan, opened: Opened): string {
  const paint = painter(cli.terminal);
  const errors = plan.verdict.errors.map((error) => paint('red', `! ${harmless(error)}`));
  const body =
    opened === 'steps' ? plan.steps.map((step) => stepLine(cli, step)) : lotLines(cli, plan, opened);
  return [
    paint('bold', title(cli, plan)),
    ...body,
    '',
    ...untried(cli, plan),
    ...errors,
    verdict(cli, plan),
    '',
  ].join('\n');
}

/** Systems that this program was built for by what their makers publish, and that nobody has tried it on. */
function untried({ t, locale }: Cli, { endpoints }: MigrationPlan): string[] {
  return endpoints.flatMap(({ name, kind }) => {
    if (kind !== 'microsoft365' && kind !== 'bluemind') return [];
    const system = SYSTEMS[kind][locale];
    return [
      t(
        `${name}: ${system} is contract-tested, not tenant-tested; try one mailbox first`,
        `${name}\u00A0: ${system} est vérifié sur contrat, pas sur une vraie installation\u00A0; essayez d’abord une boîte`,
      ),
    ];
  });
}

function title({ t, locale }: Cli, { plan, lot, date, totals }: MigrationPlan): string {
  const n = (value: number): string => humanNumber(value, locale);
  const held =
    totals.messages > 0
      ? `${t('; ', '\u00A0; ')}${n(totals.messages)} messages, ${humanSize(totals.bytes, locale)}`
      : '';
  const boxes = t(
    totals.mailboxes === 1 ? 'mailbox' : 'mailboxes',
    totals.mailboxes > 1 ? 'boîtes' : 'boîte',
  );
  return `${plan} · ${t('lot', 'lot')} ${lot} (${date}) · ${n(totals.mailboxes)} ${boxes}${held}`;
}

function lotLines(cli: Cli, plan: MigrationPlan, opened: Opened): string[] {
  const subjects = [...Map.groupBy(plan.steps, ({ subject }) => subject)];
  const isTold = opened === 'mailboxes' || plan.totals.mailboxes <= FEW;
  const told = isTold ? mailboxLines(cli, subjects) : [];
  return [
    ...kindLines(cli, plan.steps),
    ...standOut(cli, plan.steps),
    ...(told.length > 0 ? ['', ...told] : []),
  ];
}

/** A line a kind: how many steps of each action, and how it is now, where that is the same for all. */
function kindLines({ locale }: Cli, steps: readonly Step[]): string[] {
  const rows = [...Map.groupBy(steps, ({ kind }) => kind)].map(([kind, own]) => [
    KINDS[kind][locale],
    ...actionsOf(own, locale),
  ]);
  return columns(rows, [1]).map((line) => `  ${line}`);
}

/** What is to be done, or that nobody looked: what was not looked at is never told to need nothing. */
function doingOf({ kind, action, before }: Step, locale: Cli['locale']): string {
  if (kind === 'verify') return locale === 'fr' ? 'comparer' : 'compare';
  return action === 'none' && NOT_CHECKED.has(before) ? before : ACTIONS[action][locale];
}

/** The largest count in a column of its own; what is left behind it. */
function actionsOf(steps: readonly Step[], locale: Cli['locale']): string[] {
  const counts = [...Map.groupBy(steps, (step) => doingOf(step, locale))].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  const [[doing, most] = ['', []], ...rest] = counts;
  const others = rest.map(([other, own]) => `${humanNumber(own.length, locale)} ${other}`);
  return [humanNumber(most.length, locale), [doing, ...others].join(', ')];
}

/** Of what is told one by one, at most so many. */
const MOST_TOLD = 15;

/** What changes something that is there already, or takes it away: a reviewer has to see each. */
function standOut(cli: Cli, steps: readonly Step[]): string[] {
  const all = steps.filter(
    ({ action, kind }) => kind !== 'mail' && (action === 'revoke' || action === 'update') && kind !== 'lock',
  );
  const telling = all.filter(
    ({ action, kind, before }) => action === 'revoke' || kind === 'profile' || isChange(before),
  );
  if (telling.length === 0) return [];
  const more = telling.length - MOST_TOLD;
  const rest = cli.t(`  … and ${more} more: --steps`, `  … et ${more} autres\u00A0: --steps`);
  return ['', ...telling.slice(0, MOST_TOLD).map((step) => stepLine(cli, step)), ...(more > 0 ? [rest] : [])];
}

const NOT_CHECKED = new Set(['not checked', 'non vérifié']);
const NOTHING_YET = new Set([...NOT_CHECKED, 'not there', 'absent', 'not set', 'non réglée']);
const isChange = (before: string): boolean => !NOTHING_YET.has(before);

/** One line a mailbox: what its mail step does, what is made ready for it, and how many things are left to people. */
function mailboxLines(cli: Cli, subjects: readonly (readonly [string, readonly Step[]])[]): string[] {
  const beneath: string[][] = [];
  const rows = subjects.map(([subject, own], row) => {
    const { cells, said } = mailCells(cli, own);
    if (said !== undefined) beneath[row] = [`    ${said}`];
    return [subject, ...cells, ...leftCells(cli, own)];
  });
  return columns(rows).flatMap((line, row) => [`  ${line}`, ...(beneath[row] ?? [])]);
}

/** What cannot be a cell, why an end could not be looked at, is said in a whole line. */
function mailCells({ t, locale }: Cli, own: readonly Step[]): { cells: string[]; said?: string } {
  const mail = own.find(({ kind }) => kind === 'mail') ?? own.find(({ kind }) => kind === 'verify');
  if (!mail) return { cells: ['', '', '', ''] };
  const before = harmless(mail.before);
  const isLong = before.length > 60;
  const action = mail.kind === 'verify' ? t('verify', 'vérifier') : ACTIONS[mail.action][locale];
  const cells = [action, isLong ? t('not seen', 'non vue') : before, '->', mail.after];
  return isLong ? { cells, said: before } : { cells };
}

function leftCells({ t }: Cli, own: readonly Step[]): string[] {
  const isReady = ({ kind }: Step) => kind !== 'mail' && kind !== 'verify';
  const byRun = own.filter(
    (step) => isReady(step) && step.action !== 'none' && step.action !== 'handover',
  ).length;
  const byHand = own.filter(({ action }) => action === 'handover').length;
  const prepared = byRun > 0 ? t(`${byRun} to make ready`, `${byRun} à préparer`) : '';
  return [prepared, byHand > 0 ? t(`${byHand} by hand`, `${byHand} à la main`) : ''];
}

function stepLine({ t, locale, terminal }: Cli, step: Step): string {
  const { subject, kind, action, before, after, reason } = step;
  const what = t(`${ACTIONS[action].en} ${KINDS[kind].en}`, `${KINDS[kind].fr}\u00A0: ${ACTIONS[action].fr}`);
  return `  ${painter(terminal)('bold', what)}  ${subject}${colon(locale)}${harmless(before)} -> ${harmless(after)} (${harmless(reason)})`;
}

function verdict({ t, locale, terminal }: Cli, { verdict, totals }: MigrationPlan): string {
  const counts = Object.entries(totals.actions)
    .filter(([action]) => action !== 'none')
    .map(([action, count]) => `${count} ${ACTIONS[action as StepAction][locale]}`);
  const paint = painter(terminal);
  const steps = counts.length > 0 ? counts.join(', ') : t('nothing to do', 'rien à faire');
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
    ...untried(plain, plan),
    verdict(plain, plan),
    '',
    `| ${head} |`,
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
