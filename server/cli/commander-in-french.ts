/** What commander says by itself, in French: headings of help, defaults, and what is wrong with a command line. */
import { type CommanderError, Help, type HelpConfiguration } from 'commander';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Utilisation\u00A0:',
  'Arguments:': 'Arguments\u00A0:',
  'Options:': 'Options\u00A0:',
  'Global Options:': 'Options générales\u00A0:',
  'Commands:': 'Commandes\u00A0:',
  'Examples:': 'Exemples\u00A0:',
};

const plain = new Help();

/** What commander takes for part of a word: it breaks lines at every blank, one that must not break too. */
const WORD_JOINER = '\u2060';

export const frenchHelp: HelpConfiguration = {
  styleTitle: (title) => TITLES[title] ?? title,
  commandUsage: (command) => plain.commandUsage(command).replace('[command]', '[commande]'),
  subcommandTerm: (command) => plain.subcommandTerm(command).replace('[command]', '[commande]'),
  optionDescription: (option) => inFrench(plain.optionDescription(option)),
  argumentDescription: (argument) => inFrench(plain.argumentDescription(argument)),
  boxWrap: (text, width) =>
    plain.boxWrap(text.replaceAll('\u00A0', WORD_JOINER), width).replaceAll(WORD_JOINER, '\u00A0'),
};

const inFrench = (description: string): string =>
  description.replace(/\(default: (?=[^()]*\)$)/, '(par défaut\u00A0: ');

type Wording = readonly [english: RegExp, french: string];

/** By commander's code for it; what is not here, or worded otherwise by another version, stays as it is. */
const ERRORS: Readonly<Record<string, Wording>> = {
  'commander.unknownOption': [
    /^error: unknown option '(.+?)'/,
    'erreur\u00A0: option inconnue «\u00A0$1\u00A0»',
  ],
  'commander.unknownCommand': [
    /^error: unknown command '(.+?)'/,
    'erreur\u00A0: commande inconnue «\u00A0$1\u00A0»',
  ],
  'commander.missingArgument': [
    /^error: missing required argument '(.+?)'/,
    'erreur\u00A0: il manque l’argument «\u00A0$1\u00A0»',
  ],
  'commander.optionMissingArgument': [
    /^error: option '(.+?)' argument missing/,
    'erreur\u00A0: l’option «\u00A0$1\u00A0» demande une valeur',
  ],
  'commander.missingMandatoryOptionValue': [
    /^error: required option '(.+?)' not specified/,
    'erreur\u00A0: l’option «\u00A0$1\u00A0» est obligatoire',
  ],
  'commander.excessArguments': [
    /^error: too many arguments(?: for '.+?')?\. Expected (\d+) arguments? but got (\d+): (.*)\.$/s,
    'erreur\u00A0: trop d’arguments, $2 au lieu de $1 au plus\u00A0: $3',
  ],
};

const SUGGESTIONS: readonly Wording[] = [
  [/\n\(Did you mean one of (.+)\?\)$/, '\n(Vouliez-vous dire l’un de ceux-ci\u00A0: $1\u00A0?)'],
  [/\n\(Did you mean (.+)\?\)$/, '\n(Vouliez-vous dire $1\u00A0?)'],
];

/** A usage error's message in French, with its suggestion where it has one. */
export function frenchError({ code, message }: CommanderError): string {
  const wordings = [...(ERRORS[code] ? [ERRORS[code]] : []), ...SUGGESTIONS];
  return wordings.reduce((said, [english, french]) => said.replace(english, french), message);
}
