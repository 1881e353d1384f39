/**
 * What is left to people at a Dovecot, as files for its administrator: accounts for its passwd-file, addresses for
 * Postfix's virtual alias map, mailboxes to keep their owners out of. Pure text; no password is in any of it.
 */
import { compared } from '../../language/model/names.ts';
import type { Change } from '../../planning/provisioning/change.ts';
import type { Handed, HandoverFile, HandoverWriter } from '../../planning/provisioning/handover.ts';
import { type Text, text } from '../../planning/text.ts';
import { isPasswdName, passwdLine, quotaField } from './passwd-file.ts';
import { asComment, plainComment } from './plain-comment.ts';
import { virtualLines, virtualText } from './virtual-map.ts';

/** Only the files that have something to do in them. */
export const dovecotFiles: HandoverWriter = (handed) => {
  const changes = handed.steps.map(({ change }) => change);
  return [
    file(handed, 'passwd', ACCOUNTS, hasDirectory(handed) ? [] : accountLines(changes, handed)),
    file(handed, 'virtual', ADDRESSES, addressLines(changes, handed)),
    file(handed, 'locked', LOCKED, lockLines(changes, handed)),
  ].flatMap((one) => one ?? []);
};

/** Its accounts are entries then, and in no passwd-file. */
const hasDirectory = ({ endpoint }: Handed): boolean =>
  endpoint.kind === 'dovecot' && endpoint.directory !== undefined;

function file(
  { plan, lot, endpoint, locale }: Handed,
  ending: string,
  introduction: readonly Text[],
  lines: readonly string[],
): HandoverFile | undefined {
  if (lines.length === 0) return undefined;
  const head = [`${plan} · ${lot} · ${endpoint.name}`, ...introduction.map((one) => one[locale])].map(
    plainComment,
  );
  return { name: `${lot}-${endpoint.name}-${ending}`, content: `${[...head, '', ...lines].join('\n')}\n` };
}

type Of<Does extends Change['does']> = Extract<Change, { readonly does: Does }>;

const only = <Does extends Change['does']>(changes: readonly Change[], does: Does): Of<Does>[] =>
  changes.filter((change): change is Of<Does> => change.does === does);

function accountLines(changes: readonly Change[], { locale }: Handed): string[] {
  const quotas = new Map(only(changes, 'set-quota').map(({ address, bytes }) => [compared(address), bytes]));
  const made = only(changes, 'make').filter(({ kind }) => kind !== 'list');
  const lines = made.map(({ address }) => {
    const quota = quotas.get(compared(address));
    quotas.delete(compared(address));
    return (
      passwdLine({ address: compared(address), ...(quota !== undefined && { quota }) }) ??
      asComment(CANNOT[locale], address)
    );
  });
  const others = [...quotas].map(([address, bytes]) => plainComment(`${address}: ${quotaField(bytes)}`));
  return others.length === 0 ? lines : [...lines, plainComment(EXISTING[locale]), ...others];
}

function addressLines(changes: readonly Change[], { locale }: Handed): string[] {
  const ends = [...only(changes, 'redirect'), ...only(changes, 'forward')].flatMap(
    ({ address, to, until }) =>
      until === undefined ? [] : [plainComment(UNTIL(address, to, until)[locale])],
  );
  const lines = virtualLines(changes).map(
    (line) => virtualText(line) ?? asComment(CANNOT[locale], [line.address, ...line.to].join(' ')),
  );
  const removed = only(changes, 'remove-alias').map(({ address, alias }) =>
    plainComment(TAKEN_AWAY(compared(alias), compared(address))[locale]),
  );
  return [...lines, ...ends, ...removed];
}

function lockLines(changes: readonly Change[], { locale }: Handed): string[] {
  const locked = only(changes, 'lock').map(({ address }) =>
    isPasswdName(address) ? compared(address) : asComment(CANNOT[locale], address),
  );
  const unlocked = only(changes, 'unlock').map(({ address }) =>
    plainComment(LET_IN(compared(address))[locale]),
  );
  return [...locked, ...unlocked];
}

const ACCOUNTS = [
  text(
    'Accounts for the passwd-file that passdb and userdb read. Append them; leave out those that are there.',
    'Comptes pour le passwd-file que lisent passdb et userdb. Ajoutez-les à la fin\u00A0; omettez ceux qui y sont.',
  ),
  text(
    'No password is given: put a hash of doveadm pw in the place of {CRYPT}! when a person gets theirs. Never leave it empty: that lets everybody in.',
    'Aucun mot de passe n’est donné\u00A0: mettez un condensat de doveadm pw à la place de {CRYPT}! quand la personne reçoit le sien. Ne le laissez jamais vide\u00A0: n’importe qui entrerait.',
  ),
  text(
    'The master login opens them at once. Quotas count where the quota plugin is loaded.',
    'L’identifiant maître les ouvre aussitôt. Les quotas comptent si le greffon quota est chargé.',
  ),
];
const ADDRESSES = [
  text(
    'Addresses for virtual_alias_maps of Postfix. Where one is there already, add to its line: of two lines one is ignored.',
    'Adresses pour virtual_alias_maps de Postfix. Si l’une y est déjà, complétez sa ligne\u00A0: de deux lignes, une est ignorée.',
  ),
  text('Then: postmap, and postfix reload.', 'Ensuite\u00A0: postmap, puis postfix reload.'),
];
const LOCKED = [
  text(
    'Mailboxes whose owners are kept out. Name this file in a first passdb: driver = passwd-file, deny = yes, args = its path. Master logins still open them.',
    'Boîtes dont les propriétaires sont tenus dehors. Nommez ce fichier dans un premier passdb\u00A0: driver = passwd-file, deny = yes, args = son chemin. L’identifiant maître les ouvre encore.',
  ),
  text(
    'Then end the sessions that are open: doveadm kick.',
    'Fermez ensuite les sessions ouvertes\u00A0: doveadm kick.',
  ),
];
const EXISTING = text(
  'There already: put this into their lines.',
  'Déjà là\u00A0: mettez ceci dans leurs lignes.',
);
const CANNOT = text(
  'Not written, since this file cannot hold it:',
  'Non écrit, car ce fichier ne peut le contenir\u00A0:',
);
const UNTIL = (address: string, to: string, until: string): Text =>
  text(
    `${address} to ${to}: until ${until}, then take it away`,
    `${address} vers ${to}\u00A0: jusqu’au ${until}, à retirer ensuite`,
  );
const TAKEN_AWAY = (alias: string, address: string): Text =>
  text(`Take away: ${alias}, which leads to ${address}`, `À retirer\u00A0: ${alias}, qui mène à ${address}`);
const LET_IN = (address: string): Text =>
  text(
    `Take the line of ${address} away: its owner comes in again`,
    `Retirez la ligne de ${address}\u00A0: son propriétaire entre de nouveau`,
  );
