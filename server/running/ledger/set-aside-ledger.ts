/** Puts a damaged ledger out of the way, with all that SQLite keeps beside it: renamed, and nothing deleted. */
import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inLanguage, type Text, text, type Words } from '../../planning/text.ts';

/** Returns the line that people are told. The log goes first: without its ledger it would be taken for the new one's. */
export function setAsideLedger(path: string, now: Date, why: Words): Text {
  const aside = freeName(path, now);
  for (const beside of ['-wal', '-shm', '']) {
    if (existsSync(path + beside)) renameSync(path + beside, aside + beside);
  }
  const name = basename(aside);
  return text(
    `ledger ${path} is damaged (${inLanguage('en', why)}). It was set aside as ${name}, and a new one is begun: what the targets already hold is recognised by its content, and nothing is doubled.`,
    `registre ${path}\u00A0: endommagé (${inLanguage('fr', why)}). Il a été mis de côté sous le nom ${name}, et un nouveau commence\u00A0: ce que les cibles ont déjà est reconnu à son contenu, et rien n’est doublé.`,
  );
}

/** `ledger.damaged-2026-11-24T02-51-00Z.sqlite`: no system minds such a name. */
function freeName(path: string, now: Date): string {
  const at = `${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  const stem = basename(path, '.sqlite');
  for (let again = 1; ; again++) {
    const name = `${stem}.damaged-${at}${again === 1 ? '' : `-${again}`}.sqlite`;
    const aside = join(dirname(path), name);
    if (!['', '-wal', '-shm'].some((beside) => existsSync(aside + beside))) return aside;
  }
}
