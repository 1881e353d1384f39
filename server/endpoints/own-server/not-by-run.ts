/** The answer to a change that a server has no call for: people make it, by the files that a run writes. */
import { type Change, operationOf } from '../../planning/provisioning/change.ts';
import { isByRun, type Ways } from '../../planning/provisioning/operations.ts';
import { type Text, text } from '../../planning/text.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';

/** Undefined where the change is a run's own to make. */
export function notByRun(ways: Ways, where: Text, change: Change): Applied | undefined {
  const operation = operationOf(change);
  if (isByRun(ways[operation])) return undefined;
  return {
    kind: 'failed',
    failure: {
      kind: 'refused',
      reach: 'mailbox',
      where,
      what: text(
        `has no call for "${change.does}" (${change.address})`,
        `n’a pas d’appel pour «\u00A0${change.does}\u00A0» (${change.address})`,
      ),
      words: '',
      advice: text(
        'Nothing was changed. It is done by hand.',
        'Rien n’a été modifié. C’est à faire à la main.',
      ),
    },
  };
}
