/** The command line: its commands, what they share, and how they end. Knows no implementation of a service. */
import { Command, CommanderError } from 'commander';
import type { Locale } from '../language/rules/rule.ts';
import { describeFailure, failureOf } from '../running/failures.ts';
import { registerCheck } from './commands/check.ts';
import { registerDryRun } from './commands/dry-run.ts';
import { registerExplain } from './commands/explain.ts';
import { registerFmt } from './commands/fmt.ts';
import { registerInventory } from './commands/inventory.ts';
import { registerLsp } from './commands/lsp.ts';
import type { Action, Bind } from './commands/options.ts';
import { registerRun, registerVerify } from './commands/run.ts';
import { registerShow } from './commands/show.ts';
import { registerStatus } from './commands/status.ts';
import { type Cli, CliError, EXIT, type Services, type Terminal } from './services.ts';
import { harmless } from './views/style.ts';

export interface ProgramOptions {
  readonly version: string;
  readonly services: Services;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** The environment's language: `fr_FR.UTF-8`. */
  readonly language: string;
}

const COMMANDS = [
  registerCheck,
  registerFmt,
  registerShow,
  registerExplain,
  registerInventory,
  registerDryRun,
  registerRun,
  registerStatus,
  registerVerify,
  registerLsp,
];

/** Runs one command line (without node and script) and returns its exit code. Never throws. */
export async function runProgram(argv: readonly string[], options: ProgramOptions): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = newProgram(options);
  const bind: Bind =
    <Arguments extends unknown[]>(action: Action<Arguments>) =>
    async (...values: Arguments) => {
      exitCode = await action(cliFor(program, options), ...values);
    };
  for (const register of COMMANDS) register(program, bind);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return ended(error, program, options);
  }
}

function newProgram({ version, terminal }: ProgramOptions): Command {
  return new Command('migplan')
    .description('Mail migrations as reviewed plans: checked while typed, dry-run, run, verified.')
    .version(version)
    .option('--lang <language>', 'en or fr; the environment’s language otherwise')
    .option('--debug', 'show where an unexpected error comes from')
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .configureHelp({ helpWidth: Math.min(terminal.columns, 100) })
    .showSuggestionAfterError()
    .exitOverride();
}

function cliFor(program: Command, { services, terminal, signal, language }: ProgramOptions): Cli {
  const asked = program.opts<{ lang?: string }>().lang;
  if (asked !== undefined && asked !== 'en' && asked !== 'fr')
    throw new CliError(EXIT.usage, `--lang takes en or fr, not ${asked}`);
  const locale: Locale = asked ?? (/^fr/i.test(language) ? 'fr' : 'en');
  return { services, terminal, signal, locale, t: (en, fr) => (locale === 'fr' ? fr : en) };
}

function ended(error: unknown, program: Command, { terminal, signal }: ProgramOptions): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const { line, exitCode } = explained(error, signal);
  terminal.err(`${harmless(line)}\n`);
  if (program.opts<{ debug?: boolean }>().debug && error instanceof Error) terminal.err(`${error.stack}\n`);
  return exitCode;
}

function explained(error: unknown, signal: AbortSignal): { line: string; exitCode: number } {
  const failure = failureOf(error);
  if (failure?.kind === 'interrupted' || signal.aborted) {
    return { line: failure ? describeFailure(failure) : 'interrupted', exitCode: EXIT.interrupted };
  }
  if (failure) {
    const exitCode = failure.kind === 'refused' ? EXIT.refused : EXIT.stopped;
    return {
      line: describeFailure(failure, failure.kind === 'refused' ? undefined : 'Nothing was copied.'),
      exitCode,
    };
  }
  if (error instanceof CliError) return { line: error.message, exitCode: error.exitCode };
  const named = error instanceof Error ? BY_NAME[error.name] : undefined;
  if (error instanceof Error && named !== undefined) return { line: error.message, exitCode: named };
  const message = error instanceof Error ? error.message : String(error);
  return {
    line: `unexpected: ${message.split('\n')[0]} (run again with --debug to see where)`,
    exitCode: EXIT.stopped,
  };
}

/** Errors of implementations that the commands do not import: what they mean for the exit code. */
const BY_NAME: Readonly<Record<string, number>> = { PlanFilesError: EXIT.usage, SecretError: EXIT.stopped };
