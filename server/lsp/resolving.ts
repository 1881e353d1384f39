/** The plumbing of requests for more about an item that was answered before and that an editor sends back as it came. */
import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Session } from './request.ts';
import { isObject } from './wire-shapes.ts';

/** Answers `method` with what `resolve` makes of an item; one that is not understood comes back as it was. */
export function registerResolve<Item>(
  connection: Connection,
  method: string,
  session: () => Session | undefined,
  resolve: (item: Item, session: Session) => Item,
): void {
  connection.onRequest(method, (...received: unknown[]) => {
    const item = received.length > 1 ? received[0] : undefined; // the token comes last, alone where nothing came
    if (!isObject(item)) throw new ResponseError(ErrorCodes.InvalidParams, 'expected an item');
    const known = session();
    if (!known) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'not initialized');
    return resolve(item as Item, known) as unknown;
  });
}
