/** Which folder of the target serves a use of the source: as servers declare it (RFC 6154), else by names known in many languages. */

import type { Folder, FolderList, FolderUse } from '../ports.ts';
import { useByName } from './folder-names.ts';
import { inOrder, isGmail, levelsOf } from './listed-paths.ts';
import type { SourceName } from './source-folders.ts';

/** They show mail of other folders and take none of their own; Gmail's All Mail alone is a place too, that of what is archived. */
const VIEWS: ReadonlySet<FolderUse> = new Set(['all', 'flagged', 'important']);

export class DeclaredUses {
  readonly #declared: ReadonlySet<FolderUse>;
  readonly #there: readonly Folder[];
  readonly #target: FolderList;
  readonly #toGmail: boolean;
  readonly #fromGmail: boolean;

  constructor(source: FolderList, target: FolderList) {
    this.#declared = new Set(source.folders.flatMap(({ use }) => use ?? []));
    this.#there = target.folders.toSorted((one, other) => inOrder(one.path, other.path));
    this.#target = target;
    this.#toGmail = isGmail(target);
    this.#fromGmail = isGmail(source);
  }

  /** What the source declares, as far as a folder of the target can serve it. */
  declared({ folder }: SourceName): FolderUse | undefined {
    const use = folder?.use;
    if (use !== undefined && VIEWS.has(use)) {
      if (this.#toGmail) return use;
      return use === 'all' && this.#fromGmail ? 'archive' : undefined;
    }
    return use === 'inbox' ? undefined : use;
  }

  /** A name speaks only at the top, and only where no folder declares that use. */
  guessed({ folder, name, parent }: SourceName): FolderUse | undefined {
    if (!folder || folder.use !== undefined || parent) return undefined;
    const use = useByName(name);
    return use === undefined || this.#declared.has(use) ? undefined : use;
  }

  /**
   * `own`: the folder's own path at the target, which comes before another known name. `isOthers`: what another of this use would be
   * called itself, which known names do not stand for.
   */
  servedBy(use: FolderUse, own: string, isOthers: (path: string) => boolean): Folder | undefined {
    const declared = this.#declaring(use);
    if (declared) return declared;
    const named = this.#there.find((folder) => this.#isNamed(folder, use) && !isOthers(folder.path));
    return this.#there.find(({ path }) => path === own) ?? named;
  }

  /** What a folder that has to be made is to be declared for: what the source's is, if the target has none of that use. */
  toDeclare(source: SourceName): FolderUse | undefined {
    const use = this.declared(source);
    if (use === undefined || VIEWS.has(use)) return undefined;
    return this.isDeclaredThere(use) ? undefined : use;
  }

  isDeclaredThere(use: FolderUse): boolean {
    return this.#declaring(use) !== undefined;
  }

  #declaring(use: FolderUse): Folder | undefined {
    return this.#there.find((folder) => folder.use === use);
  }

  #isNamed({ path, use }: Folder, wanted: FolderUse): boolean {
    const [name = '', ...below] = levelsOf(path, this.#target);
    return use === undefined && below.length === 0 && useByName(name) === wanted;
  }
}
