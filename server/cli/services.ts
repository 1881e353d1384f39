/**
 * What the commands need of the world, as ports: files, mail systems, the ledger, a terminal. The composition root chooses
 * the implementations; no command opens a file or a connection by itself.
 */
import type { Secret } from '../../grammar/shapes.ts';
import type { FactOverrides } from '../language/facts/kinds.ts';
import type { RecordedMailbox } from '../language/model/calendar/recorded-runs.ts';
import type { RecordedSheet } from '../language/model/calendar/recorded-sheets.ts';
import type { DomainInventory } from '../language/model/inventory.ts';
import type { RecordedRuns } from '../language/model/runs/recorded-run.ts';
import type { HolidayNames } from '../language/model/surroundings.ts';
import type { Locale } from '../language/rules/rule.ts';
import type { Endpoint, MigrationPlan } from '../planning/migration-plan.ts';
import type { PlanReport } from '../planning/report/plan-report.ts';
import type { ReturnedSheet } from '../planning/sheets/returned-sheet.ts';
import type { UnitSheet } from '../planning/sheets/unit-sheets.ts';
import type { Text } from '../planning/text.ts';
import { EXIT } from '../protocol.ts';
import type { Ends } from '../running/ends.ts';
import type { Ask } from '../running/live/control-file.ts';
import type { Live, LiveOptions } from '../running/live/live-run.ts';
import type { LiveRun } from '../running/live/progress-file.ts';
import type { HandIn } from '../running/old-addresses/hand-in.ts';
import type { Clock, Ledger, MailboxStatus, StepRecord } from '../running/ports.ts';
import type { DnsLookup } from '../running/preflight/dns-lookup.ts';
import type { OpenProvisioner } from '../running/provisioning/provisioner.ts';

/** A plan's own text as it lies on disk; paths are relative to its folder. */
export interface PlanTexts {
  readonly folder: string;
  readonly root: string;
  readonly isRootPlan: boolean;
  readonly texts: ReadonlyMap<string, string>;
  readonly files: readonly string[];
}

/** The same with what lies beside it. */
export interface PlanFiles extends PlanTexts {
  readonly inventories: readonly DomainInventory[];
  /** The plan's own facts of kinds of endpoints. */
  readonly facts: FactOverrides;
  /** Files beside the plan that are not used because something is wrong with them. */
  readonly problems: readonly FileProblem[];
}

/** What is wrong with a file beside a plan; line and column count from 1, `written` is what stands in that line. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly says: Readonly<Record<Locale, string>>;
  readonly written: string;
}

/** A file of addresses to make a plan of: how it is asked for. */
export interface ImportRequest {
  readonly domain?: string;
  readonly locale: Locale;
  /** The lot's day in the plan, to be replaced. */
  readonly day: string;
  /** One text instead of a file a domain. */
  readonly together: boolean;
}

/** What an import tells of a row: `row` and `cell` were left out, a `note` loses nothing. */
export interface ImportRemark {
  readonly kind: 'row' | 'cell' | 'note';
  readonly row?: number;
  readonly column?: string;
  readonly says: Readonly<Record<Locale, string>>;
}

type ImportedKind = 'mailboxes' | 'shared' | 'resources' | 'lists' | 'aliases' | 'forwards' | 'drops';

export type Imported = { readonly remarks: readonly ImportRemark[] } & (
  | { readonly kind: 'unreadable'; readonly says: Readonly<Record<Locale, string>> }
  | {
      readonly kind: 'plan';
      /** The plan's files, their paths relative to its folder. */
      readonly files: ReadonlyMap<string, string>;
      readonly counts: Readonly<Record<ImportedKind | 'domains' | 'withoutLicence', number>> & {
        readonly guessed: { readonly personal: number; readonly shared: number };
      };
    }
);

/** Other plans in a plan's folder: how many, and what they are called where that is not what the plan itself is. */
export interface Neighbours {
  readonly count: number;
  readonly titles: ReadonlySet<string>;
}

export interface Services {
  /** The plan at a path, or the only one below a folder; throws an Error with one line for people. */
  readPlan(path: string): Promise<PlanFiles>;
  /** The same without what lies beside it. */
  readPlanTexts(path: string): Promise<PlanTexts>;
  /**
   * A file of a plan's folder as whoever shows a review knows it: from the repository's folder where that is known (GITHUB_WORKSPACE),
   * else from where the command was called; always with `/`.
   */
  pathInReview(folder: string, path: string): string;
  plansBeside(plan: PlanTexts): Promise<Neighbours>;
  /** Plan files at or below a path, absolute. */
  planFilesAt(path: string): Promise<string[]>;
  readText(path: string): Promise<string>;
  writeText(path: string, text: string): Promise<void>;
  /** A plan made of a file as people have it; throws only where the file cannot be opened. */
  importFile(path: string, request: ImportRequest): Promise<Imported>;
  /** Writes files that are not there yet; where one is, writes none and says which are. */
  createFiles(
    folder: string,
    files: ReadonlyMap<string, string>,
  ): Promise<{ readonly written: readonly string[]; readonly existing: readonly string[] }>;
  /** Writes units' sheets as workbooks, by their paths in a folder; where one is there already, none, unless they may be replaced. */
  writeSheets(
    folder: string,
    sheets: ReadonlyMap<string, UnitSheet>,
    overwrite: boolean,
  ): Promise<{ readonly written: readonly string[]; readonly existing: readonly string[] }>;
  /** Puts down beside a plan that sheets went out or came back; throws an Error with one line for people. */
  recordSheets(folder: string, sheets: readonly RecordedSheet[]): Promise<void>;
  /** What is on record of a plan's sheets; nothing where there is none. */
  recordedSheets(folder: string): Promise<readonly RecordedSheet[]>;
  /** A sheet that came back, or why it is none; throws only where the file cannot be opened. */
  readSheet(path: string): Promise<ReturnedSheet | Text>;
  /** A report in the form that a file's ending names; nothing for one that is no report's. */
  writeReport(report: PlanReport, path: string): Promise<string | Uint8Array | undefined>;
  writeBytes(path: string, bytes: Uint8Array): Promise<void>;
  /** Writes one domain's inventory beside a plan; returns the file's path. */
  writeInventory(folder: string, inventory: DomainInventory): Promise<string>;
  /** Loads whatever a run between endpoints may come to need: where the program lies, nothing may lie any more before the run ends. */
  loadForRun(endpoints: readonly Endpoint[]): Promise<void>;
  /** Opens mailboxes; secrets named in endpoints are looked up here and kept nowhere else. */
  ends(folder: string, onQuiet?: (endpoint: string, until: Date) => void): Ends;
  /** Opens whoever manages an endpoint besides its mail; secrets are looked up as for `ends`. */
  provisioner(folder: string): OpenProvisioner;
  /** Asks DNS, of these servers or of the system's. Throws a TypeError where one is no IP address. */
  dns(servers?: readonly string[]): DnsLookup;
  /** Hands a message in where mail for an address is taken. */
  readonly handIn: HandIn;
  /** Writes the files by which people do what a plan's run leaves to them; their paths. None where it leaves nothing. */
  handOver(folder: string, plan: MigrationPlan, locale: Locale): Promise<readonly string[]>;
  openLedger(folder: string): Promise<Ledger>;
  /** What the ledger beside a plan knows of steps other than copying; empty where there is none yet. */
  recordedSteps(folder: string): Promise<readonly StepRecord[]>;
  /** What the ledger beside a plan knows; empty where there is none yet. */
  statuses(folder: string): Promise<readonly MailboxStatus[]>;
  /** The same for those who only want to know how far each mailbox is: nothing is opened for writing, nothing fails. */
  recorded(folder: string): Promise<readonly RecordedMailbox[]>;
  /** What the logs of a plan's runs tell; nothing where there is none. */
  recordedRuns(folder: string): Promise<RecordedRuns>;
  /** A country's public holidays in some years, by day. */
  holidays(country: string, years: readonly number[]): Promise<ReadonlyMap<string, HolidayNames>>;
  /** Secrets handed in by key (see `secretKey`): whatever is opened afterwards looks for them here first. */
  giveSecrets(secrets: ReadonlyMap<string, string>): void;
  /** Those of a plan's secrets that are not on this machine, by `secretName`; nobody is asked. */
  missingSecrets(folder: string, secrets: readonly Secret[]): Promise<ReadonlySet<string>>;
  /** Keeps other runs off the plan until released; throws MailFailure where one is under way. */
  lockPlan(folder: string): Promise<{ release(): void }>;
  /** Begins a run that others can watch and steer, and its log; to be begun under the lock. */
  beginLive(
    folder: string,
    plan: MigrationPlan,
    steering: Pick<LiveOptions, 'pause' | 'cancel' | 'signal'>,
  ): Promise<Live>;
  /** The run of a plan that is under way. */
  liveRun(folder: string): Promise<LiveRun | undefined>;
  /** Leaves word for a run that is under way. */
  askRun(folder: string, run: LiveRun, ask: Ask): Promise<void>;
  startLanguageServer(): Promise<void>;
  readonly clock: Clock;
}

/** The terminal a command talks to. Data goes to `out`; progress, questions and errors to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly inIsTerminal: boolean;
  readonly colour: boolean;
  readonly columns: number;
  readStdin(): Promise<string>;
  /** Undefined where there is more than so many bytes. */
  readStdin(most: number): Promise<string | undefined>;
  /** Asks a yes-or-no question on a terminal; no is the default. */
  confirm(question: string): Promise<boolean>;
}

export interface Cli {
  readonly services: Services;
  readonly terminal: Terminal;
  readonly locale: Locale;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The text in the locale's language. */
  t(en: string, fr: string): string;
}

export { EXIT };
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one line for people and an exit code. */
export class CliError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}
