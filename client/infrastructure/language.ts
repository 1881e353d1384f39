/** The language that the editor speaks, as far as we do; what the server says may be set to another one (`migplan.locale`). */
import { env, workspace } from 'vscode';

export type Language = 'en' | 'fr';

export const editorLanguage = (): Language => (/^fr\b/i.test(env.language) ? 'fr' : 'en');

/** The one that the server and commands speak. */
export function commandLanguage(): Language {
  const chosen = workspace.getConfiguration('migplan').get<string>('locale');
  return chosen === 'en' || chosen === 'fr' ? chosen : editorLanguage();
}
