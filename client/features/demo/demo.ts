/**
 * The command that starts the demo: two mail servers on this machine and a plan between them, so that somebody new can go the whole
 * way. They end with the window, and leave nothing behind.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { l10n, ProgressLocation, Uri, ViewColumn, window, workspace } from 'vscode';
import { COMMANDS } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';

export function activateDemo(client: Client): void {
  const { context } = client;
  const script = (path: string) => Uri.joinPath(context.extensionUri, path).fsPath;
  const demo = new Demo([script('dist/demo.js'), script('examples/demo/plan.migplan')]);
  context.subscriptions.push(demo);
  registerCommand(client, COMMANDS.startDemo, async () => {
    const title = l10n.t('Starting two mail servers on this machine');
    const plan = await window.withProgress({ location: ProgressLocation.Notification, title }, () =>
      demo.started(),
    );
    const document = await workspace.openTextDocument(Uri.file(plan));
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: false });
  });
}

/** One for a window; asked for again, the same is shown. */
export class Demo {
  private readonly argv: readonly string[];
  private child: ChildProcess | undefined;
  private plan: Promise<string> | undefined;

  /** What Node is given to start the servers. */
  constructor(argv: readonly string[]) {
    this.argv = argv;
  }

  /** The path of the plan, whose servers answer. */
  started(): Promise<string> {
    this.plan ??= this.start();
    return this.plan;
  }

  /** Its stdin is closed, which it takes as goodbye. */
  dispose(): void {
    this.child?.stdin?.end();
  }

  private start(): Promise<string> {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const child = spawn(process.execPath, this.argv, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child = child;
    return new Promise((resolve, reject) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      createInterface({ input: child.stdout }).once('line', (line) => resolve(planIn(line)));
      child.once('error', reject);
      child.once('close', () => {
        this.plan = undefined;
        reject(new Error(said.trim() || l10n.t('The demo ended before it began.')));
      });
    });
  }
}

/** Written by our own script. */
const planIn = (line: string): string => (JSON.parse(line) as { plan: string }).plan;
