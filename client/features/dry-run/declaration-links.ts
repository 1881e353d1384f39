/** Links from the addresses in a dry run's document to their declarations; a place is only asked for when a link is followed. */
import { DocumentLink, type DocumentLinkProvider, l10n, Range, type TextDocument, Uri } from 'vscode';
import type { PlanServer } from '../../infrastructure/language-client.ts';
import { addressesIn } from './addresses-in.ts';
import { askedBy } from './dry-run-uri.ts';

class DeclarationLink extends DocumentLink {
  readonly plan: string;
  readonly address: string;

  constructor(range: Range, plan: string, address: string) {
    super(range);
    this.plan = plan;
    this.address = address;
    this.tooltip = l10n.t('Open its declaration');
  }
}

export class DeclarationLinks implements DocumentLinkProvider<DeclarationLink> {
  private readonly server: PlanServer;

  constructor(server: PlanServer) {
    this.server = server;
  }

  provideDocumentLinks(document: TextDocument): DeclarationLink[] {
    const asked = askedBy(document.uri);
    if (!asked) return [];
    return addressesIn(document.getText()).map(
      ({ line, from, address }) =>
        new DeclarationLink(new Range(line, from, line, from + address.length), asked.plan, address),
    );
  }

  async resolveDocumentLink(link: DeclarationLink): Promise<DeclarationLink> {
    const { plan, address } = link;
    const [place] = await this.server.ask('migplan/places', { plan, addresses: [address] });
    if (!place) return link;
    const { line, character } = place.range.start;
    link.target = Uri.parse(place.uri).with({ fragment: `L${line + 1},${character + 1}` });
    return link;
  }
}
