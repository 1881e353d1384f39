/** `explain`: a rule's page in the terminal. */
import { nearest } from '../../language/model/editing/nearest.ts';
import { RULES } from '../../language/rules/registry.ts';
import type { Rule } from '../../language/rules/rule.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { SEVERITIES } from '../views/names.ts';
import { columns, painter } from '../views/style.ts';
import { examples, type Register } from './options.ts';

export const registerExplain: Register = (program, bind, t) => {
  program
    .command('explain')
    .summary(t("a rule's page in the terminal", 'la page d’une règle dans le terminal'))
    .description(
      t(
        'Says why a rule is there, with a plan that breaks it and one that does not. Without a code, lists the rules.',
        'Dit pourquoi une règle existe, avec un plan qui l’enfreint et un qui la respecte. Sans code, liste les règles.',
      ),
    )
    .argument(
      '[code]',
      t(
        'a code such as MP301, or a name such as mailbox-over-quota',
        'un code tel que MP301, ou un nom tel que mailbox-over-quota',
      ),
    )
    .addHelpText('after', examples('explain', 'explain MP301', 'explain alias-outside-domain'))
    .action(bind(explain));
};

async function explain(cli: Cli, code: string | undefined): Promise<number> {
  if (code === undefined) {
    const rows = RULES.map((rule) => [rule.code, SEVERITIES[rule.severity][cli.locale], namesOf(rule)]);
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
  const hint = near ? t(`; did you mean ${near}?`, `\u00A0; vouliez-vous dire ${near}\u00A0?`) : '';
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
    paint('bold', `${rule.code} ${namesOf(rule)} (${SEVERITIES[rule.severity][locale]})`),
    '',
    rule.why[locale],
    '',
    t('This is reported:', 'Ceci est signalé\u00A0:'),
    '',
    example(marked),
    '',
    t('This is not:', 'Ceci ne l’est pas\u00A0:'),
    '',
    example(rule.good),
    '',
    t(
      `To leave one out, write on the line above: # migplan-ignore ${rule.name}: the reason`,
      `Pour en écarter un, écrivez sur la ligne au-dessus\u00A0: # migplan-ignore ${rule.name}: la raison`,
    ),
    '',
  ].join('\n');
}
