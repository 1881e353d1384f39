/** The simulated tenant as a target under the provisioner's contract, and what its tests sign in with. */
import type { NamedSecrets } from '../../../server/endpoints/logins.ts';
import { connectGraphProvisioner } from '../../../server/endpoints/microsoft365/connect-graph-provisioner.ts';
import type { GraphOptions } from '../../../server/endpoints/microsoft365/graph-options.ts';
import type { GraphTenant } from '../../../server/planning/migration-plan.ts';
import type { Provisioner } from '../../../server/running/provisioning/provisioner.ts';
import type { TargetPlace } from '../../provisioning/contract/target-place.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { type Faults, GraphSimulator, type SimulatorOptions } from './graph-simulator.ts';

export const SECRET = 'the-secret-of-the-client';
export const DOMAIN = 'a.example';
export const SKU = 'STANDARDPACK';
const CLIENT = { tenant: 'tenant.onmicrosoft.example', client: '11111111-2222-3333-4444-555555555555' };

export function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<GraphSimulator> {
  return GraphSimulator.start({
    domains: [{ id: DOMAIN, isVerified: true }],
    skus: [{ sku: SKU, seats: 100 }],
    signIn: { ...CLIENT, secret: SECRET },
    ...options,
  });
}

type Graph = NonNullable<GraphTenant['graph']>;

export const tenantEndpoint = (graph: Partial<Graph> = {}): GraphTenant => ({
  ...{
    kind: 'microsoft365',
    name: 'office',
    host: 'outlook.office365.com',
    port: 993,
    security: 'tls',
    connections: 4,
  },
  login: { method: 'oauth2', ...CLIENT, secret: { kind: 'env', name: 'OFFICE_SECRET' } },
  graph: {
    ...CLIENT,
    ...{
      secret: { kind: 'env', name: 'OFFICE_SECRET' },
      usageLocation: 'FR',
      exchange: 'handover',
      ...graph,
    },
  },
});

export const secretsOf = (secret: string): NamedSecrets => ({
  secret: async () => secret,
  passwords: async () => ({ place: '', passwordOf: () => undefined }),
});

export const signal = new AbortController().signal;

/** Its waits take no time. */
export async function connectTo(
  simulator: GraphSimulator,
  endpoint: GraphTenant = tenantEndpoint(),
  { secret = SECRET, ...options }: GraphOptions & { readonly secret?: string } = {},
): Promise<Provisioner> {
  const { url } = simulator;
  const reached = { authority: url, graph: url, exchange: url, clock: new VirtualClock(), random: () => 0.5 };
  const provisioner = await connectGraphProvisioner(endpoint, secretsOf(secret), signal, {
    ...reached,
    ...options,
  });
  if (!provisioner) throw new Error('the endpoint says nothing of Graph');
  return provisioner;
}

export const simulatedPlace = (exchange: Graph['exchange'], faults: Faults = {}): TargetPlace => ({
  makes: exchange === 'handover' ? ['mailbox'] : ['mailbox', 'shared', 'room', 'equipment', 'list'],
  ...(exchange === 'invoke-command' && { rights: ['read', 'write', 'full', 'send-as', 'send-on-behalf'] }),
  sku: SKU,
  async start() {
    const simulator = await startSimulator({ faults });
    return {
      domain: DOMAIN,
      open: () => connectTo(simulator, tenantEndpoint({ exchange })),
      outage: {
        async begin() {
          simulator.isDown = true;
        },
        async end() {
          simulator.isDown = false;
        },
      },
      async stop() {
        await simulator.stop();
        if (simulator.outside.length > 0)
          throw new Error(`asked what the contract does not have: ${simulator.outside.join('; ')}`);
      },
    };
  },
});
