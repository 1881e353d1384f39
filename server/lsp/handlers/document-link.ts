import type { DocumentLink } from 'vscode-languageserver';
import { documentLinks, type LinkTarget } from '../../language/features/document-links.ts';
import { type Asked, handler } from '../request.ts';

export const documentLinkHandler = handler('textDocument/documentLink', {
  takes: 'document',
  needs: 'checked',
  otherwise: [],
  run: (asked) => {
    const inventories = asked.plan.inventoryFiles();
    return documentLinks(asked.analysis, asked.name).flatMap(
      ({ range, leadsTo, tooltip }): DocumentLink[] => {
        const target = uriOf(leadsTo, inventories, asked);
        return target === undefined ? [] : [{ range, target, ...(tooltip ? { tooltip } : {}) }];
      },
    );
  },
});

function uriOf(
  target: LinkTarget,
  inventories: ReadonlyMap<string, string>,
  { plan, session }: Asked,
): string | undefined {
  switch (target.to) {
    case 'file':
      return session.uriOf(plan.pathOf(target.path));
    case 'inventory':
      return inventories.get(target.domain);
    case 'page':
      return session.pageOf(target.rule);
  }
}
