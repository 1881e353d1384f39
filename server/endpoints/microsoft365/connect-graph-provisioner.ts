/**
 * Microsoft 365 as a provisioner: Microsoft Graph v1.0 for what it can do, and for the rest, where the plan asks for it, the cmdlets of
 * Exchange Online by a way that Microsoft does not support. Put together here; signed in before it is handed out.
 */
import type { GraphTenant } from '../../planning/migration-plan.ts';
import { type Change, operationOf } from '../../planning/provisioning/change.ts';
import { isByRun, type Ways } from '../../planning/provisioning/operations.ts';
import type { TargetState } from '../../planning/provisioning/target-state.ts';
import { waysOf } from '../../planning/provisioning/ways.ts';
import { text } from '../../planning/text.ts';
import { failureOf } from '../../running/failures.ts';
import type { Applied, Provisioner, Scope } from '../../running/provisioning/provisioner.ts';
import type { NamedSecrets } from '../logins.ts';
import { applyByExchange } from './exchange-changes.ts';
import { ExchangeState } from './exchange-state.ts';
import {
  addDomain,
  assignLicence,
  awaitMailbox,
  type ClientTenant,
  describeAccount,
  makeAccount,
} from './graph-changes.ts';
import { GraphClient } from './graph-client.ts';
import { GraphDirectory } from './graph-directory.ts';
import { type GraphOptions, servicesOf } from './graph-options.ts';
import { openTokens } from './graph-tokens.ts';
import { invokeCommand, UNSUPPORTED } from './invoke-command.ts';
import { readTenant } from './read-tenant.ts';
import { refused } from './service-failures.ts';

/** Undefined where the plan says nothing of how the tenant is managed. Throws MailFailure where it cannot be signed in to. */
export async function connectGraphProvisioner(
  endpoint: GraphTenant,
  secrets: NamedSecrets,
  signal: AbortSignal,
  options: GraphOptions = {},
): Promise<Provisioner | undefined> {
  const { graph: client, name } = endpoint;
  if (!client) return undefined;
  const services = servicesOf(options);
  const tokens = await openTokens(endpoint, client, secrets, { ...options, ...services });
  await tokens.token(services.graph, signal);
  const shared = { endpoint: name, tokens, clock: services.clock, random: services.random };
  const directory = new GraphDirectory(
    new GraphClient({ ...shared, origin: services.graph }),
    services.clock,
  );
  const tenant = { directory, clock: services.clock, client };
  if (client.exchange === 'handover') return new GraphProvisioner(waysOf(endpoint), tenant, undefined);
  options.onUnsupported?.(UNSUPPORTED);
  const exchange = new ExchangeState(invokeCommand({ ...shared, origin: services.exchange }, client.tenant));
  return new GraphProvisioner(waysOf(endpoint), tenant, exchange);
}

class GraphProvisioner implements Provisioner {
  readonly ways: Ways;
  readonly #tenant: ClientTenant;
  readonly #exchange: ExchangeState | undefined;

  constructor(ways: Ways, tenant: ClientTenant, exchange: ExchangeState | undefined) {
    this.ways = ways;
    this.#tenant = tenant;
    this.#exchange = exchange;
  }

  async read(scope: Scope, signal: AbortSignal): Promise<TargetState> {
    const state = await readTenant(this.#tenant, scope, signal);
    if (!this.#exchange) return state;
    return { ...state, objects: await this.#exchange.complete(scope.objects, state.objects, signal) };
  }

  async apply(change: Change, signal: AbortSignal): Promise<Applied> {
    try {
      return await this.#change(change, signal);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      return { kind: 'failed', failure };
    }
  }

  async close(): Promise<void> {
    // Requests are single ones, and tokens are forgotten with it.
  }

  async #change(change: Change, signal: AbortSignal): Promise<Applied> {
    const { where } = this.#tenant.directory.client;
    if (!isByRun(this.ways[operationOf(change)])) throw refused(where, notByRun, '');
    switch (change.does) {
      case 'add-domain':
        return addDomain(this.#tenant, change, signal);
      case 'license':
        return assignLicence(this.#tenant, change, signal);
      case 'await':
        return this.#await(change, signal);
      case 'make':
        if (change.kind === 'mailbox') return makeAccount(this.#tenant, change, signal);
        break;
      case 'describe':
        if (change.kind !== 'list') return describeAccount(this.#tenant, change, signal);
        break;
    }
    if (!this.#exchange) throw refused(where, notByRun, '');
    return applyByExchange(this.#exchange, change, signal);
  }

  /** What Exchange made itself is there once Exchange shows it. */
  async #await(change: Extract<Change, { does: 'await' }>, signal: AbortSignal): Promise<Applied> {
    const made = await this.#exchange?.recipient(change.address, signal);
    const isMailbox = made?.RecipientTypeDetails.endsWith('Mailbox') === true;
    return isMailbox ? { kind: 'already' } : awaitMailbox(this.#tenant, change, signal);
  }
}

const notByRun = text(
  'is not asked: this is done by people, by the files that a run writes',
  'n’est pas sollicité\u00A0: cela se fait à la main, avec les fichiers qu’une exécution écrit',
);
