/** Every request about a document that the server answers. */
import type { Handler } from '../request.ts';
import { codeActionHandler } from './code-action.ts';
import { completionHandler } from './completion.ts';
import { definitionHandler } from './definition.ts';
import { documentHighlightHandler } from './document-highlight.ts';
import { documentSymbolHandler } from './document-symbol.ts';
import { formattingHandler } from './formatting.ts';
import { hoverHandler } from './hover.ts';
import { prepareRenameHandler } from './prepare-rename.ts';
import { referencesHandler } from './references.ts';
import { renameHandler } from './rename.ts';
import { semanticTokensHandler } from './semantic-tokens.ts';

export const HANDLERS: readonly Handler[] = [
  codeActionHandler,
  completionHandler,
  definitionHandler,
  documentHighlightHandler,
  documentSymbolHandler,
  formattingHandler,
  hoverHandler,
  prepareRenameHandler,
  referencesHandler,
  renameHandler,
  semanticTokensHandler,
];
