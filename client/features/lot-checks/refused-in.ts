/** How far it reaches what was refused to a check: whom a server refuses now it refuses the next time, and locks out in the end. */
import * as z from 'zod/mini';
import { EXIT } from '../../../server/protocol.ts';
import type { Ended } from '../../infrastructure/migplan-process.ts';
import { failureLine } from '../../infrastructure/tell-failure.ts';
import type { LotCheck } from './checks.ts';

/** Whom to ask no more: nobody of the plan, or nobody of the lot. */
export interface Refused {
  readonly reach: 'plan' | 'lot';
  /** The line that says it. */
  readonly says: string;
}

/** Undefined where all may go on. A preflight ends as any does that found something: whether anybody was let in is in its answer. */
export function refusedIn(check: LotCheck, ended: Pick<Ended, 'code' | 'out' | 'err'>): Refused | undefined {
  if (ended.code === EXIT.stopped) return { reach: 'plan', says: failureLine(ended) };
  return check === 'preflight' ? loginsRefused(ended.out) : undefined;
}

function loginsRefused(json: string): Refused | undefined {
  const logins = itemsIn(json).filter(({ kind }) => kind === 'login');
  const refused = logins.find(({ severity }) => severity === 'error');
  if (!refused) return undefined;
  const endpoints = [...Map.groupBy(logins, ({ endpoint }) => endpoint).values()];
  const letsAnybodyIn = (own: typeof logins): boolean => own.some(({ severity }) => severity === 'ok');
  return { reach: endpoints.every(letsAnybodyIn) ? 'lot' : 'plan', says: refused.says };
}

const preflight = z.object({
  items: z.array(
    z.object({ kind: z.string(), severity: z.string(), says: z.string(), endpoint: z.optional(z.string()) }),
  ),
});

function itemsIn(json: string): z.infer<typeof preflight>['items'] {
  try {
    return preflight.parse(JSON.parse(json)).items;
  } catch {
    return [];
  }
}
