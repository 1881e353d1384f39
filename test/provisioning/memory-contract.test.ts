/** The target in memory keeps the contract, at once and slowly: what other suites stand on. */
import { MemoryTarget, type MemoryTargetOptions } from '../support/memory-provisioner.ts';
import { describeProvisionerContract } from './contract/provisioner-contract.ts';
import type { TargetPlace } from './contract/target-place.ts';

const place = (options: MemoryTargetOptions): TargetPlace => ({
  makes: ['mailbox', 'shared', 'room', 'equipment', 'list'],
  rights: ['read', 'write', 'full', 'send-as', 'send-on-behalf'],
  sku: 'STANDARD',
  async start() {
    const target = new MemoryTarget({ seats: [{ sku: 'STANDARD', seats: 100, used: 0 }], ...options });
    return {
      domain: 'memory.example',
      open: async () => target.open(),
      outage: {
        async begin() {
          target.isDown = true;
        },
        async end() {
          target.isDown = false;
        },
      },
      stop: async () => undefined,
    };
  },
});

describeProvisionerContract('A target in memory', place({}));
describeProvisionerContract('A slow target in memory', place({ slowness: 3 }));
