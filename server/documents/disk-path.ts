/** Where a `file:` URI is on this machine's disk, as its system writes paths. Looks nothing up there. */
import { fileURLToPath } from 'node:url';

/** `undefined` for what is on no disk of this machine. `windows`: as Windows writes paths; without it, as this system does. */
export function diskPath(uri: string, windows?: boolean): string | undefined {
  try {
    return fileURLToPath(uri, { windows });
  } catch {
    return undefined;
  }
}
