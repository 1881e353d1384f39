/** The demo's two mail servers, real ones, anew for each scenario of the file that calls this: the old one full, the new one empty. */
import { afterEach, beforeEach } from 'vitest';
import { demoPlan } from '../../examples/demo/demo-plan.ts';
import { startDovecotServers } from '../../examples/demo/dovecot-servers.ts';
import type { DemoServers } from '../../examples/demo/servers.ts';

/** What comes back gives the demo's plan for the servers that are running then. */
export function demoServers(): () => string {
  let servers: DemoServers;
  beforeEach(async () => {
    servers = await startDovecotServers();
  });
  afterEach(() => servers.stop());
  return () => demoPlan(servers);
}
