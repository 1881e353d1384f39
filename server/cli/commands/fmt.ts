/** `fmt`: plan files in canonical form. */
import { formatText } from '../../../grammar/print.ts';
import { type Cli, EXIT } from '../services.ts';
import { examples, type Register } from './options.ts';

export const registerFmt: Register = (program, bind, t) => {
  program
    .command('fmt')
    .summary(t('write plan files in canonical form', 'mettre les fichiers de plan en forme canonique'))
    .description(
      t(
        'Formats .migplan files in place; with - reads stdin and writes stdout. Comments and order are kept.',
        'Met en forme les fichiers .migplan sur place\u00A0; avec - lit l’entrée standard et écrit sur la sortie standard. Commentaires et ordre sont gardés.',
      ),
    )
    .argument(
      '[paths...]',
      t('files or folders, or - for stdin', 'fichiers ou dossiers, ou - pour l’entrée standard'),
      ['.'],
    )
    .option(
      '--check',
      t(
        'change nothing; list the files that differ and exit 1',
        'ne rien changer\u00A0; lister les fichiers qui diffèrent et sortir avec 1',
      ),
    )
    .addHelpText('after', examples('fmt', 'fmt --check plans/', 'fmt - < plan.migplan'))
    .action(bind(fmt));
};

async function fmt(cli: Cli, paths: string[], { check }: { check?: boolean }): Promise<number> {
  if (paths.length === 1 && paths[0] === '-') {
    cli.terminal.out(formatText(await cli.terminal.readStdin()));
    return EXIT.done;
  }
  let differing = 0;
  for (const path of paths) {
    for (const file of await cli.services.planFilesAt(path)) {
      const text = await cli.services.readText(file);
      const formatted = formatText(text);
      if (formatted === text) continue;
      differing++;
      cli.terminal.out(`${file}\n`);
      if (!check) await cli.services.writeText(file, formatted);
    }
  }
  return check && differing > 0 ? EXIT.planHasErrors : EXIT.done;
}
