/** Lets somebody into a mailbox of a Dovecot, or shuts them out again: signed in to it by the endpoint's own login. */
import type { Change } from '../../planning/provisioning/change.ts';
import { type Text, text } from '../../planning/text.ts';
import { MailFailure } from '../../running/failures.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import { deleteAcl, setAcl } from '../imap/acl-commands.ts';
import { lettersOf } from '../imap/acl-rights.ts';
import { grant, type Lists, NO_SUCH_RIGHT, revoke } from '../own-server/mailbox-access.ts';
import { placeOf } from '../own-server/server-place.ts';
import { type Dovecot, DovecotMailbox } from './dovecot-mailbox.ts';

export type AccessChange = Extract<Change, { readonly does: 'grant' | 'revoke' }>;

/** Throws MailFailure. */
export async function changeAccess(
  dovecot: Dovecot,
  change: AccessChange,
  signal: AbortSignal,
): Promise<Applied> {
  if (lettersOf(change.right) === undefined) throw refused(dovecot, change, NO_SUCH_RIGHT);
  return DovecotMailbox.within(dovecot, change.address, signal, async (mailbox) => {
    if (!mailbox.hasLists) throw refused(dovecot, change, NO_LISTS);
    const { session, connection } = mailbox;
    const lists: Lists = {
      all: await mailbox.lists(),
      set: (folder, entry) => setAcl(session, connection, folder, entry),
      remove: (folder, identifier) => deleteAcl(session, connection, folder, identifier),
    };
    return change.does === 'grant' ? grant(lists, change) : revoke(lists, change);
  });
}

function refused({ endpoint }: Dovecot, { address, who, right }: AccessChange, words: Text): MailFailure {
  return new MailFailure({
    ...{ kind: 'refused', reach: 'mailbox', where: placeOf(endpoint), words },
    what: text(
      `(${address}) did not change the right ${right} of ${who}`,
      `(${address}) n’a pas modifié le droit ${right} de ${who}`,
    ),
    advice: text('Nothing was changed.', 'Rien n’a été modifié.'),
  });
}

const NO_LISTS = text(
  'it offers no ACL: its plugins acl and imap_acl are not loaded',
  'il n’offre pas ACL\u00A0: ses greffons acl et imap_acl ne sont pas chargés',
);
