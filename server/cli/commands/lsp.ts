/** `lsp`: the language server, for any editor. */
import { type Cli, EXIT } from '../services.ts';
import { examples, type Register } from './options.ts';

export const registerLsp: Register = (program, bind, t) => {
  program
    .command('lsp')
    .summary(t('the language server, for any editor', 'le serveur de langage, pour tout éditeur'))
    .description(
      t(
        'Speaks the Language Server Protocol on stdin and stdout until the editor ends it.',
        'Parle le protocole LSP sur l’entrée et la sortie standard jusqu’à ce que l’éditeur l’arrête.',
      ),
    )
    .option(
      '--stdio',
      t(
        'over stdin and stdout (the only way; editors pass it)',
        'par l’entrée et la sortie standard (la seule façon\u00A0; les éditeurs la demandent)',
      ),
    )
    .addHelpText('after', examples('lsp --stdio'))
    .action(bind(lsp));
};

async function lsp({ services }: Cli): Promise<number> {
  await services.startLanguageServer();
  return EXIT.done;
}
