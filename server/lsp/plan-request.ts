/**
 * The plumbing of requests about plans as a whole: checks what came, waits until the plan is checked, gives way to cancellation,
 * looks the plan up. What is left to a request's file is to call a feature and convert.
 */
import { type CancellationToken, type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { FilePlace } from '../language/model/file-place.ts';
import type { PlanRuns } from '../language/model/runs/plan-runs.ts';
import type { Locale, Rule } from '../language/rules/rule.ts';
import type { Place, PlanRequests } from '../protocol.ts';
import type { OpenPlan } from './open-plan.ts';
import type { Turns, World } from './ports.ts';
import { type Session, unlessCancelled } from './request.ts';
import { isObject } from './wire-shapes.ts';

/** Everything that requests about plans share. */
export interface PlanSession extends Session {
  readonly world: World;
  readonly turns: Turns;
  readonly rules: readonly Rule[];
  readonly locale: Locale;
}

/** The plan that is asked about. */
export interface AskedPlan {
  readonly session: PlanSession;
  readonly plan: OpenPlan;
  /** What is known of its runs. */
  runs(): Promise<PlanRuns>;
  /** A place in its files, as the client names them. */
  place(of: FilePlace): Place;
}

type Method = keyof PlanRequests;
type Answer<M extends Method> = PlanRequests[M]['answers'];

export interface PlanRequest {
  readonly method: Method;
  answer(session: PlanSession, params: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** A request about everything that is open. */
export const ofWorkspace = <M extends Method>(
  method: M,
  run: (session: PlanSession) => Promise<Answer<M>>,
): PlanRequest => ({
  method,
  async answer(session) {
    await session.workspace.settled();
    return run(session);
  },
});

interface HowOfPlan<M extends Method> {
  /** Whether the parameters hold what they have to besides the plan. */
  readonly isAsked?: (params: Readonly<Record<string, unknown>>) => boolean;
  /** The answer about a plan that nobody knows. */
  readonly otherwise: Answer<M>;
  run(asked: AskedPlan, params: Exclude<PlanRequests[M]['asks'], undefined>): Promise<Answer<M>>;
}

/** A request about one plan, named by its root file. */
export const ofPlan = <M extends Method>(method: M, how: HowOfPlan<M>): PlanRequest => ({
  method,
  async answer(session, params) {
    const uri = params['plan'];
    if (typeof uri !== 'string' || !(how.isAsked ?? (() => true))(params)) throw unfit('a plan');
    await session.workspace.idle();
    const plan = session.workspace.plan(uri);
    await plan?.settled();
    if (!plan) return how.otherwise;
    return how.run(asked(session, plan), params as Exclude<PlanRequests[M]['asks'], undefined>);
  },
});

interface HowOfFile<M extends Method> {
  /** Whether the parameters hold what they have to besides the file. */
  readonly isAsked?: (params: Readonly<Record<string, unknown>>) => boolean;
  /** The answer about a file that is in no plan. */
  readonly otherwise: Answer<M>;
  /** `name` is the file's, in its plan. */
  run(
    asked: AskedPlan,
    name: string,
    params: Exclude<PlanRequests[M]['asks'], undefined>,
  ): Promise<Answer<M>>;
}

/** A request about one file of a plan. */
export const ofFile = <M extends Method>(method: M, how: HowOfFile<M>): PlanRequest => ({
  method,
  async answer(session, params) {
    const { uri } = params;
    if (typeof uri !== 'string' || !(how.isAsked ?? (() => true))(params)) throw unfit('a file');
    await session.workspace.checked(uri);
    const file = session.workspace.file(uri);
    if (!file?.plan?.isPlan) return how.otherwise;
    const name = file.plan.nameOf(file.path);
    return how.run(asked(session, file.plan), name, params as Exclude<PlanRequests[M]['asks'], undefined>);
  },
});

const unfit = (expected: string): ResponseError<void> =>
  new ResponseError(ErrorCodes.InvalidParams, `expected ${expected}`);

const asked = (session: PlanSession, plan: OpenPlan): AskedPlan => ({
  session,
  plan,
  runs: () => session.watch.runsOf(plan),
  place: ({ path, range }) => ({ uri: session.uriOf(plan.pathOf(path)), range }),
});

/** Lets the connection answer; `session` is asked for at each request, since it begins after this. */
export function registerPlanRequests(
  connection: Connection,
  requests: readonly PlanRequest[],
  session: () => PlanSession | undefined,
): void {
  for (const request of requests) {
    // Whatever comes as parameters, the token comes last.
    connection.onRequest(request.method, (...received: unknown[]) => {
      const known = session();
      if (!known) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'not initialized');
      const params = received.length > 1 && isObject(received[0]) ? received[0] : {};
      return answer(request, known, params, received.at(-1) as CancellationToken);
    });
  }
}

async function answer(
  request: PlanRequest,
  session: PlanSession,
  params: Readonly<Record<string, unknown>>,
  token: CancellationToken,
): Promise<unknown> {
  try {
    return await unlessCancelled(request.answer(session, params), token);
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    session.onFailure(error);
    throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
  }
}
