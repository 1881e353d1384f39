/** What every tool is given to do: the same mailboxes, from the same server to the same server. */
export interface Mailbox {
  readonly user: string;
  readonly password: string;
  /** Where its mail lies at either end, for what copies files. */
  readonly from: string;
  readonly to: string;
}

export interface CopyTask {
  readonly source: { readonly port: number };
  readonly target: {
    readonly port: number;
    /** The server's own configuration file, for a tool that is part of the server. */
    readonly configuration: string;
  };
  readonly master: { readonly name: string; readonly password: string };
  readonly mailboxes: readonly Mailbox[];
  readonly atOnce: number;
  /** Where a tool keeps what it remembers: empty before a first copy, the same folder for what comes after. */
  readonly state: string;
  /** `again`: all of it has been copied before. */
  readonly phase: 'first' | 'again';
}

export const SCENES = ['A full', 'A nothing new', 'A 1 % new', 'B, 4 at once', 'L full'] as const;
export type Scene = (typeof SCENES)[number];

/** A process to start; several are started as many at once as the task says. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Tool {
  readonly name: ToolName;
  /** As it is called in the table. */
  readonly title: string;
  /** Its version, or undefined where it is not installed. */
  version(): string | undefined;
  commands(task: CopyTask): readonly Command[];
  /** What it is asked to do, where that is not everything: some know no second time. */
  readonly scenes?: readonly Scene[];
}

export const TOOL_NAMES = [
  'engine',
  'bare',
  'limit',
  'pipelined',
  'mbsync',
  'doveadm',
  'doveadm-tuned',
  'imapsync',
  'offlineimap',
  'cp',
] as const;
export type ToolName = (typeof TOOL_NAMES)[number];
