/** `lsp`: the language server, for any editor. */
import { type Cli, EXIT } from '../services.ts';
import { examples, type Register } from './options.ts';

export const registerLsp: Register = (program, bind) => {
  program
    .command('lsp')
    .summary('the language server, for any editor')
    .description('Speaks the Language Server Protocol on stdin and stdout until the editor ends it.')
    .option('--stdio', 'over stdin and stdout (the only way; editors pass it)')
    .addHelpText('after', examples('lsp --stdio'))
    .action(bind(lsp));
};

async function lsp({ services }: Cli): Promise<number> {
  await services.startLanguageServer();
  return EXIT.done;
}
