/** The command line: its commands, what they share, and how they end. Knows no implementation of a service. */
import { parseArgs } from 'node:util';
import { Command, CommanderError } from 'commander';
import type { Locale } from '../language/rules/rule.ts';
import { TextError } from '../planning/text.ts';
import { describeFailure, failureOf } from '../running/failures.ts';
import { frenchError, frenchHelp } from './commander-in-french.ts';
import type { Action, Bind } from './commands/options.ts';
import { commandsFor } from './commands/registry.ts';
import { localeOf } from './locale.ts';
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

/** Runs one command line (without node and script) and returns its exit code. Never throws. */
export async function runProgram(argv: readonly string[], options: ProgramOptions): Promise<number> {
  const exitCode = await runCommand(argv, options);
  const writtenTo = exitCodeFile(argv);
  // A run has come to its end all the same.
  if (writtenTo !== undefined)
    await options.services.writeText(writtenTo, `${exitCode}\n`).catch(() => undefined);
  return exitCode;
}

/** The file that is to hold it, also where the rest of the line cannot be understood. */
function exitCodeFile(argv: readonly string[]): string | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: { 'exit-code-to': { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const named = values['exit-code-to'];
  return typeof named === 'string' ? named : undefined;
}

async function runCommand(argv: readonly string[], options: ProgramOptions): Promise<number> {
  let exitCode: number = EXIT.done;
  const locale = localeOf(argv, options.language);
  const program = newProgram(options, locale);
  const bind: Bind =
    <Arguments extends unknown[]>(action: Action<Arguments>) =>
    async (...values: Arguments) => {
      exitCode = await action(cliFor(program, options, locale), ...values);
    };
  for (const register of await commandsFor(argv)) register(program, bind, sayIn(locale));
  program.hook('preAction', async (_, command) => {
    if (!command.opts<{ secretsStdin?: boolean }>().secretsStdin) return;
    const { readGivenSecrets } = await import('./given-secrets.ts');
    options.services.giveSecrets(await readGivenSecrets(cliFor(program, options, locale)));
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    exitCode = ended(error, program, options, locale);
  }
  return exitCode;
}

const sayIn =
  (locale: Locale): Cli['t'] =>
  (en, fr) =>
    locale === 'fr' ? fr : en;

function newProgram({ version, terminal }: ProgramOptions, locale: Locale): Command {
  const t = sayIn(locale);
  const inFrench = locale === 'fr' ? frenchHelp : {};
  return new Command('migplan')
    .description(
      t(
        'Mail migrations as reviewed plans: checked while typed, dry-run, run, verified.',
        'Des migrations de messagerie en plans relus\u00A0: vérifiés à la saisie, essayés à blanc, exécutés, comparés.',
      ),
    )
    .version(version, '-V, --version', t('output the version number', 'afficher le numéro de version'))
    .helpOption('-h, --help', t('display help for command', 'afficher l’aide de la commande'))
    .helpCommand(
      t('help [command]', 'help [commande]'),
      t('display help for command', 'afficher l’aide de la commande'),
    )
    .option(
      '--lang <language>',
      t(
        'en or fr; the environment’s language otherwise',
        'en ou fr\u00A0; sans cela, la langue de l’environnement',
      ),
    )
    .option(
      '--debug',
      t('show where an unexpected error comes from', 'montrer d’où vient une erreur inattendue'),
    )
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      // Said where it ends, by its code.
      outputError: () => undefined,
    })
    .configureHelp({ helpWidth: Math.min(terminal.columns, 100), ...inFrench })
    .showSuggestionAfterError()
    .exitOverride();
}

function cliFor(program: Command, { services, terminal, signal }: ProgramOptions, locale: Locale): Cli {
  const t = sayIn(locale);
  const asked = program.opts<{ lang?: string }>().lang;
  if (asked !== undefined && asked !== 'en' && asked !== 'fr')
    throw new CliError(
      EXIT.usage,
      t(`--lang takes en or fr, not ${asked}`, `--lang prend en ou fr, et non ${asked}`),
    );
  return { services, terminal, signal, locale, t };
}

function ended(
  error: unknown,
  program: Command,
  { terminal, signal }: ProgramOptions,
  locale: Locale,
): number {
  if (error instanceof CommanderError) return misused(error, terminal, locale);
  const { line, exitCode } = explained(error, signal, locale);
  terminal.err(`${harmless(line)}\n`);
  if (program.opts<{ debug?: boolean }>().debug && error instanceof Error) terminal.err(`${error.stack}\n`);
  return exitCode;
}

/** Help that was asked for, or a command line that cannot be read. */
function misused(error: CommanderError, terminal: Terminal, locale: Locale): number {
  if (error.exitCode === 0) return EXIT.done;
  if (error.code !== 'commander.help')
    terminal.err(`${locale === 'fr' ? frenchError(error) : error.message}\n`);
  return EXIT.usage;
}

function explained(error: unknown, signal: AbortSignal, locale: Locale): { line: string; exitCode: number } {
  const t = sayIn(locale);
  const failure = failureOf(error);
  if (failure?.kind === 'interrupted' || signal.aborted) {
    return {
      line: failure ? describeFailure(failure, locale) : t('interrupted', 'interrompu'),
      exitCode: EXIT.interrupted,
    };
  }
  if (failure) {
    if (failure.kind === 'refused') return { line: describeFailure(failure, locale), exitCode: EXIT.refused };
    // Of a ledger, that would be said of what it has recorded.
    const fate =
      failure.kind === 'ledger'
        ? t('Nothing was changed.', 'Rien n’a été modifié.')
        : t('Nothing was copied.', 'Rien n’a été copié.');
    return { line: describeFailure(failure, locale, fate), exitCode: EXIT.stopped };
  }
  if (error instanceof CliError) return { line: error.message, exitCode: error.exitCode };
  const named = error instanceof Error ? BY_NAME[error.name] : undefined;
  if (error instanceof Error && named !== undefined) return { line: lineFor(error, locale), exitCode: named };
  const message = error instanceof Error ? error.message : String(error);
  const [first] = message.split('\n');
  return {
    line: t(
      `unexpected: ${first} (run again with --debug to see where)`,
      `inattendu\u00A0: ${first} (relancez avec --debug pour voir où)`,
    ),
    exitCode: EXIT.stopped,
  };
}

const lineFor = (error: Error, locale: Locale): string =>
  error instanceof TextError ? error.text[locale] : error.message;

/** Errors of implementations that the commands do not import: what they mean for the exit code. */
const BY_NAME: Readonly<Record<string, number>> = { PlanFilesError: EXIT.usage, SecretError: EXIT.stopped };
