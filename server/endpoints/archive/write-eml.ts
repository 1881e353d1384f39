/** Writes a folder of .eml files, numbered as they come; flags and dates are in its index. */
import { below, type DiskPath, nameOf } from './disk.ts';
import { fileStore, freeName } from './file-store.ts';
import type { MessageStore } from './message-store.ts';

export function writeEml(place: DiskPath): MessageStore {
  return fileStore({
    passing: (uid) => below(place, `.${uid}.eml.new`),
    async name(uid) {
      const number = String(uid).padStart(8, '0');
      const to = await freeName((again) =>
        below(place, again === 1 ? `${number}.eml` : `${number}-${again}.eml`),
      );
      return { file: nameOf(to), to };
    },
    changeFlags: async (changes) => changes.map(({ message, flags }) => ({ ...message, flags })),
  });
}
