/** Every request about a document that the server answers. */
import type { Handler } from '../request.ts';
import { codeActionHandler } from './code-action.ts';
import { definitionHandler } from './definition.ts';
import { documentDiagnosticHandler } from './document-diagnostic.ts';
import { documentSymbolHandler } from './document-symbol.ts';
import { formattingHandler } from './formatting.ts';
import { hoverHandler } from './hover.ts';

export const HANDLERS: readonly Handler[] = [
  codeActionHandler,
  definitionHandler,
  documentDiagnosticHandler,
  documentSymbolHandler,
  formattingHandler,
  hoverHandler,
];
