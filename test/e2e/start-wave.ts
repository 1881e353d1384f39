/** Starts a wave as a person does: the command, the lot, and yes. */
import type { EditorWindow } from './editor-window.ts';

/** `asked` is done while the question stands. */
export async function startWave(
  window: EditorWindow,
  lot: string,
  asked?: () => Promise<void>,
): Promise<void> {
  await window.command('Migration Plan: Run a wave');
  await window.choice(lot).click();
  await window.dialogButton('Run').waitFor();
  await asked?.();
  await window.dialogButton('Run').click();
}
