import { expect, test } from 'vitest';
import { plainText } from '../../server/lsp/plain-text.ts';

test('what was Markdown is read as it stands', () => {
  expect(plainText('**quota** `size`\n\nHow much.\n\n```migplan\nquota 80 GB\n```')).toBe(
    'quota size\n\nHow much.\n\nquota 80 GB',
  );
  expect(plainText('**mailbox** `a@a.example` · Anna \\* Berg')).toBe('mailbox a@a.example · Anna * Berg');
});
