/** What a command made of the files of a plan: each as it was before, beside what it is now. */
import { commands, RelativePattern, Uri, workspace } from 'vscode';
import { folderOf } from '../../infrastructure/pick-plan.ts';
import type { ReadOnlyTexts } from '../../infrastructure/read-only-texts.ts';

export class PlanEdits {
  private readonly before: ReadonlyMap<string, string>;

  private constructor(before: ReadonlyMap<string, string>) {
    this.before = before;
  }

  /** From now on. */
  static async since(plan: string): Promise<PlanEdits> {
    const files = await workspace.findFiles(new RelativePattern(Uri.file(folderOf(plan)), '**/*.migplan'));
    const texts = await Promise.all(
      files.map(async (file) => [file.toString(), await textOf(file)] as const),
    );
    return new PlanEdits(new Map(texts));
  }

  /** In one editor, file by file, each under its own path; nothing where no file is another. */
  async show(title: string, texts: ReadOnlyTexts): Promise<void> {
    const edited: [Uri, Uri, Uri][] = [];
    for (const [name, text] of this.before) {
      const file = Uri.parse(name);
      if ((await textOf(file)) !== text) edited.push([file, texts.keep(file.path.slice(1), text), file]);
    }
    if (edited.length > 0) await commands.executeCommand('vscode.changes', title, edited);
  }
}

const textOf = async (file: Uri): Promise<string> =>
  new TextDecoder().decode(await workspace.fs.readFile(file));
