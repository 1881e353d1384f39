/** Every request about a document that the server answers. */
import type { Handler } from '../request.ts';
import { callHierarchyHandlers } from './call-hierarchy.ts';
import { codeActionHandler } from './code-action.ts';
import { codeLensHandler } from './code-lens.ts';
import { completionHandler } from './completion.ts';
import { definitionHandler } from './definition.ts';
import { documentHighlightHandler } from './document-highlight.ts';
import { documentLinkHandler } from './document-link.ts';
import { documentSymbolHandler } from './document-symbol.ts';
import { foldingRangeHandler } from './folding-range.ts';
import { formattingHandler } from './formatting.ts';
import { hoverHandler } from './hover.ts';
import { inlayHintHandler } from './inlay-hint.ts';
import { linkedEditingRangeHandler } from './linked-editing-range.ts';
import { onTypeFormattingHandler } from './on-type-formatting.ts';
import { prepareRenameHandler } from './prepare-rename.ts';
import { rangeFormattingHandler } from './range-formatting.ts';
import { referencesHandler } from './references.ts';
import { renameHandler } from './rename.ts';
import { selectionRangeHandler } from './selection-range.ts';
import { semanticTokensHandler } from './semantic-tokens.ts';

export const HANDLERS: readonly Handler[] = [
  ...callHierarchyHandlers,
  codeActionHandler,
  codeLensHandler,
  completionHandler,
  definitionHandler,
  documentHighlightHandler,
  documentLinkHandler,
  documentSymbolHandler,
  foldingRangeHandler,
  formattingHandler,
  hoverHandler,
  inlayHintHandler,
  linkedEditingRangeHandler,
  onTypeFormattingHandler,
  prepareRenameHandler,
  rangeFormattingHandler,
  referencesHandler,
  renameHandler,
  selectionRangeHandler,
  semanticTokensHandler,
];
