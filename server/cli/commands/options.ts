/** Options that several commands share, read once and checked once. */
import type { AddHelpTextContext, Command } from 'commander';
import { type Cli, CliError, EXIT } from '../services.ts';

/** What a command's action does with a context it is given: its result is the exit code. */
export type Action<Arguments extends unknown[]> = (cli: Cli, ...values: Arguments) => Promise<number>;

/** Runs an action with the context that the program made for this call. */
export type Bind = <Arguments extends unknown[]>(
  action: Action<Arguments>,
) => (...values: Arguments) => Promise<void>;

/** Adds a command, its help in the language of `t`. */
export type Register = (program: Command, bind: Bind, t: Cli['t']) => void;

/** `value` if it is one of `choices`. Throws a usage error that lists them. */
export function oneOf<const C extends string>(
  cli: Cli,
  option: string,
  value: string,
  choices: readonly C[],
): C {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const list = choices.join(', ');
  throw new CliError(
    EXIT.usage,
    cli.t(
      `${option} takes one of ${list}, not ${value}`,
      `${option} prend l’une de ces valeurs\u00A0: ${list}, et non ${value}`,
    ),
  );
}

/** A whole number from zero. */
export function wholeNumber(cli: Cli, option: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new CliError(
    EXIT.usage,
    cli.t(
      `${option} takes a whole number, not ${value}`,
      `${option} prend un nombre entier, et non ${value}`,
    ),
  );
}

/** Examples under a command's help, titled as the rest of it. */
export const examples =
  (...lines: string[]): ((context: AddHelpTextContext) => string) =>
  ({ command }) =>
    `\n${command.createHelp().styleTitle('Examples:')}\n${lines.map((line) => `  $ migplan ${line}`).join('\n')}\n`;

/** Of every command that opens what a plan names; the program reads it before the command begins. */
export const SECRETS_STDIN = '--secrets-stdin';

export const secretsOption = (t: Cli['t']): [flags: string, description: string] => [
  SECRETS_STDIN,
  t(
    'read secrets from stdin, a JSON object: {"env OLD_PASSWORD": "…"}',
    'lire des secrets sur l’entrée standard, un objet JSON\u00A0: {"env OLD_PASSWORD": "…"}',
  ),
];

/** Of a run, which whoever started it may not be there to see end; the program writes it when the command has ended. */
export const exitCodeOption = (t: Cli['t']): [flags: string, description: string] => [
  '--exit-code-to <file>',
  t(
    'write the exit code into a file too, for whoever does not wait for it',
    'écrire aussi le code de sortie dans un fichier, pour qui ne l’attend pas',
  ),
];

/** What several commands take. */
export const planArgument = (t: Cli['t']): string =>
  t('root plan, or a folder with one below it', 'plan racine, ou un dossier qui en contient un');
