/** Texts on this machine's disk, and those in virtual folders from whoever has them, if anybody has. */
import type { Texts } from './workspace-files.ts';

export function textsByScheme(onDisk: Texts, elsewhere: Texts | undefined): Texts {
  if (!elsewhere) return onDisk;
  const of = (uri: string): Texts => (uri.startsWith('file:') ? onDisk : elsewhere);
  return {
    plansBelow: (folder) => of(folder).plansBelow(folder),
    plansIn: (folder) => of(folder).plansIn(folder),
    yamlIn: (folder) => of(folder).yamlIn(folder),
    textOf: (uri) => of(uri).textOf(uri),
    shownPath: (uri) => of(uri).shownPath(uri),
  };
}
