/** The demo's plan as the scenarios have it where no server is asked: nothing listens at its ports. */
import { demoPlan, withMistake } from '../../examples/demo/demo-plan.ts';
import { DEMO_PASSWORD } from '../../examples/demo/servers.ts';

export const choirPlan = demoPlan({
  source: { host: '127.0.0.1', port: 1 },
  target: { host: '127.0.0.1', port: 2 },
});

/** With an alias outside its domain (MP501). */
export const brokenPlan = withMistake(choirPlan);

/** With a licence that nobody has declared (MP201), and what it is when it is mended. */
export const misspeltPlan = choirPlan.replace('singer "Béla', 'singr "Béla');

/** Where the plan says that its password is. */
export const demoEnvironment = { MIGPLAN_DEMO_PASSWORD: DEMO_PASSWORD };
