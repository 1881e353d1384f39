/**
 * What the client and the server say to each other beyond the Language Server Protocol.
 * The only file of the server that the client may import; it imports nothing itself.
 */

/**
 * What Node is told when it starts the server. It allocates little that is not kept, so that a large nursery (16 MB, three
 * times over, where nothing is said) only adds to its memory: a plan of 50,000 mailboxes takes a fifth less with this one.
 */
export const NODE_FLAGS: readonly string[] = ['--min-semi-space-size=4', '--max-semi-space-size=4'];

/** Sent along with `initialize`. */
export interface InitializationOptions {
  /** The language of messages, where a setting overrides the editor's own. */
  readonly locale?: 'en' | 'fr';
  /** Whether the editor has `COMMANDS`: without them nothing is offered that would call one. */
  readonly commands?: boolean;
  /** Whether the client keeps secrets of plans, and answers `SecretRequests`. */
  readonly keepsSecrets?: boolean;
  /** Whether the client answers `FileRequests`: of files that are on no disk of the server's. */
  readonly servesFiles?: boolean;
}

/** What the server asks of a client that serves files; whatever cannot be read is absent, never an error. */
export interface FileRequests {
  /** The files of one ending in a folder, or anywhere below it, as sorted URIs. */
  'migplan/files': {
    readonly asks: { readonly folder: string; readonly ending: 'migplan' | 'yaml'; readonly isDeep: boolean };
    readonly answers: readonly string[];
  };
  'migplan/text': { readonly asks: { readonly uri: string }; readonly answers: string | null };
}

/** A secret that the client keeps; never the secret itself. Key and way are those of `SecretInfo`. */
export type KeptSecret = Pick<SecretInfo, 'key' | 'opens'>;

/** What the server asks of a client that keeps secrets: which of a plan's it has, and what each was typed for. */
export interface SecretRequests {
  'migplan/keptSecrets': {
    readonly asks: OfPlan & { readonly keys: readonly string[] };
    readonly answers: readonly KeptSecret[];
  };
}

/** What a web worker is told before anything of the Language Server Protocol. */
export interface WorkerGreeting {
  /** Where the extension's files are, as a URI that ends in `/`. */
  readonly home: string;
}

/** A position in a file, zero-based and in UTF-16 units as in the Language Server Protocol. */
export interface Place {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** Names one plan by its root file. */
export interface OfPlan {
  readonly plan: string;
}

export interface PlanInfo {
  /** The root file and its folder, as URIs. */
  readonly plan: string;
  readonly folder: string;
  readonly title: string;
  readonly errors: number;
  readonly warnings: number;
}

/** How many mailboxes of something stand where, shared ones among them; those in none of the others are not begun, or stopped. */
export interface Counts {
  readonly mailboxes: number;
  readonly done: number;
  readonly running: number;
  readonly failed: number;
}

/** What a person is shown of where a thing stands. `gone`: its run ended without a word, as a killed process does. */
export type Standing = 'planned' | 'running' | 'done' | 'failed' | 'gone';

export interface DueStep {
  /** The timeline's word: `stage`, `cutover`. */
  readonly step: string;
  /** An ISO day. */
  readonly day: string;
  readonly isDone: boolean;
  /** Whether its day has come and it is not done. */
  readonly isDue: boolean;
}

export interface LotInfo {
  readonly name: string;
  readonly title: string;
  /** An ISO day. */
  readonly date?: string;
  readonly isPilot: boolean;
  /** Why it may not be run, where it is on hold. */
  readonly hold?: string;
  readonly shared: number;
  readonly messages: number;
  readonly bytes: number;
  /** In the words of the server's language: `3.2 GB`, `120 EUR a month`; empty where unknown. */
  readonly size: string;
  readonly cost: string;
  readonly counts: Counts;
  readonly standing: Standing;
  /** Whether a run has begun it, however that ended. */
  readonly isBegun: boolean;
  readonly steps: readonly DueStep[];
  readonly place: Place;
}

export interface UnitInfo {
  readonly name: string;
  readonly title: string;
  readonly mailboxes: number;
  readonly cost: string;
  /** A line a licence share: what is used of it. */
  readonly shares: readonly string[];
  readonly place: Place;
}

export type NodeKind =
  | 'plan'
  | 'lot'
  | 'unit'
  | 'domain'
  | 'mailbox'
  | 'shared'
  | 'resource'
  | 'list'
  | 'more';

/** One row of the tree plan → lots → units → domains → mailboxes. */
export interface TreeNode {
  /** Names the node to the server, and stays the same while the thing does. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  /** What stands in grey behind the label. */
  readonly description: string;
  readonly standing?: Standing;
  readonly counts?: Counts;
  readonly place?: Place;
  readonly lot?: string;
  readonly address?: string;
  readonly hasChildren: boolean;
}

/** A secret that a plan names; never the secret itself. */
export interface SecretInfo {
  /** As the plan names it: `env OLD_PASSWORD`, `prompt`. */
  readonly name: string;
  /** What it is for, in the server's language: `endpoint old`. */
  readonly purpose: string;
  /** The key under which `--secrets-stdin` takes its value. */
  readonly key: string;
  /** Where it would be sent, as the plan says it: `host mail.example port 993 tls`. What is kept is for nowhere else. */
  readonly opens: string;
  /** Not found on this machine, or only to be had by asking. */
  readonly isMissing: boolean;
}

export interface RuleInfo {
  readonly code: string;
  readonly name: string;
  readonly title: string;
  /** Its page, as a URI. */
  readonly page: string;
}

/** How far a run is, as `.migplan/progress.json` tells it (docs/schemas/progress.schema.json). */
export interface LiveRun {
  readonly pid: number;
  /** Moments are ISO, in UTC. */
  readonly since: string;
  readonly at: string;
  /** The title of the plan, as the run knows it. */
  readonly plan?: string;
  readonly lot: string;
  readonly phase: string;
  readonly state: 'running' | 'pausing' | 'paused' | 'stopping';
  readonly mailboxes: { readonly done: number; readonly of: number };
  readonly underWay: readonly {
    readonly address: string;
    readonly doing: 'copy' | 'verify';
    readonly messages: number;
    readonly ofMessages: number;
    readonly bytes: number;
  }[];
  readonly messages: { readonly done: number; readonly left?: number | undefined };
  readonly bytes: { readonly done: number; readonly left?: number | undefined };
  /** A second, over the last minutes. */
  readonly rate?: { readonly messages: number; readonly bytes: number } | undefined;
  readonly secondsLeft?: number | undefined;
  readonly waiting: readonly {
    readonly endpoint: string;
    readonly why: 'throttled' | 'quiet' | 'away';
    readonly until: string;
  }[];
}

/** One run that is on record beside a plan. */
export interface RunRecord {
  /** Its log's name. */
  readonly id: string;
  /** Its process, where the log says so. */
  readonly pid?: number;
  readonly lot: string;
  readonly phase: string;
  readonly since: string;
  /** When it ended, or when it was last heard of. */
  readonly at: string;
  /** `gone`: its process is no more, and it did not say how it ended. */
  readonly how: 'running' | 'complete' | 'incomplete' | 'stopped' | 'gone';
  readonly mailboxes: number;
  readonly complete: number;
  readonly copied: number;
  readonly failed: number;
  /** What stopped it, in one line; absent where somebody ended it. */
  readonly words?: string;
  /** Its log, as a URI. */
  readonly log: string;
}

/** Something that the last run of a mailbox met and no later run has put right. */
export interface Incident {
  readonly address: string;
  readonly lot: string;
  readonly what: 'message' | 'folder' | 'difference' | 'mailbox';
  /** One line in the server's language: folder, subject, date, size and the mail server's own words, as far as known. */
  readonly says: string;
  readonly at: string;
  /** The line of the plan that declares the mailbox. */
  readonly place?: Place;
}

export interface Mark {
  readonly line: number;
  readonly standing: Exclude<Standing, 'planned' | 'gone'>;
}

/** Requests of the client, by method: what is asked with, and what is answered. */
export interface PlanRequests {
  'migplan/plans': { readonly asks: undefined; readonly answers: readonly PlanInfo[] };
  'migplan/lots': { readonly asks: OfPlan; readonly answers: readonly LotInfo[] };
  'migplan/units': { readonly asks: OfPlan; readonly answers: readonly UnitInfo[] };
  /** The children of a node; those of the plan itself where none is named. */
  'migplan/tree': {
    readonly asks: OfPlan & { readonly node?: string };
    readonly answers: readonly TreeNode[];
  };
  /** The way to what is declared at a line: the ids of its nodes, outermost first; null for what is in no tree. */
  'migplan/way': {
    readonly asks: { readonly uri: string; readonly line: number };
    readonly answers: (OfPlan & { readonly nodes: readonly string[] }) | null;
  };
  'migplan/places': {
    readonly asks: OfPlan & { readonly addresses: readonly string[] };
    readonly answers: readonly (Place | null)[];
  };
  'migplan/secrets': { readonly asks: OfPlan; readonly answers: readonly SecretInfo[] };
  'migplan/rules': { readonly asks: undefined; readonly answers: readonly RuleInfo[] };
  'migplan/live': { readonly asks: OfPlan; readonly answers: LiveRun | null };
  /** Newest first. */
  'migplan/runs': { readonly asks: OfPlan; readonly answers: readonly RunRecord[] };
  /** 5,000 at most, of the mailboxes that were heard of last. */
  'migplan/incidents': { readonly asks: OfPlan; readonly answers: readonly Incident[] };
  'migplan/marks': { readonly asks: { readonly uri: string }; readonly answers: readonly Mark[] };
}

/** What the client tells unasked. */
export interface ClientNotifications {
  /** It keeps another secret of a plan than before, or one less. */
  'migplan/secretsChanged': OfPlan;
}

/** What the server tells unasked. */
export interface PlanNotifications {
  /** What a plan says, or what runs have recorded of it, is not what it was; told at most twice a second. */
  'migplan/changed': OfPlan;
  /** About once a second while a run of an open plan is under way, and once with `null` when it is no more. */
  'migplan/live': OfPlan & { readonly run: LiveRun | null };
}

/**
 * Commands of the client that lenses, links and trees call, each with the arguments named here. Without arguments each asks for
 * what it needs.
 */
export interface LotArguments {
  readonly plan: string;
  readonly lot: string;
}

export const COMMANDS = {
  check: 'migplan.check',
  dryRun: 'migplan.dryRun',
  run: 'migplan.run',
  runPhase: 'migplan.runPhase',
  pause: 'migplan.pause',
  resume: 'migplan.resume',
  cancel: 'migplan.cancel',
  verify: 'migplan.verify',
  preflight: 'migplan.preflight',
  status: 'migplan.status',
  inventory: 'migplan.inventory',
  report: 'migplan.report',
  exportSheets: 'migplan.exportSheets',
  importSheets: 'migplan.importSheets',
  newPlan: 'migplan.newPlan',
  showDashboard: 'migplan.showDashboard',
  explainRule: 'migplan.explainRule',
  restartServer: 'migplan.restartServer',
  forgetSecrets: 'migplan.forgetSecrets',
  showLog: 'migplan.showLog',
  startDemo: 'migplan.startDemo',
  /** Of a dry run's own document: run what it shows, and look again. */
  runDryRun: 'migplan.runDryRun',
  refreshDryRun: 'migplan.refreshDryRun',
} as const;

/** How a command ends, as the client that started it is told. Documented in docs/cli.md; never changed in meaning. */
export const EXIT = {
  done: 0,
  planHasErrors: 1,
  usage: 2,
  incomplete: 3,
  refused: 4,
  stopped: 5,
  interrupted: 130,
} as const;
