import { SemanticTokensBuilder, type SemanticTokensLegend } from 'vscode-languageserver';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../../language/features/semantic-tokens.ts';
import { handler } from '../request.ts';

export const LEGEND: SemanticTokensLegend = {
  tokenTypes: [...TOKEN_TYPES],
  tokenModifiers: [...TOKEN_MODIFIERS],
};

export const semanticTokensHandler = handler('textDocument/semanticTokens/range', {
  takes: 'range',
  needs: 'read',
  otherwise: { data: [] },
  run: ({ analysis, name }, { range }) => {
    const builder = new SemanticTokensBuilder();
    for (const { line, character, length, type, modifiers } of semanticTokens(analysis, name, range)) {
      const flags = modifiers.reduce((bits, modifier) => bits | (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0);
      builder.push(line, character, length, TOKEN_TYPES.indexOf(type), flags);
    }
    return builder.build();
  },
});
