/** Shows a run as it goes: one line redrawn on a terminal, a line a finished mailbox elsewhere. */
import { humanNumber, humanSize } from '../../language/model/words/quantities.ts';
import type { RunEvent } from '../../running/executor.ts';
import { describeFailure } from '../../running/failures.ts';
import type { Clock, Progress } from '../../running/ports.ts';
import type { MailboxResult } from '../../running/run-result.ts';
import type { Cli } from '../services.ts';
import { STATES } from './names.ts';
import { colon, harmless } from './style.ts';

const REDRAW_EVERY = 100; // milliseconds
const BAR = 24;

export interface ProgressView {
  on(event: RunEvent): void;
  end(): void;
}

/** `expected`: messages that the inventory promises, 0 where there is none. */
export function progressView(cli: Cli, mailboxes: number, expected: number): ProgressView {
  return cli.terminal.errIsTerminal ? new Bar(cli, mailboxes, expected) : plainLines(cli);
}

function plainLines(cli: Cli): ProgressView {
  return {
    on(event) {
      if (event.event === 'mailbox-ended') cli.terminal.err(`${mailboxLine(cli, event.result)}\n`);
      if (event.event === 'retry')
        cli.terminal.err(
          `${event.address}${colon(cli.locale)}${harmless(describeFailure(event.failure, cli.locale))} ${again(cli, event.attempt)}\n`,
        );
    },
    end: () => undefined,
  };
}

const again = ({ t }: Cli, attempt: number): string =>
  t(`Trying again (${attempt}).`, `Nouvel essai (${attempt}).`);

function mailboxLine(
  { t, locale }: Cli,
  { address, state, messages, bytes, seconds, problem }: MailboxResult,
): string {
  const n = (value: number): string => humanNumber(value, locale);
  const size = bytes > 0 ? ` (${humanSize(bytes, locale)})` : '';
  const done = t(
    `${n(messages.copied)} copied${size}, ${n(messages.already)} already there`,
    `${n(messages.copied)} copiés${size}, ${n(messages.already)} déjà là`,
  );
  const compared = t(
    `${n(messages.target)} of ${n(messages.source)} equal`,
    `${n(messages.target)} identiques sur ${n(messages.source)}`,
  );
  const what = messages.copied + messages.already + messages.failed > 0 ? done : compared;
  return `${address}${colon(locale)}${STATES[state][locale]}, ${what}, ${humanNumber(seconds, locale, 1)} s${problem ? `. ${harmless(problem)}` : ''}`;
}

/** One line at the bottom of the terminal; what ends badly is printed above it. */
class Bar implements ProgressView {
  private readonly cli: Cli;
  private readonly clock: Clock;
  private readonly mailboxes: number;
  private readonly expected: number;
  private readonly started: number;
  private readonly running = new Map<string, Progress>();
  private readonly settled = { mailboxes: 0, messages: 0, bytes: 0 };
  private drawnAt = 0;

  constructor(cli: Cli, mailboxes: number, expected: number) {
    this.cli = cli;
    this.clock = cli.services.clock;
    this.mailboxes = mailboxes;
    this.expected = expected;
    this.started = this.clock.now().getTime();
  }

  on(event: RunEvent): void {
    if (event.event === 'progress') this.running.set(event.address, event.progress);
    if (event.event === 'retry')
      this.print(
        `${event.address}${colon(this.cli.locale)}${harmless(describeFailure(event.failure, this.cli.locale))} ${again(this.cli, event.attempt)}`,
      );
    if (event.event === 'mailbox-ended') this.mailboxEnded(event.result);
    const now = this.clock.now().getTime();
    if (now - this.drawnAt < REDRAW_EVERY && event.event === 'progress') return;
    this.drawnAt = now;
    this.draw();
  }

  end(): void {
    this.cli.terminal.err('\r\u001B[K');
  }

  private mailboxEnded(result: MailboxResult): void {
    this.running.delete(result.address);
    this.settled.mailboxes++;
    this.settled.messages +=
      result.messages.copied + result.messages.already + result.messages.failed + result.messages.skipped;
    this.settled.bytes += result.bytes;
    if (result.problem) this.print(mailboxLine(this.cli, result));
  }

  private print(line: string): void {
    this.cli.terminal.err(`\r\u001B[K${line}\n`);
  }

  private draw(): void {
    const { locale, t, terminal } = this.cli;
    let { messages, bytes } = this.settled;
    for (const progress of this.running.values()) {
      messages += progress.messages;
      bytes += progress.bytes;
    }
    const seconds = Math.max(0.001, (this.clock.now().getTime() - this.started) / 1000);
    const n = (value: number): string => humanNumber(value, locale);
    const part = this.part(messages);
    const bar = '█'.repeat(Math.round(part * BAR)).padEnd(BAR, '░');
    const left = part > 0.02 && part < 1 ? ` · ${this.timeLeft(seconds, part)}` : '';
    const line = `${bar} ${n(this.settled.mailboxes)}/${n(this.mailboxes)} ${t('mailboxes', 'boîtes')} · ${n(messages)} messages · ${humanSize(bytes, locale)} · ${n(messages / seconds)}/s${left}`;
    terminal.err(`\r\u001B[K${line.slice(0, Math.max(20, terminal.columns - 1))}`);
  }

  /** How much is done: of the messages expected where that is known, else of the mailboxes. */
  private part(messages: number): number {
    return Math.min(
      1,
      this.expected > 0 ? messages / this.expected : this.settled.mailboxes / Math.max(1, this.mailboxes),
    );
  }

  private timeLeft(seconds: number, part: number): string {
    const left = Math.ceil((seconds / part) * (1 - part));
    const shown =
      left < 90 ? `${left} s` : left < 5400 ? `${Math.round(left / 60)} min` : `${Math.round(left / 3600)} h`;
    return this.cli.t(`about ${shown} left`, `encore ${shown} environ`);
  }
}
