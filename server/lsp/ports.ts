/** What the language server needs of the world: files, the time, turns to wait for. Whoever starts it hands them in. */
import type { Secret } from '../../grammar/shapes.ts';
import type { FactOverrides } from '../language/facts/kinds.ts';
import type { RecordedMailbox } from '../language/model/calendar/recorded-runs.ts';
import type { RecordedSheet } from '../language/model/calendar/recorded-sheets.ts';
import type { DomainInventory } from '../language/model/inventory.ts';
import type { RecordedRuns } from '../language/model/runs/recorded-run.ts';
import type { HolidayNames } from '../language/model/surroundings.ts';
import type { Locale } from '../language/rules/rule.ts';
import type { LiveRun } from '../protocol.ts';

/** The files of plans on some disk, named by URI. Nothing is ever written through it. */
export interface PlanFiles {
  /** The `.migplan` files anywhere below a folder; none where there is no such folder. */
  plansBelow(folder: string): Promise<string[]>;
  /** The `.migplan` files directly in a folder. */
  plansIn(folder: string): Promise<string[]>;
  /** A file's text; `undefined` when it cannot be read. */
  read(uri: string): Promise<string | undefined>;
  /** The inventory files beside a root plan in `folder`. */
  inventoriesIn(folder: string): Promise<string[]>;
  readInventory(uri: string): Promise<FileRead<DomainInventory>>;
  /** Where the facts beside a root plan in `folder` are, or would be. */
  factsIn(folder: string): string;
  /** From the disk, or from `shown`, the text that an editor shows instead. */
  readFacts(uri: string, shown?: string): Promise<FileRead<FactOverrides>>;
}

/** What a file beside a plan says, nothing where it is gone, or what is wrong with it. */
export type FileRead<T> = { readonly value: T } | { readonly problem: FileProblem } | undefined;

/** Line and column count from 1; `path` is as the disk has it. */
export interface FileProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly says: Readonly<Record<Locale, string>>;
}

/** What a plan is judged in that is in none of its files, on this machine. */
export interface World {
  /** The time, in milliseconds since 1970. */
  now(): number;
  /** Calls once a minute, for as long as the server runs. */
  everyMinute(call: () => void): void;
  /** A country's public holidays in some years, by day. */
  holidays(country: string, years: readonly number[]): Promise<ReadonlyMap<string, HolidayNames>>;
  /** Those of a plan's secrets that are not there, by `secretName`; nobody is asked. */
  missingSecrets(folder: string, secrets: readonly Secret[]): Promise<ReadonlySet<string>>;
  /** What runs have recorded beside the plan in a folder; the same array where nothing is new. */
  recorded(folder: string): Promise<readonly RecordedMailbox[]>;
  /** What is on record of the sheets of the plan in a folder; the same array where nothing is new. */
  sheets(folder: string): Promise<readonly RecordedSheet[]>;
  /** What is on record of the runs of the plan in a folder; the same object where nothing is new. */
  runs(folder: string): Promise<RecordedRuns>;
  /** The run of the plan in a folder that is under way; asked for about once a second. */
  liveRun(folder: string): Promise<LiveRun | undefined>;
  /** Lets so many milliseconds pass; keeps no server running. */
  wait(milliseconds: number): Promise<void>;
}

export interface Turns {
  /** Milliseconds from some beginning, for slices of work. */
  now(): number;
  /** Lets whatever waits (a key press, a cancellation) go first. */
  next(): Promise<void>;
}
