/** `migplan/runs`: the runs that are on record of a plan. */
import { runRecords } from '../../language/features/run-records.ts';
import { ofPlan } from '../plan-request.ts';
import { uriOf } from '../uri.ts';

export const runsRequest = ofPlan('migplan/runs', {
  otherwise: [],
  async run({ plan, runs }) {
    const records = runRecords(plan.analysis, await runs());
    return records.map(({ path, ...run }) => ({ ...run, log: uriOf(path) }));
  },
});
