/** The simulated BlueMind as a target under the provisioner's contract, and what its tests sign in with. */
import type { BlueMindOptions } from '../../../server/endpoints/bluemind/bluemind-client.ts';
import { connectBlueMindProvisioner } from '../../../server/endpoints/bluemind/connect-bluemind-provisioner.ts';
import type { BlueMindServer } from '../../../server/planning/migration-plan.ts';
import type { Provisioner } from '../../../server/running/provisioning/provisioner.ts';
import type { TargetPlace } from '../../provisioning/contract/target-place.ts';
import { secretsOf } from '../../provisioning/named-secrets.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { BlueMindSimulator, type Faults, type SimulatorOptions } from './bluemind-simulator.ts';

export const KEY = '6f9619ff-8b86-d011-b42d-00c04fc964ff';
export const DOMAIN = 'a.example';
export const OTHER_NAME = 'old.example';

export function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<BlueMindSimulator> {
  return BlueMindSimulator.start({ key: KEY, aliases: [DOMAIN, OTHER_NAME], ...options });
}

export const blueMindAt = (url: string): BlueMindServer => ({
  ...{ kind: 'bluemind', name: 'mail', host: 'mail.a.example', port: 993, security: 'tls', connections: 4 },
  login: { method: 'each', secret: { kind: 'file', path: 'passwords.csv' } },
  api: { url, secret: { kind: 'env', name: 'BLUEMIND_KEY' } },
});

export const signal = new AbortController().signal;

/** Its waits take no time. */
export async function connectTo(
  { url }: Pick<BlueMindSimulator, 'url'>,
  { key = KEY, ...options }: BlueMindOptions & { readonly key?: string } = {},
): Promise<Provisioner> {
  const secrets = secretsOf({ BLUEMIND_KEY: key });
  const waits = { clock: new VirtualClock(), random: () => 0.5, ...options };
  const provisioner = await connectBlueMindProvisioner(blueMindAt(url), secrets, signal, waits);
  if (!provisioner) throw new Error('the endpoint says nothing of its interface');
  return provisioner;
}

export const simulatedPlace = (faults: Faults = {}): TargetPlace => ({
  makes: ['mailbox', 'shared', 'room', 'equipment', 'list'],
  rights: ['read', 'write', 'full', 'send-as', 'send-on-behalf'],
  composesNames: true,
  async start() {
    const simulator = await startSimulator({ faults });
    simulator.bluemind.settings['mail_routing_relay'] = 'relay.old.example';
    return {
      domain: DOMAIN,
      open: () => connectTo(simulator),
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
        const { outside, ignored } = simulator;
        if (outside.length > 0)
          throw new Error(`asked what the contract does not have: ${outside.join('; ')}`);
        if (ignored.length > 0) throw new Error(`sent what BlueMind does not know: ${ignored.join('; ')}`);
      },
    };
  },
});
