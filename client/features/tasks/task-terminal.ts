/** A task's terminal: what a command says, and its exit code. Closing it ends the command. */
import { CancellationTokenSource, EventEmitter, l10n, type Pseudoterminal } from 'vscode';
import type { Ended, Watched } from '../../infrastructure/migplan-process.ts';

/** Undefined where it was not begun: a person would rather not say a secret. */
export type Begin = (watched: Watched) => Promise<Ended | undefined>;

export class TaskTerminal implements Pseudoterminal {
  private readonly written = new EventEmitter<string>();
  private readonly closed = new EventEmitter<number>();
  private readonly cancel = new CancellationTokenSource();
  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;
  private readonly title: string;
  private readonly begin: Begin;
  private readonly shown: (out: string) => string;

  constructor(title: string, begin: Begin, shown: (out: string) => string) {
    this.title = title;
    this.begin = begin;
    this.shown = shown;
  }

  async open(): Promise<void> {
    this.write(`> ${this.title}`);
    const onLine = (line: string): void => this.write(line);
    try {
      const ended = await this.begin({ token: this.cancel.token, onLine });
      if (ended) this.write(this.shown(ended.out).trimEnd());
      else this.write(l10n.t('Not begun.'));
      await new Promise((resolve) => void setTimeout(resolve, DRAWING));
      this.closed.fire(ended?.code ?? NOT_BEGUN);
    } catch (error) {
      this.write(error instanceof Error ? error.message : String(error));
      this.closed.fire(NOT_BEGUN);
    }
  }

  close(): void {
    this.cancel.cancel();
  }

  private write(text: string): void {
    if (text !== '') this.written.fire(`${text.replace(/\r?\n/g, '\r\n')}\r\n`);
  }
}

const NOT_BEGUN = 1;

/** Milliseconds: problems are looked for in what has been drawn when a task ends, and a busy machine draws late. */
const DRAWING = 500;
