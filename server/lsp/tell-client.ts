/** Sends what the client is told of plans unasked; that it cannot be reached any more is told to whoever keeps the log. */
import type { Connection } from 'vscode-languageserver';
import type { PlanNotifications } from '../protocol.ts';

export const tellClient =
  (connection: Connection, onFailure: (error: unknown) => void) =>
  <M extends keyof PlanNotifications>(method: M, told: PlanNotifications[M]): void => {
    connection.sendNotification(method, told).catch(onFailure);
  };
