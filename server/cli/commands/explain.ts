/** `explain`: a rule's page in the terminal. */
import { nearest } from '../../language/model/nearest.ts';
import { RULES } from '../../language/rules/registry.ts';
import type { Rule } from '../../language/rules/rule.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { columns, painter } from '../views/style.ts';
import { examples, type Register } from './options.ts';

export const registerExplain: Register = (program, bind) => {
  program
    .command('explain')
    .summary("a rule's page in the terminal")
    .description(
      'Says why a rule is there, with a plan that breaks it and one that does not. Without a code, lists the rules.',
    )
    .argument('[code]', 'a code such as MP301, or a name such as mailbox-over-quota')
    .addHelpText('after', examples('explain', 'explain MP301', 'explain alias-outside-domain'))
    .action(bind(explain));
};

async function explain(cli: Cli, code: string | undefined): Promise<number> {
  if (code === undefined) {
    const rows = RULES.map((rule) => [rule.code, rule.severity, namesOf(rule)]);
    cli.terminal.out(`${columns(rows).join('\n')}\n`);
    return EXIT.done;
  }
  const rule = RULES.find(
    (rule) => rule.code === code.toUpperCase() || rule.name === code || rule.variants?.[code],
  );
  if (!rule) throw unknownRule(cli, code);
  cli.terminal.out(page(cli, rule));
  return EXIT.done;
}

const namesOf = ({ name, variants }: Rule): string =>
  [...new Set([name, ...Object.keys(variants ?? {})])].join(', ');

function unknownRule({ t }: Cli, code: string): CliError {
  const near = nearest(
    code,
    RULES.flatMap((rule) => [rule.code, rule.name, ...Object.keys(rule.variants ?? {})]),
  );
  const hint = near ? t(`; did you mean ${near}?`, ` ; vouliez-vous dire ${near} ?`) : '';
  return new CliError(
    EXIT.usage,
    t(`no rule is called ${code}${hint}`, `aucune règle ne s’appelle ${code}${hint}`),
  );
}

function page({ terminal, locale, t }: Cli, rule: Rule): string {
  const paint = painter(terminal);
  const example = (text: string): string => text.replace(/^(?=.)/gm, '    ').trimEnd();
  const marked = rule.bad.replace(/⟦(.*?)⟧/gs, (_, inner: string) => paint('red', inner));
  return [
    paint('bold', `${rule.code} ${namesOf(rule)} (${rule.severity})`),
    '',
    rule.why[locale],
    '',
    t('This is reported:', 'Ceci est signalé :'),
    '',
    example(marked),
    '',
    t('This is not:', 'Ceci ne l’est pas :'),
    '',
    example(rule.good),
    '',
    t(
      `To leave one out, write on the line above: # migplan-ignore ${rule.name}: the reason`,
      `Pour en écarter un, écrivez sur la ligne au-dessus : # migplan-ignore ${rule.name}: la raison`,
    ),
    '',
  ].join('\n');
}
