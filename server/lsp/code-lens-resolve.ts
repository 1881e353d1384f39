/** What a lens says, once it comes into view. One whose plan has gone meanwhile says nothing. */
import type { CodeLens, Connection } from 'vscode-languageserver';
import { lensTitle } from '../language/features/code-lenses.ts';
import type { LensData } from './handlers/code-lens.ts';
import type { Session } from './request.ts';
import { registerResolve } from './resolving.ts';
import { isObject } from './wire-shapes.ts';

export function registerCodeLensResolve(connection: Connection, session: () => Session | undefined): void {
  registerResolve(connection, 'codeLens/resolve', session, resolved);
}

/** A lens that does nothing has a command without a name, as the protocol has it. */
function resolved(lens: CodeLens, { workspace }: Session): CodeLens {
  const { data } = lens;
  if (lens.command || !isOurs(data)) return lens;
  const plan = workspace.file(data.uri)?.plan;
  const title = plan ? lensTitle(plan.analysis, data.about) : '';
  return { ...lens, command: { title, command: '' } };
}

/** The data of our own lenses; an editor sends it back as it came, somebody else might not. */
function isOurs(data: unknown): data is LensData {
  if (!isObject(data) || typeof data['uri'] !== 'string' || !isObject(data['about'])) return false;
  const { of, name, action } = data['about'];
  return (of === 'lot' || of === 'unit') && typeof name === 'string' && action === undefined;
}
