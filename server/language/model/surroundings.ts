/**
 * What a plan is judged in beside its own text, handed in by whoever knows it: the time, public holidays, what has been
 * run, secrets that are missing. Without it the rules that need it say nothing.
 */
import type { Secret } from '../../../grammar/shapes.ts';
import type { PHASES } from '../../../grammar/vocabulary.ts';

export type Phase = (typeof PHASES)[number];

/** A public holiday's name, in the language of its country where there is no other. */
export type HolidayNames = Readonly<Record<'en' | 'fr', string>>;

interface Notes {
  read(key: string): void;
  touch(key: string): void;
}

export class Surroundings {
  private instant: number | undefined;
  private holidays: ReadonlyMap<string, HolidayNames> = new Map();
  private done: ReadonlyMap<string, ReadonlySet<Phase>> = new Map();
  private missing: ReadonlySet<string> = new Set();
  private readonly notes: Notes;

  constructor(notes: Notes) {
    this.notes = notes;
  }

  /** The time, in milliseconds since 1970; again from time to time. */
  setClock(instant: number): void {
    this.instant = instant;
    this.notes.touch('clock');
  }

  /** The public holidays of the plan's country, by day, for the years of its lots. */
  setHolidays(holidays: ReadonlyMap<string, HolidayNames>): void {
    this.holidays = holidays;
    this.notes.touch('holidays');
  }

  /** The steps that are on record as done, by lot. */
  setDone(done: ReadonlyMap<string, ReadonlySet<Phase>>): void {
    this.done = done;
    this.notes.touch('done');
  }

  /** The secrets that were looked up and are not there (see `secretName`). */
  setMissingSecrets(missing: ReadonlySet<string>): void {
    this.missing = missing;
    this.notes.touch('secrets');
  }

  clock(): number | undefined {
    this.notes.read('clock');
    return this.instant;
  }

  holidayOn(day: string): HolidayNames | undefined {
    this.notes.read('holidays');
    return this.holidays.get(day);
  }

  /** What is on record as done of a lot; nothing where none is known of. */
  doneOf(lot: string): ReadonlySet<Phase> {
    this.notes.read('done');
    return this.done.get(lot) ?? NOTHING;
  }

  isMissing(secret: Secret): boolean {
    this.notes.read('secrets');
    return this.missing.has(secretName(secret));
  }
}

const NOTHING: ReadonlySet<never> = new Set();

/** Where a secret is, as one text: `env NAME`. */
export const secretName = (secret: Secret): string =>
  'name' in secret ? `${secret.kind} ${secret.name}` : secret.kind;
