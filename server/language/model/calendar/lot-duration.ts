/**
 * How long the copy of a lot takes at least: what the inventory says it holds, over the rates that its endpoints are given,
 * outside their quiet hours. A lower bound, since a rate is the most that an endpoint may do. Sources are read side by side;
 * what goes to one target shares that target's rate. `keep since` is not taken off: the inventory has no dates by message.
 */
import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import type { PlanModel } from '../plan-model.ts';
import type { RouteTotals } from '../totals.ts';
import { dayAfter, type LocalTime, minutesOf } from './dates.ts';
import { beginOf, calendarOf, minutesAt, stepFor } from './lot-calendar.ts';

type Endpoint = DeclarationOf<'endpoint'>;

export interface LotDuration {
  readonly bytes: number;
  /** Bytes a second of the part that takes longest, and the endpoint that is given it. */
  readonly rate: number;
  readonly endpoint: string;
  /** Seconds of copying, the part that takes longest. */
  readonly seconds: number;
  /** Seconds from the beginning of the copy to its end, quiet hours between them. */
  readonly span: number;
  /** When it ends, where a calendar says when it begins. */
  readonly end?: LocalTime;
}

/** What is copied one after the other: bytes at a rate, in the hours that are left. */
interface Stream {
  readonly bytes: number;
  readonly rate: number;
  readonly endpoint: string;
  readonly quiet: readonly Hours[];
}

/** From one minute of the day to another; over midnight where it ends before it starts. */
interface Hours {
  readonly from: number;
  readonly to: number;
}

const DAY = 24 * 60;

/** The estimate for a lot; nothing where it holds nothing that is known of, or no endpoint of it is given a rate. */
export const durationOf = (model: PlanModel, lot: DeclarationOf<'lot'>): LotDuration | undefined =>
  model.derive(`duration:${lot.name.value}`, () => estimate(model, lot.name.value)) ?? undefined;

function estimate(model: PlanModel, name: string): LotDuration | null {
  const lot = model.declared('lot', name);
  const { routes } = model.totals('lot', name);
  const streams = streamsOf(routes, model);
  const stage = lot && stepFor(calendarOf(lot, model), 'stage');
  const begin = stage ? beginOf(stage) : undefined;
  const last = streams
    .map((stream) => ({ ...stream, span: spanOf(stream, begin?.minutes ?? 0) }))
    .sort((a, b) => b.span - a.span)[0];
  if (!last) return null;
  const { rate, endpoint, span } = last;
  return {
    bytes: routes.reduce((sum, { bytes }) => sum + bytes, 0),
    rate,
    endpoint,
    seconds: Math.ceil(last.bytes / rate),
    span,
    ...(begin && Number.isFinite(span) ? { end: later(begin, span) } : {}),
  };
}

/** Each way at its slower end, and each target with all that goes there. */
function streamsOf(routes: readonly RouteTotals[], model: PlanModel): Stream[] {
  const filled = routes.filter(({ bytes }) => bytes > 0);
  const ways = filled.flatMap(({ source, target, bytes }) => {
    const ends = [source, target].flatMap((name) => endpointOf(name, model));
    return streamOf(bytes, ends);
  });
  const targets = [...new Set(filled.map(({ target }) => target))].flatMap((name) => {
    const bytes = filled.reduce((sum, route) => sum + (route.target === name ? route.bytes : 0), 0);
    return streamOf(bytes, endpointOf(name, model));
  });
  return [...ways, ...targets];
}

const endpointOf = (name: string | undefined, model: PlanModel): Endpoint[] =>
  name === undefined ? [] : [model.declared('endpoint', name) ?? []].flat();

function streamOf(bytes: number, ends: readonly Endpoint[]): Stream[] {
  const [slowest] = ends
    .flatMap(({ name, has }) => (has.rate?.value ? [{ endpoint: name.value, rate: has.rate.value }] : []))
    .sort((a, b) => a.rate - b.rate);
  const quiet = ends.flatMap(({ has }) => (has.quiet ? [hoursOf(has.quiet.value)] : []));
  return slowest ? [{ bytes, ...slowest, quiet }] : [];
}

const hoursOf = ({ from, to }: { from: string; to: string }): Hours => ({
  from: minutesAt(from),
  to: minutesAt(to),
});

const isQuiet = (minute: number, hours: readonly Hours[]): boolean =>
  hours.some(({ from, to }) => (from <= to ? minute >= from && minute < to : minute >= from || minute < to));

/** Seconds that a stream takes from a minute of some day on; for ever where no hour is left to it. */
function spanOf({ bytes, rate, quiet }: Stream, begin: number): number {
  const copying = bytes / rate / 60;
  const free = Array.from({ length: DAY }, (_, minute) => !isQuiet((begin + minute) % DAY, quiet));
  const perDay = free.filter(Boolean).length;
  if (perDay === 0) return Number.POSITIVE_INFINITY;
  const days = Math.max(0, Math.ceil(copying / perDay) - 1);
  let left = copying - days * perDay;
  let minute = 0;
  for (; left > 0; minute++) if (free[minute % DAY]) left -= 1;
  return Math.ceil((days * DAY + minute + Math.min(0, left)) * 60);
}

function later({ day, minutes }: LocalTime, seconds: number): LocalTime {
  const at = minutes + Math.ceil(seconds / 60);
  return { day: dayAfter(day, Math.floor(at / DAY)), minutes: at % DAY };
}

/** The seconds between two moments. */
export const secondsBetween = (from: LocalTime, to: LocalTime): number =>
  (minutesOf(to) - minutesOf(from)) * 60;
