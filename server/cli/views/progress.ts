/** Shows a run as it goes: one line redrawn on a terminal, a line a finished mailbox elsewhere. */
import { humanNumber, humanSize } from '../../language/model/words/quantities.ts';
import type { Locale } from '../../language/rules/rule.ts';
import { inLanguage } from '../../planning/text.ts';
import { describeFailure, type Failure } from '../../running/failures.ts';
import type { LotStanding } from '../../running/lot/lot-progress.ts';
import type { Clock } from '../../running/ports.ts';
import type { RunEvent } from '../../running/run-event.ts';
import type { MailboxResult, StepResult } from '../../running/run-result.ts';
import type { Cli } from '../services.ts';
import { standingLine, waitingLine } from './live-run.ts';
import { STATES } from './names.ts';
import { stepLine } from './step-results.ts';
import { colon, harmless, plural } from './style.ts';

const REDRAW_EVERY = 100; // milliseconds

export interface ProgressView {
  /** `standing` tells how far the lot is; absent before it was begun. */
  on(event: RunEvent, standing?: () => LotStanding): void;
  end(): void;
}

export const progressView = (cli: Cli): ProgressView =>
  cli.terminal.errIsTerminal ? new Bar(cli) : plainLines(cli);

function plainLines(cli: Cli): ProgressView {
  return {
    on(event) {
      const line = event.event === 'mailbox-ended' ? mailboxLine(cli, event.result) : told(cli, event);
      if (line !== undefined) cli.terminal.err(`${line}\n`);
    },
    end: () => undefined,
  };
}

/** What a person is told at once, whatever the terminal shows. */
function told(cli: Cli, event: RunEvent): string | undefined {
  const { t, locale } = cli;
  switch (event.event) {
    case 'retry':
      return `${event.address}${colon(locale)}${harmless(inShort(event.failure, locale))} ${again(cli, event.attempt)}`;
    case 'throttled':
    case 'away': {
      const waiting = waitingLine(cli, { endpoint: event.endpoint, why: event.event, until: event.until });
      const words = harmless(inLanguage(locale, event.failure.words));
      return `${waiting}${words && ` (${words})`}. ${goesOn(cli)}`;
    }
    case 'quiet':
      return waitingLine(cli, { endpoint: event.endpoint, why: 'quiet', until: event.until });
    case 'back':
      return t(`endpoint ${event.endpoint} is back`, `point d’accès ${event.endpoint}\u00A0: de retour`);
    case 'pausing':
      return t(
        'Pausing: what is under way is finished and recorded.',
        'Mise en pause\u00A0: ce qui est en cours est terminé et enregistré.',
      );
    case 'paused':
      return t('Paused. Go on with migplan resume.', 'En pause. Reprenez avec migplan resume.');
    case 'resumed':
      return t('Going on.', 'Reprise.');
    case 'step':
      return UNWELL.has(event.result.outcome) ? stepLine(cli, event.result) : undefined;
    default:
      return undefined;
  }
}

const UNWELL: ReadonlySet<StepResult['outcome']> = new Set(['failed', 'waiting']);

/** Without what to do: so far, nothing. */
function inShort({ advice: _, ...failure }: Failure, locale: Locale): string {
  return describeFailure(failure, locale);
}

const goesOn = ({ t }: Cli): string =>
  t(
    'What was copied is recorded; the run goes on by itself.',
    'Ce qui a été copié est enregistré\u00A0; l’exécution reprend d’elle-même.',
  );

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
    `${n(messages.copied)} ${plural(messages.copied, 'copié', 'copiés')}${size}, ${n(messages.already)} déjà là`,
  );
  const compared = t(
    `${n(messages.target)} of ${n(messages.source)} equal`,
    `${n(messages.target)} identiques sur ${n(messages.source)}`,
  );
  const isCopied = messages.copied + messages.already + messages.failed > 0;
  // Neither copied nor compared: no numbers worth a look.
  const what =
    isCopied || (state !== 'Failed' && state !== 'Stopped')
      ? `, ${isCopied ? done : compared}, ${humanNumber(seconds, locale, 1)} s`
      : '';
  return `${address}${colon(locale)}${STATES[state][locale]}${what}${problem ? `. ${harmless(problem)}` : ''}`;
}

const preparing = ({ t, locale }: Cli, done: number, of: number): string =>
  t(
    `preparing the target: ${humanNumber(done, locale)} of ${humanNumber(of, locale)} steps`,
    `préparation de la cible\u00A0: ${humanNumber(done, locale)} étapes sur ${humanNumber(of, locale)}`,
  );

/** One line at the bottom of the terminal; what ends badly is printed above it. */
class Bar implements ProgressView {
  private readonly cli: Cli;
  private readonly clock: Clock;
  private drawnAt = 0;
  /** Steps other than copying: how many are settled, of how many. */
  private prepared = { done: 0, of: 0 };

  constructor(cli: Cli) {
    this.cli = cli;
    this.clock = cli.services.clock;
  }

  on(event: RunEvent, standing?: () => LotStanding): void {
    const line =
      event.event === 'mailbox-ended'
        ? event.result.problem && mailboxLine(this.cli, event.result)
        : told(this.cli, event);
    if (line !== undefined) this.cli.terminal.err(`\r\u001B[K${line}\n`);
    if (event.event === 'preparing') this.prepared = { done: 0, of: event.of };
    if (event.event === 'step') this.prepared.done++;
    const now = this.clock.now().getTime();
    if (now - this.drawnAt < REDRAW_EVERY && (event.event === 'progress' || event.event === 'step')) return;
    this.drawnAt = now;
    const { done, of } = this.prepared;
    if (done < of) this.drawLine(preparing(this.cli, done, of));
    else if (standing) this.drawLine(standingLine(this.cli, standing()));
  }

  end(): void {
    this.cli.terminal.err('\r\u001B[K');
  }

  private drawLine(line: string): void {
    const { terminal } = this.cli;
    terminal.err(`\r\u001B[K${line.slice(0, Math.max(20, terminal.columns - 1))}`);
  }
}
