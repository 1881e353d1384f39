/** The contract of a mail store, kept by a real Cyrus: as it is set up today, and as old installations are, through their administrator. */
import { afterAll, beforeAll } from 'vitest';
import type { Login } from '../../server/planning/migration-plan.ts';
import { describeMailContract } from '../endpoints/mail-contract.ts';
import { type Cyrus, startCyrus } from '../support/cyrus.ts';
import { imapPlace, MAILBOXES } from './imap-place.ts';

const password = 'pass/word\\';
const users = MAILBOXES.map((name) => ({ name, password }));
const admin = { name: 'migration', password: 'of the "admin"' };
const secret = { kind: 'env', name: 'X' } as const;

const shapes: Readonly<
  Record<string, { readonly classic: boolean; readonly login: Login; readonly with: string }>
> = {
  'Cyrus over IMAP': { classic: false, login: { method: 'each', secret }, with: password },
  'An old Cyrus through its administrator': {
    classic: true,
    login: { method: 'admin', user: admin.name, secret },
    with: admin.password,
  },
};

/** It ensures “minimal RFC-822 compliance” and says NO (imap/message.c, message_copy_strict). */
const refuses = ['empty', 'one without a header', 'bare LF'] as const;
/** What is not among its GOODCHARS (imap/mboxname.c), where `^` stands for a dot in names that are separated by slashes. */
const notInNames = '"\\%{}<>|;`';
const unwanted = Buffer.from('Subject: bare LF\n\nbody\n');

for (const [name, shape] of Object.entries(shapes)) {
  let server: Cyrus;
  beforeAll(async () => {
    server = await startCyrus({ users, admin, classic: shape.classic });
  });
  afterAll(() => server?.stop());

  const traits = {
    unwanted,
    refuses,
    notInNames: [...notInNames, shape.classic ? '/' : '^'],
  };
  describeMailContract(
    name,
    imapPlace(() => server, shape.login, shape.with, traits),
  );
}
