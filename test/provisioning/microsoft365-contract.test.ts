/**
 * Microsoft 365 keeps the contract, on good days and on bad ones, over a simulated tenant that takes nothing but what the public
 * documents have: contract-tested, not tenant-tested.
 */
import { simulatedPlace } from '../support/graph-simulator/simulated-place.ts';
import { describeProvisionerContract } from './contract/provisioner-contract.ts';

const badDays = { consistency: 2, licence: 3, throttleEvery: 4, unavailableEvery: 7 };

describeProvisionerContract('Microsoft 365, handing over', simulatedPlace('handover'));
describeProvisionerContract('Microsoft 365, handing over, on a bad day', simulatedPlace('handover', badDays));
describeProvisionerContract('Microsoft 365, by InvokeCommand', simulatedPlace('invoke-command'));
describeProvisionerContract(
  'Microsoft 365, by InvokeCommand, on a bad day',
  simulatedPlace('invoke-command', badDays),
);
