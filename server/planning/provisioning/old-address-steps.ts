/** Old addresses of another system: their mail is sent on by whoever runs that system, since nothing is ever changed at a source. */
import type { Locale } from '../../language/rules/rule.ts';
import type { Step } from '../migration-plan.ts';
import { text } from '../text.ts';
import type { WantedObject } from './wanted.ts';

export function oldAddressSteps({ address, redirects, source, kind }: WantedObject, locale: Locale): Step[] {
  return redirects.map((old) => {
    const until =
      old.until === undefined ? text('', '') : text(` until ${old.until}`, ` jusqu’au ${old.until}`);
    const after = text(
      `mail to it goes on to ${address}${until.en}`,
      `son courrier continue vers ${address}${until.fr}`,
    );
    return {
      key: `redirect ${old.address} ${address}`,
      kind: 'redirect',
      subject: address,
      action: 'handover',
      before: NOT_CHECKED[locale],
      after: `${old.address}${locale === 'fr' ? '\u00A0:' : ':'} ${after[locale]}`,
      reason: BY_ITS_SYSTEM[locale],
      needs: [`${kind === 'mailbox' ? 'account' : kind} ${address}`],
      reach: 'mailbox',
      change: {
        does: 'redirect',
        address: old.address,
        to: address,
        ...(old.until !== undefined && { until: old.until }),
      },
      ...(source !== undefined && { endpoint: source }),
    };
  });
}

const NOT_CHECKED = text('not checked', 'non vérifié');
const BY_ITS_SYSTEM = text(
  'by whoever runs its system: a run changes nothing there',
  'par qui gère son système\u00A0: une exécution n’y change rien',
);
