/** Every request about plans that the server answers. */
import type { PlanRequest } from '../plan-request.ts';
import { incidentsRequest } from './incidents.ts';
import { liveRequest } from './live.ts';
import { lotsRequest } from './lots.ts';
import { marksRequest } from './marks.ts';
import { placesRequest } from './places.ts';
import { plansRequest } from './plans.ts';
import { rulesRequest } from './rules.ts';
import { runsRequest } from './runs.ts';
import { secretsRequest } from './secrets.ts';
import { treeRequest } from './tree.ts';
import { unitsRequest } from './units.ts';
import { wayRequest } from './way.ts';

export const PLAN_REQUESTS: readonly PlanRequest[] = [
  incidentsRequest,
  liveRequest,
  lotsRequest,
  marksRequest,
  placesRequest,
  plansRequest,
  rulesRequest,
  runsRequest,
  secretsRequest,
  treeRequest,
  unitsRequest,
  wayRequest,
];
