/** What commander says by itself, in French: headings of help, defaults, and what is wrong with a command line. */
import { type CommanderError, Help, type HelpConfiguration } from 'commander';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Utilisation :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Global Options:': 'Options générales :',
  'Commands:': 'Commandes :',
  'Examples:': 'Exemples :',
};

const plain = new Help();

export const frenchHelp: HelpConfiguration = {
  styleTitle: (title) => TITLES[title] ?? title,
  commandUsage: (command) => plain.commandUsage(command).replace('[command]', '[commande]'),
  subcommandTerm: (command) => plain.subcommandTerm(command).replace('[command]', '[commande]'),
  optionDescription: (option) => inFrench(plain.optionDescription(option)),
  argumentDescription: (argument) => inFrench(plain.argumentDescription(argument)),
};

const inFrench = (description: string): string =>
  description.replace(/\(default: (?=[^()]*\)$)/, '(par défaut : ');

type Wording = readonly [english: RegExp, french: string];

/** By commander's code for it; what is not here, or worded otherwise by another version, stays as it is. */
const ERRORS: Readonly<Record<string, Wording>> = {
  'commander.unknownOption': [/^error: unknown option '(.+?)'/, 'erreur : option inconnue « $1 »'],
  'commander.unknownCommand': [/^error: unknown command '(.+?)'/, 'erreur : commande inconnue « $1 »'],
  'commander.missingArgument': [
    /^error: missing required argument '(.+?)'/,
    'erreur : il manque l’argument « $1 »',
  ],
  'commander.optionMissingArgument': [
    /^error: option '(.+?)' argument missing/,
    'erreur : l’option « $1 » demande une valeur',
  ],
  'commander.missingMandatoryOptionValue': [
    /^error: required option '(.+?)' not specified/,
    'erreur : l’option « $1 » est obligatoire',
  ],
  'commander.excessArguments': [
    /^error: too many arguments(?: for '.+?')?\. Expected (\d+) arguments? but got (\d+): (.*)\.$/s,
    'erreur : trop d’arguments, $2 au lieu de $1 au plus : $3',
  ],
};

const SUGGESTIONS: readonly Wording[] = [
  [/\n\(Did you mean one of (.+)\?\)$/, '\n(Vouliez-vous dire l’un de ceux-ci : $1 ?)'],
  [/\n\(Did you mean (.+)\?\)$/, '\n(Vouliez-vous dire $1 ?)'],
];

/** A usage error's message in French, with its suggestion where it has one. */
export function frenchError({ code, message }: CommanderError): string {
  const wordings = [...(ERRORS[code] ? [ERRORS[code]] : []), ...SUGGESTIONS];
  return wordings.reduce((said, [english, french]) => said.replace(english, french), message);
}
