/** What came of trying addresses, for people and as JSON: what did not arrive first, the rest counted. */
import type { TrialKind, Untried } from '../../planning/old-addresses/trials.ts';
import { inLanguage, type Text, text } from '../../planning/text.ts';
import type { TrialOutcome, TrialResult } from '../../running/old-addresses/trial-result.ts';
import type { TryProgress } from '../../running/old-addresses/try-addresses.ts';
import type { Cli } from '../services.ts';
import { colon, columns, harmless, painter, plural } from './style.ts';

/** One address, in the words of one language. */
export interface TriedAddress {
  readonly kind: TrialKind;
  readonly address: string;
  /** Where its mail has to arrive. */
  readonly mailbox?: string;
  readonly outcome: TrialOutcome['kind'];
  /** Where it was seen. */
  readonly seen?: { readonly mailbox: string; readonly folder: string; readonly junk: boolean };
  readonly words?: string;
}

export interface TriedAddresses {
  readonly schema: 'migplan/try-addresses/v1';
  readonly plan: string;
  readonly lot: string;
  readonly addresses: readonly TriedAddress[];
}

export function triedAddresses(
  { locale }: Cli,
  plan: string,
  lot: string,
  tried: { readonly results: readonly TrialResult[]; readonly untried: readonly Untried[] },
): TriedAddresses {
  const sent = tried.results.map(
    ({ trial, outcome }): TriedAddress => ({
      ...{ kind: trial.kind, address: trial.address, mailbox: trial.arrival.mailbox, outcome: outcome.kind },
      ...saidOf(outcome, trial.arrival.mailbox, (words) => inLanguage(locale, words)),
    }),
  );
  const left = tried.untried.map(
    ({ kind, address, why }): TriedAddress => ({
      ...{ kind, address, outcome: 'not-tried', words: why[locale] },
    }),
  );
  return { schema: 'migplan/try-addresses/v1', plan, lot, addresses: [...sent, ...left] };
}

function saidOf(
  outcome: TrialOutcome,
  mailbox: string,
  say: (words: string | Text) => string,
): Pick<TriedAddress, 'seen' | 'words'> {
  switch (outcome.kind) {
    case 'arrived':
      return { seen: { mailbox, folder: outcome.folder, junk: outcome.isJunk } };
    case 'doubled':
      return { words: outcome.folders.join(', ') };
    case 'misdelivered':
      return { seen: { mailbox: outcome.mailbox, folder: outcome.folder, junk: false } };
    case 'bounced':
    case 'looped':
      return { words: say(outcome.words) };
    case 'missing':
      return outcome.words === undefined ? {} : { words: say(outcome.words) };
    case 'unknown':
    case 'not-tried':
      return { words: say(outcome.why) };
  }
}

/** Nothing is left to be looked into. */
export const allArrived = ({ addresses }: TriedAddresses): boolean =>
  addresses.every(({ outcome }) => outcome === 'arrived');

/** A screen holds so many, with what is counted below them. */
const MOST_LINES = 30;

export function showTriedAddresses(cli: Cli, tried: TriedAddresses): string {
  const { t, locale } = cli;
  const paint = painter(cli.terminal);
  const { addresses } = tried;
  if (addresses.length === 0)
    return t(
      `Lot ${tried.lot} has no old address to try.\n`,
      `Le lot ${tried.lot} n’a pas d’ancienne adresse à essayer.\n`,
    );
  const problems = addresses
    .filter(({ outcome, seen }) => outcome !== 'arrived' || seen?.junk)
    .toSorted((one, other) => WORST_FIRST.indexOf(one.outcome) - WORST_FIRST.indexOf(other.outcome));
  const rows = [...Map.groupBy(problems, sameness).values()].map((alike) => problemRow(cli, alike));
  const shown = columns(
    rows.slice(0, MOST_LINES).map(([first = '', ...rest]) => [paint('bold', first), ...rest]),
  );
  const more = rows.length - shown.length;
  return `${[
    ...shown,
    ...(more > 0 ? [t(`and ${more} more: --format json`, `et ${more} de plus\u00A0: --format json`)] : []),
    ...(shown.length > 0 ? [''] : []),
    `Lot ${tried.lot}${colon(locale)}${countsOf(cli, addresses)}`,
    ...(addresses.some(({ seen }) => seen) ? [STAY[locale]] : []),
  ].join('\n')}\n`;
}

/** What was not tried for one and the same reason is told once. */
const sameness = ({ outcome, address, kind, words }: TriedAddress): string =>
  outcome === 'not-tried' ? `not-tried ${words}` : `${kind} ${address} ${outcome}`;

function problemRow({ t, locale }: Cli, alike: readonly TriedAddress[]): string[] {
  const [first] = alike;
  if (!first) return [];
  const { address, outcome, mailbox, seen, words = '' } = first;
  const who =
    alike.length === 1
      ? address
      : t(`${alike.length} addresses`, `${alike.length} ${plural(alike.length, 'adresse', 'adresses')}`);
  const wanted = outcome === 'not-tried' || mailbox === undefined ? '' : ` → ${mailbox}`;
  const where = seen ? `${seen.mailbox} “${seen.folder}”` : '';
  const said = outcome === 'arrived' ? JUNK[locale] : OUTCOMES[outcome][locale];
  const told = [where, words].filter((part) => part !== '').join(' ');
  return [harmless(`${who}${wanted}`), said, harmless(told)];
}

function countsOf({ locale }: Cli, addresses: readonly TriedAddress[]): string {
  const counts = Map.groupBy(addresses, ({ outcome }) => outcome);
  return WORST_FIRST.toReversed()
    .flatMap((outcome) => {
      const count = counts.get(outcome)?.length ?? 0;
      const words = OUTCOMES[outcome][locale];
      return count === 0 ? [] : [`${count} ${locale === 'fr' && count > 1 ? inPlural(words) : words}`];
    })
    .join(', ');
}

const inPlural = (french: string): string => french.replace(/(?<=[éi])(?= |$)/, 's');

const OUTCOMES: Readonly<Record<TrialOutcome['kind'], Text>> = {
  looped: text('went round in a loop', 'parti en boucle'),
  bounced: text('bounced', 'rejeté'),
  misdelivered: text('arrived in another mailbox', 'arrivé dans une autre boîte'),
  missing: text('did not arrive in time', 'pas arrivé à temps'),
  doubled: text('arrived more than once', 'arrivé plusieurs fois'),
  unknown: text('sent, and not to be looked for', 'envoyé, sans pouvoir regarder'),
  'not-tried': text('not tried', 'non essayé'),
  arrived: text('arrived', 'arrivé'),
};
const WORST_FIRST = Object.keys(OUTCOMES) as TrialOutcome['kind'][];
const JUNK = text('arrived as junk', 'arrivé dans les indésirables');
const STAY = text(
  'The messages stay where they arrived; their subject says that they may be deleted.',
  'Les messages restent où ils sont arrivés\u00A0; leur objet dit qu’ils peuvent être supprimés.',
);

/** On a terminal one line that is redrawn; elsewhere nothing is said before the end. */
export function triedProgress({ terminal, t }: Cli): {
  readonly on: (progress: TryProgress) => void;
  readonly end: () => void;
} {
  if (!terminal.errIsTerminal) return { on: () => undefined, end: () => undefined };
  return {
    on: ({ sent, settled, of }) =>
      terminal.err(
        `\r\u001B[K${t(`${sent} of ${of} sent, ${settled} settled`, `${sent} envoyés sur ${of}, ${settled} fixés`)}`,
      ),
    end: () => terminal.err('\r\u001B[K'),
  };
}
