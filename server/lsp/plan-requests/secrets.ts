/** `migplan/secrets`: the secrets that a plan names, and which of them are not on this machine. */
import { planSecrets } from '../../language/features/plan-secrets.ts';
import { ofPlan } from '../plan-request.ts';

export const secretsRequest = ofPlan('migplan/secrets', {
  otherwise: [],
  async run({ plan, session }) {
    const named = planSecrets(plan.analysis);
    const missing = await session.world.missingSecrets(
      plan.folder,
      named.map(({ secret }) => secret),
    );
    return named.map(({ secret, ...told }) => ({
      ...told,
      isMissing: secret.kind === 'prompt' || missing.has(told.name),
    }));
  },
});
