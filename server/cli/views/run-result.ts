/** What a run or a verification came to: one line a mailbox that needs one, those that say the same together, then the whole. */
import { humanNumber, humanSize } from '../../language/model/words/quantities.ts';
import { lineOf } from '../../running/failures.ts';
import type { MailboxResult, RunResult } from '../../running/run-result.ts';
import type { Cli } from '../services.ts';
import { STATES } from './names.ts';
import { stepResultLines } from './step-results.ts';
import { colon, harmless, painter, plural } from './style.ts';

export function showRunResult(cli: Cli, result: RunResult): string {
  const { t, terminal } = cli;
  const paint = painter(terminal);
  const unwell = result.mailboxes.filter(({ state }) => state !== 'Completed' && state !== 'Synced');
  const lines = [...Map.groupBy(unwell, sayingOf).values()].flatMap((alike) => groupLines(cli, alike));
  const stopped = result.stoppedBy
    ? [
        paint(
          'red',
          lineOf(
            result.stoppedBy,
            result.stoppedBy.kind === 'interrupted' // its own advice says so
              ? undefined
              : t('What was copied before is recorded.', 'Ce qui a été copié avant est enregistré.'),
          ),
        ),
      ]
    : [];
  return [
    ...stepResultLines(cli, result.steps),
    ...lines,
    ...notes(cli, result),
    ...stopped,
    paint(unwell.length > 0 ? 'yellow' : 'green', summary(cli, result)),
    '',
  ].join('\n');
}

/** Mailboxes with nothing of their own to tell, such as all that a run did not come to, say the same. */
function sayingOf({ address, state, problem, differences, refused, folders }: MailboxResult): string {
  const hasMore = differences.length > 0 || refused.length > 0 || folders.length > 1;
  return hasMore ? address : `${state} ${problem ?? ''}`;
}

function groupLines(cli: Cli, alike: readonly MailboxResult[]): string[] {
  const [first] = alike;
  if (!first) return [];
  const others = alike.length - 1;
  if (others === 0) return mailboxLines(cli, first, first.address);
  const who = cli.t(
    `${first.address} and ${humanNumber(others, 'en')} more`,
    `${first.address} et ${humanNumber(others, 'fr')} ${others > 1 ? 'autres' : 'autre'}`,
  );
  return mailboxLines(cli, first, who);
}

/** Notes shown a run; the JSON has them all. */
const MOST_NOTES = 10;

/** What a person should know of what was copied: folders renamed or merged, flags that the target does not keep. What many share is said once. */
function notes({ t, locale }: Cli, { mailboxes }: RunResult): string[] {
  const noted = mailboxes.flatMap(({ address, notes, messages }) =>
    notes
      .filter(({ kind }) => messages.copied > 0 || kind === 'moved')
      .map(({ folder, text }) => ({ address, told: `${folder}${colon(locale)}${text}` })),
  );
  const told = [...Map.groupBy(noted, ({ told }) => told)].map(([told, of]) => {
    const own = new Set(of.map(({ address }) => address));
    if (own.size === 1) return `${of[0]?.address} ${told}`;
    const count = humanNumber(own.size, locale);
    return `${told} ${t(`(${count} mailboxes)`, `(${count} boîtes)`)}`;
  });
  const more = told.length - MOST_NOTES;
  const shown = told.slice(0, MOST_NOTES).map(harmless);
  if (more <= 0) return shown;
  const rest =
    more === 1
      ? t('… and 1 more note', '… et 1 autre remarque')
      : t(`… and ${more} more notes`, `… et ${more} autres remarques`);
  return [...shown, rest];
}

/** Differences shown a mailbox; the JSON has them all. */
const MOST_DIFFERENCES = 5;

function mailboxLines(
  { t, locale, terminal }: Cli,
  { state, problem, differences, refused, folders }: MailboxResult,
  who: string,
): string[] {
  const is = colon(locale);
  const head = `${painter(terminal)('bold', who)}${is}${STATES[state][locale]}${problem ? `, ${harmless(problem)}` : ''}`;
  const shown = differences
    .slice(0, MOST_DIFFERENCES)
    .map(({ folder, uid, reason }) => `  ${folder}${uid ? ` UID ${uid}` : ''}${is}${reason}`);
  const more = differences.length - shown.length;
  const rest =
    more === 1
      ? t('… and 1 more difference', '… et 1 autre différence')
      : t(`… and ${more} more differences`, `… et ${more} autres différences`);
  if (more > 0) shown.push(`  ${rest}`);
  const left = refused.map(
    ({ folder, subject, date, size, words }) =>
      `  ${folder}${is}${t(`"${subject}"`, `«\u00A0${subject}\u00A0»`)} (${date && `${date}, `}${humanSize(size, locale)})${is}${words}`,
  );
  const others = folders.slice(1).map(({ folder, problem }) => `  ${folder}${is}${problem}`); // the first is in the head
  return [head, ...[...others, ...shown, ...left].map(harmless)];
}

function summary({ t, locale }: Cli, { totals, schema }: RunResult): string {
  const n = (value: number): string => humanNumber(value, locale);
  const seconds = humanNumber(totals.seconds, locale, 1);
  const boxes = t(
    `${n(totals.complete)} of ${n(totals.mailboxes)} mailboxes complete`,
    `${n(totals.complete)} ${plural(totals.complete, 'boîte complète', 'boîtes complètes')} sur ${n(totals.mailboxes)}`,
  );
  if (schema === 'migplan/verify/v1') {
    return t(
      `${boxes}; ${n(totals.target)} of ${n(totals.source)} messages found equal in ${seconds} s`,
      `${boxes}\u00A0; ${n(totals.target)} messages sur ${n(totals.source)} trouvés identiques en ${seconds} s`,
    );
  }
  const rate = totals.seconds > 0 ? totals.copied / totals.seconds : 0;
  const speed = Math.round(rate) > 1 ? `, ${n(rate)} messages/s` : '';
  return t(
    `${boxes}; ${n(totals.copied)} ${totals.copied === 1 ? 'message' : 'messages'} copied (${humanSize(totals.bytes, 'en')}), ${n(totals.already)} already there, ${n(totals.failed)} refused, in ${seconds} s${speed}`,
    `${boxes}\u00A0; ${n(totals.copied)} ${plural(totals.copied, 'message copié', 'messages copiés')} (${humanSize(totals.bytes, 'fr')}), ${n(totals.already)} déjà là, ${n(totals.failed)} ${plural(totals.failed, 'refusé', 'refusés')}, en ${seconds} s${speed}`,
  );
}

/** The documented JSON of `run` and `verify`. */
export const runResultJson = (result: RunResult): string => `${JSON.stringify(result, null, 2)}\n`;
