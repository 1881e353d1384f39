/** The demo that the extension starts: its plan is there with its mistake, its servers answer, and it leaves nothing. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Demo } from '../../client/features/demo/demo.ts';

const fileAt = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const PLAN = fileAt('examples/demo/plan.migplan');

/** As it is delivered: one script, with nothing beside it. */
let script: string;
beforeAll(() => {
  script = join(mkdtempSync(join(tmpdir(), 'migplan-demo-script-')), 'demo.js');
  execFileSync(process.execPath, [fileAt('examples/demo/bundle.ts'), script], { stdio: 'inherit' });
});
afterAll(() => rmSync(dirname(script), { recursive: true, force: true }));

let demo: Demo | undefined;
afterEach(() => demo?.dispose());

const greeting = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(String(data));
    });
  });

test('starts two servers and a plan with a mistake, once, and ends without a trace', async () => {
  demo = new Demo([script, PLAN]);
  const plan = await demo.started();
  assert.equal(await demo.started(), plan);
  const text = readFileSync(plan, 'utf8');
  assert.match(text, /singr "Béla/);
  const ports = [...text.matchAll(/port (\d+)/g)].map(([, port]) => Number(port));
  assert.equal(new Set(ports).size, 2);
  for (const port of ports) assert.match(await greeting(port), /^\* OK/);
  demo.dispose();
  await expect.poll(() => existsSync(dirname(plan)), { timeout: 10_000 }).toBe(false);
  for (const port of ports) await assert.rejects(greeting(port));
});

test('can be gone through to a verified lot', async () => {
  demo = new Demo([script, PLAN]);
  const plan = await demo.started();
  writeFileSync(plan, readFileSync(plan, 'utf8').replace('singr', 'singer'));
  const env = { ...process.env, MIGPLAN_DEMO_PASSWORD: 'only-for-the-demo' };
  const argv = [fileAt('server/cli.ts'), 'run', plan, '--lot', 'pilot', '--yes', '--lang', 'en'];
  const ran = await promisify(execFile)(process.execPath, argv, { env });
  assert.match(ran.stdout, /complete/);
});

test('that cannot be started says why', async () => {
  demo = new Demo(['-e', 'console.error("no room"); process.exit(1)']);
  await assert.rejects(demo.started(), /no room/);
});
