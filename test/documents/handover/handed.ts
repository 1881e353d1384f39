/** Steps that are left to people, of an endpoint that is a Dovecot without a directory. */
import type { Locale } from '../../../server/language/rules/rule.ts';
import type { OwnServer } from '../../../server/planning/migration-plan.ts';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import type { Handed, HandedStep } from '../../../server/planning/provisioning/handover.ts';

const endpoint: OwnServer = {
  ...{ kind: 'dovecot', name: 'new', connections: 4, host: 'imap.test.example', port: 993, security: 'tls' },
  login: { method: 'master', user: 'migration', separator: '*', secret: { kind: 'env', name: 'MASTER' } },
};

const stepOf = (change: Change): HandedStep => ({
  ...{
    key: `${change.does} ${change.address}`,
    kind: 'account',
    subject: change.address,
    action: 'handover',
  },
  ...{ before: '', after: '', reason: '', needs: [], reach: 'mailbox', change, endpoint: endpoint.name },
});

export const handedAt = (changes: readonly Change[], locale: Locale = 'en', plan = 'move'): Handed => ({
  ...{ plan, lot: 'pilot', endpoint, steps: changes.map(stepOf), locale },
});
