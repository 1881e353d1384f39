/** Symbols of the whole workspace: those of each plan that answer best, the best of all plans first. */
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  ResponseError,
  type SymbolInformation,
} from 'vscode-languageserver';
import { type SymbolFound, workspaceSymbols } from '../language/features/workspace-symbols.ts';
import type { OpenPlan } from './open-plan.ts';
import { type Session, unlessCancelled } from './request.ts';
import { symbolKindOf } from './symbol-kinds.ts';
import { isObject } from './wire-shapes.ts';

/** More than this nobody looks through: another letter is typed. */
const MOST = 100;

export function registerWorkspaceSymbol(connection: Connection, session: () => Session | undefined): void {
  connection.onRequest('workspace/symbol', (...received: unknown[]) => {
    const params = received.length > 1 ? received[0] : undefined; // the token comes last, alone where nothing came
    const query = isObject(params) ? params['query'] : undefined;
    if (typeof query !== 'string') throw new ResponseError(ErrorCodes.InvalidParams, 'expected a query');
    const known = session();
    if (!known) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'not initialized');
    return symbols(known, query, received.at(-1) as CancellationToken);
  });
}

async function symbols(
  session: Session,
  query: string,
  token: CancellationToken,
): Promise<SymbolInformation[]> {
  await unlessCancelled(session.workspace.idle(), token);
  const plans = new Set([...session.workspace.files].flatMap(({ plan }) => plan ?? []));
  const found: { symbol: SymbolFound; plan: OpenPlan }[] = [];
  for (const plan of plans) {
    await unlessCancelled(plan.taken(), token);
    for (const symbol of workspaceSymbols(plan.analysis, query, MOST)) found.push({ symbol, plan });
  }
  found.sort((a, b) => b.symbol.score - a.symbol.score);
  return found.slice(0, MOST).map(({ symbol, plan }) => told(symbol, plan, session));
}

const told = (
  { as, name, detail, path, range }: SymbolFound,
  plan: OpenPlan,
  session: Session,
): SymbolInformation => ({
  name,
  kind: symbolKindOf(as),
  location: { uri: session.uriOf(plan.pathOf(path)), range },
  ...(detail === '' ? {} : { containerName: detail }),
});
