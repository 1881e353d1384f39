/**
 * The files by which people do what a run leaves to them, by what each endpoint is. Part of the command line's composition: it chooses
 * who writes them.
 */
import { checklist } from './documents/handover/checklist.ts';
import { dovecotFiles } from './documents/handover/dovecot-files.ts';
import { writeExchangeHandover } from './documents/handover/exchange-script.ts';
import { ldifFiles } from './documents/handover/ldif.ts';
import type { Locale } from './language/rules/rule.ts';
import type { Endpoint, MigrationPlan, Step } from './planning/migration-plan.ts';
import type { Handed, HandedStep, HandoverFile } from './planning/provisioning/handover.ts';

/** One set of files an endpoint that has something to be done by hand. */
export function handOver({ plan, lot, endpoints, steps }: MigrationPlan, locale: Locale): HandoverFile[] {
  const handed = steps.filter(isHanded);
  return endpoints.flatMap((endpoint) => {
    const own = handed.filter((step) => step.endpoint === endpoint.name);
    return own.length === 0 ? [] : filesOf(endpoint, { plan, lot, endpoint, steps: own, locale });
  });
}

const isHanded = (step: Step): step is HandedStep => step.action === 'handover' && step.change !== undefined;

function filesOf(endpoint: Endpoint, handed: Handed): readonly HandoverFile[] {
  switch (endpoint.kind) {
    case 'microsoft365':
      return writeExchangeHandover(handed);
    case 'dovecot':
      return [checklist(handed), ...dovecotFiles(handed), ...ldifFiles(handed)];
    case 'cyrus':
      return [checklist(handed), ...ldifFiles(handed)];
    case 'imap':
    case 'bluemind':
    case 'archive':
      return [checklist(handed)];
  }
}
