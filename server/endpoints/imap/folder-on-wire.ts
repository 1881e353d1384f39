/** How a folder's name is put into a command: quoted, or as a literal that asks first where it holds what a quoted string may not. */
import { encodeFolderName } from './modified-utf7.ts';
import type { CommandPart } from './wire.ts';

/** `folder`: decoded; written as the server itself wrote it where its own spelling cannot be had by encoding. */
export function folderOnWire(
  session: { readonly rawNames: ReadonlyMap<string, string> },
  folder: string,
): CommandPart[] {
  const raw = session.rawNames.get(folder) ?? encodeFolderName(folder);
  if (/^[\x20-\x7e]*$/.test(raw)) return [`"${raw.replace(/["\\]/g, '\\$&')}"`];
  return [{ content: Buffer.from(raw, 'latin1'), asksFirst: true }];
}
