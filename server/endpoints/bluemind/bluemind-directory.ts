/**
 * Who has which address at a BlueMind, and what its domains are: net.bluemind.directory.api.IDirectory and
 * net.bluemind.domain.api.IDomains. Changes nothing.
 */
import * as z from 'zod';
import { compared, comparedDomain, domainOf } from '../../language/model/names.ts';
import { type Text, text } from '../../planning/text.ts';
import { BODIES, checkedBody } from './bluemind-bodies.ts';
import type { BlueMindClient } from './bluemind-client.ts';
import { refused } from './bluemind-faults.ts';
import {
  type DirEntry,
  dirEntrySchema,
  domainSchema,
  itemOf,
  type ResourceType,
  resourceTypeSchema,
  settingsSchema,
} from './bluemind-values.ts';
import { path } from './rest-path.ts';

export interface Domain {
  readonly uid: string;
  /** All that its addresses may end in. */
  readonly names: ReadonlySet<string>;
}

/** Entries that are asked for at once: a question for thousands would be as long as its answer. */
const MOST_IN_A_SEARCH = 100;

const foundSchema = z.looseObject({ values: z.array(itemOf(dirEntrySchema)) });

export class BlueMindDirectory {
  readonly client: BlueMindClient;
  readonly #domains = new Map<string, Domain>();
  readonly #types = new Map<string, ResourceType>();

  constructor(client: BlueMindClient) {
    this.client = client;
  }

  /** By its name or another of its names: `GET /domains/_lookup?name=`. Since version 5 its uid is neither. */
  async domain(name: string, signal: AbortSignal): Promise<Domain | undefined> {
    const known = this.#domains.get(name);
    if (known) return known;
    const at = `/domains/_lookup?name=${encodeURIComponent(name)}`;
    const found = await this.client.find(at, domainSchema, signal);
    if (!found) return undefined;
    const names = [found.value.name, ...(found.value.aliases ?? [])].map(comparedDomain);
    const domain: Domain = { uid: found.uid, names: new Set(names) };
    this.#domains.set(name, domain);
    return domain;
  }

  /** The domain of an address. Throws `refused` where BlueMind has none of its name. */
  async domainOf(address: string, signal: AbortSignal): Promise<Domain> {
    const name = domainOf(address);
    const domain = await this.domain(name, signal);
    if (!domain) throw refused(this.client.where, noDomain(name), makeDomain);
    return domain;
  }

  /** Asked anew each time, since people change them meanwhile. */
  async settings({ uid }: Domain, signal: AbortSignal): Promise<Readonly<Record<string, string | null>>> {
    return (await this.client.find(path`/domains/${uid}/_settings`, settingsSchema, signal)) ?? {};
  }

  /** Whoever has an address as his own or as another one. */
  byEmail({ uid }: Domain, address: string, signal: AbortSignal): Promise<DirEntry | undefined> {
    return this.client.find(path`/directory/${uid}/_byEmail/${compared(address)}`, dirEntrySchema, signal);
  }

  /** Their addresses by their uids; who has none, or is gone, is left out. */
  async addressesOf(
    domain: Domain,
    uids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>> {
    const left = [...new Set(uids)];
    const addresses = new Map<string, string>();
    while (left.length > 0) {
      const entries = await this.#search(domain, left.splice(0, MOST_IN_A_SEARCH), signal);
      for (const { entryUid, email } of entries) if (email) addresses.set(entryUid, compared(email));
    }
    return addresses;
  }

  async #search(
    { uid }: Domain,
    entryUidFilter: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly DirEntry[]> {
    const all = { hiddenFilter: false, systemFilter: false, stateFilter: 'All', from: 0, size: -1 };
    const body = checkedBody(this.client.where, BODIES.entryQuery, { entryUidFilter, ...all });
    const { values } = await this.client.search(path`/directory/${uid}/_search`, body, foundSchema, signal);
    return values.map(({ value }) => value);
  }

  /** net.bluemind.resource.api.type.IResourceTypes. A type that is not there has no properties. */
  async resourceType({ uid }: Domain, type: string, signal: AbortSignal): Promise<ResourceType> {
    const at = path`/resources/${uid}/type/${type}`;
    const known = this.#types.get(at) ?? (await this.client.find(at, resourceTypeSchema, signal)) ?? {};
    this.#types.set(at, known);
    return known;
  }
}

export const noDomain = (name: string): Text => text(`has no domain ${name}`, `n’a pas de domaine ${name}`);
export const makeDomain = text(
  'Nothing was changed. Create the domain in BlueMind’s administration, or add it there to the names of another, then run again.',
  'Rien n’a été modifié. Créez le domaine dans l’administration de BlueMind, ou ajoutez-le aux noms d’un autre, puis relancez.',
);
