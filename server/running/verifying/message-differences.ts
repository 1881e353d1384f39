/** What differs between the two of a pair: flags, keywords, the date of receipt. Pure. */
import { inEach, type Text, text } from '../../planning/text.ts';
import { flagDifference, isSystemFlag } from '../message-flags.ts';
import type { DifferenceKind, Finding } from './difference.ts';
import type { Pair } from './pairing.ts';

export function flagFindings({ ours, theirs }: Pair): Finding[] {
  if (ours.flags.key === theirs.flags.key) return [];
  const { add, remove } = flagDifference(ours.flags.spelled, theirs.flags.spelled);
  const groups: readonly [DifferenceKind, (flag: string) => boolean][] = [
    ['flags', isSystemFlag],
    ['keywords', (flag) => !isSystemFlag(flag)],
  ];
  return groups.flatMap(([kind, belongs]): Finding[] => {
    const lacking = remove.filter(belongs).map((flag) => text(`${flag} only here`, `${flag} ici seulement`));
    const more = add.filter(belongs).map((flag) => text(`${flag} only there`, `${flag} là-bas seulement`));
    const told = [...lacking, ...more];
    const reason = inEach((locale) => told.map((one) => one[locale]).join(', '));
    return told.length === 0 ? [] : [{ kind, of: ours, reason: () => reason }];
  });
}

/** All of one folder together: what is wrong with every date in the same way has one cause, which is told with each. */
export function dateFindings(pairs: readonly Pair[], compared: number): Finding[] {
  const wrong = pairs.filter(({ ours, theirs }) => ours.receivedAt !== theirs.receivedAt);
  const cause = likelyCause(wrong, compared);
  return wrong.map(({ ours, theirs }): Finding => {
    const reason = () => {
      const differ = datesDiffer(ours.receivedAt, theirs.receivedAt);
      return cause ? text(`${differ.en} (${cause.en})`, `${differ.fr} (${cause.fr})`) : differ;
    };
    return { kind: 'date', of: ours, reason };
  });
}

function datesDiffer(ours: number, theirs: number): Text {
  const [here, there] = [ours, theirs].map((seconds) =>
    new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'),
  );
  const by = duration(Math.abs(theirs - ours));
  const later = theirs > ours;
  return text(
    `received ${here} here, ${there} there, ${by.en} ${later ? 'later' : 'earlier'}`,
    `reçu ${here} ici, ${there} là-bas, ${by.fr} plus ${later ? 'tard' : 'tôt'}`,
  );
}

/** Fewer say nothing of a cause. */
const enough = 3;
const day = 86_400;

function likelyCause(wrong: readonly Pair[], compared: number): Text | undefined {
  if (wrong.length < enough) return undefined;
  const shifts = new Set(wrong.map(({ ours, theirs }) => theirs.receivedAt - ours.receivedAt));
  if (isTimeZone([...shifts])) return timeZone(wrong.length, compared);
  const there = wrong.map(({ theirs }) => theirs.receivedAt);
  const here = wrong.map(({ ours }) => ours.receivedAt);
  return span(there) < day && span(here) > 30 * day ? dateOfCopy : undefined;
}

/** Whole quarters of an hour, as time zones are apart, and two of them an hour apart where there is a summer time. */
function isTimeZone(shifts: readonly number[]): boolean {
  const isPlausible = shifts.every((shift) => shift % 900 === 0 && Math.abs(shift) <= 14 * 3600);
  return isPlausible && (shifts.length === 1 || (shifts.length === 2 && span(shifts) === 3600));
}

function span(values: readonly number[]): number {
  const ends = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );
  return ends[1] - ends[0];
}

const timeZone = (count: number, compared: number): Text =>
  text(
    `as are ${count} of ${compared} dates in this folder: a time zone was mistaken`,
    `comme ${count} dates sur ${compared} de ce dossier\u00A0: un fuseau horaire a été confondu`,
  );

const dateOfCopy = text(
  'all wrong dates of this folder lie within a day: they are those of the copy',
  'toutes les dates fausses de ce dossier tiennent en un jour\u00A0: ce sont celles de la copie',
);

/** The two largest units that are not nothing: `3 d 4 h`, `2 h`, `1 min 5 s`. */
export function duration(seconds: number): Text {
  const units = [
    [Math.floor(seconds / day), 'd', 'j'],
    [Math.floor((seconds % day) / 3600), 'h', 'h'],
    [Math.floor((seconds % 3600) / 60), 'min', 'min'],
    [seconds % 60, 's', 's'],
  ] as const;
  const told = units.filter(([count]) => count > 0).slice(0, 2);
  const say = (unit: 1 | 2) => told.map((one) => `${one[0]} ${one[unit]}`).join(' ');
  return text(say(1), say(2));
}
