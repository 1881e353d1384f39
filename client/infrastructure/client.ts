/** What every feature of the client is given: the editor's own memory for us, and the three that do things elsewhere. */
import type { ExtensionContext, LogOutputChannel, Uri } from 'vscode';
import type { PlanServer } from './language-client.ts';
import type { Why } from './may-run.ts';
import type { Migplan } from './migplan-process.ts';
import type { SecretStore } from './secret-store.ts';

export interface Client {
  readonly context: Pick<ExtensionContext, 'subscriptions' | 'extensionUri'>;
  readonly server: PlanServer;
  readonly migplan: Migplan;
  readonly secrets: SecretStore;
  readonly log: LogOutputChannel;
  /** Undefined where a plan may be run. */
  whyNot(plan: Uri): Why | undefined;
}

/** What there is of it where nothing is run, as in a browser. */
export type Reviewer = Pick<Client, 'context' | 'server' | 'log' | 'whyNot'>;
