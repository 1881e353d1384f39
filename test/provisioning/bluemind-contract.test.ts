/**
 * BlueMind keeps the contract, on good days and on bad ones, over a simulated one that takes nothing but what its maker has published:
 * contract-tested, not tenant-tested.
 */
import { simulatedPlace } from '../support/bluemind-simulator/simulated-place.ts';
import { describeProvisionerContract } from './contract/provisioner-contract.ts';

describeProvisionerContract('BlueMind', simulatedPlace());
describeProvisionerContract('BlueMind on a bad day', simulatedPlace({ failEvery: 11, unavailableEvery: 13 }));
describeProvisionerContract('BlueMind with all that it does as tasks', simulatedPlace({ taskLooks: 8 }));
