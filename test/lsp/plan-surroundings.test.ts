/** What the language server tells its plans of the world: the time as it passes, holidays, secrets, what runs record. */
import { expect, test } from 'vitest';
import { opened, URI } from './opened.ts';

const HEAD = `plan "P" { country FR }\ndomain a.example\nmailbox anna@a.example "Anna"\n`;

test('a day passes while the plan is open, and the editor is told', async () => {
  const { world, told, codes, minuteLater } = await opened(
    `${HEAD}lot one { date 2025-01-14; domain a.example }\n`,
  );
  expect(await codes()).toEqual([]);
  const before = told.length;
  world.time += 60_000;
  expect(await minuteLater()).toEqual([]);
  expect(told).toHaveLength(before);
  world.time = Date.parse('2025-01-15T00:01Z');
  expect(await minuteLater()).toEqual(['MP703']);
  expect(told.slice(before).map(({ unasked }) => unasked)).toEqual([true]);
});

test('holidays are asked for once, and again when the plan names another country or year', async () => {
  const { world, workspace, codes } = await opened(`${HEAD}lot one { date 2025-05-01; domain a.example }\n`);
  expect(await codes()).toEqual(['MP706']);
  workspace.change(URI, [{ text: `${HEAD}lot one { date 2026-05-04; domain a.example }\n` }], 2);
  expect(await codes()).toEqual([]);
  workspace.change(URI, [{ text: `${HEAD}lot one { date 2026-05-05; domain a.example }\n` }], 3);
  expect(await codes()).toEqual([]);
  expect(world.asked).toEqual(['FR 2025', 'FR 2026']);
});

test('a secret that is set meanwhile is found within a minute', async () => {
  const endpoint = `plan "P" { source old }\nendpoint old imap { host imap.a.example; login admin "m" secret env OLD }\n`;
  const { world, codes, minuteLater } = await opened(endpoint);
  expect(await codes()).toEqual([]);
  world.missing.add('env OLD');
  expect(await minuteLater()).toEqual(['MP803']);
  world.missing.clear();
  expect(await minuteLater()).toEqual([]);
  expect(new Set(world.asked)).toEqual(new Set(['secrets of /plans']));
});

test('a secret that the editor keeps for where it goes is not missing, and is again once it is forgotten', async () => {
  const plan = (host: string): string =>
    `plan "P" { source old }\nendpoint old imap { host ${host}; login admin "m" secret env OLD }\n`;
  const { world, workspace, codes, minuteLater } = await opened(plan('imap.a.example'));
  world.missing.add('env OLD');
  expect(await minuteLater()).toEqual(['MP803']);
  world.kept = [{ key: 'env OLD', opens: 'host imap.a.example' }];
  workspace.secretsChanged(URI);
  await expect.poll(codes).toEqual([]);
  workspace.change(URI, [{ text: plan('imap.b.example') }], 2);
  await expect.poll(codes).toEqual(['MP803']);
  workspace.change(URI, [{ text: plan('imap.a.example') }], 3);
  await expect.poll(codes).toEqual([]);
  world.kept = [];
  workspace.secretsChanged(URI);
  await expect.poll(codes).toEqual(['MP803']);
});

test('what a run records counts within a minute', async () => {
  const { world, codes, minuteLater } = await opened(
    `${HEAD}lot one { date 2025-01-13; domain a.example }\n`,
  );
  expect(await codes()).toEqual(['MP703']);
  world.recorded = [
    { address: 'anna@a.example', reached: 'verified', stands: 'done', at: Date.parse('2025-01-13T20:00Z') },
  ];
  expect(await minuteLater()).toEqual([]);
});

test('that sheets went out and came back counts within a minute, and begins no lot', async () => {
  const timeline = 'timeline usual {\n  D-14 send-sheets\n  D-7 sheets-due\n  D open\n}\n';
  const { world, codes, minuteLater } = await opened(
    `${HEAD}${timeline}lot one { date 2025-01-20; domain a.example }\n`,
  );
  expect(await codes()).toEqual(['MP708']);
  const sheet = { event: 'sent', plan: 'P', lot: 'one', unit: '' } as const;
  world.sheets = [sheet];
  world.time = Date.parse('2025-01-13T08:00Z');
  expect(await minuteLater()).toEqual([]);
  world.time = Date.parse('2025-01-14T08:00Z');
  expect(await minuteLater()).toEqual(['MP708']);
  world.sheets = [sheet, { ...sheet, event: 'returned' }];
  expect(await minuteLater()).toEqual([]);
  world.time = Date.parse('2025-01-21T08:00Z');
  expect(await minuteLater()).toEqual(['MP703']);
});

const RUN = Date.parse('2025-01-13T20:00Z');
const twoLots = (lot: string): string =>
  `plan "P" { country FR }
domain a.example
domain b.example
mailbox anna@a.example
mailbox bob@b.example { lot ${lot} }
lot one { date 2025-01-13; domain a.example }
lot two { date 2025-01-12; domain b.example }
`;

test('what is done is said of the lots as the plan has them now, in few mailboxes and in many', async () => {
  const { world, workspace, codes, minuteLater } = await opened(twoLots('two'));
  world.recorded = [{ address: 'anna@a.example', reached: 'verified', stands: 'done', at: RUN }];
  expect(await minuteLater()).toEqual(['MP703']);
  workspace.change(URI, [{ text: twoLots('one') }], 2);
  expect(await codes()).toEqual(['MP703', 'MP703']);
  workspace.change(URI, [{ text: twoLots('two') }], 3);
  expect(await codes()).toEqual(['MP703']);

  const others = Array.from({ length: 1000 }, (_, index) => `m${index}@elsewhere.example`);
  const record = (address: string) => ({
    address,
    reached: 'verified' as const,
    stands: 'done' as const,
    at: RUN,
  });
  world.recorded = [...world.recorded, ...others.map(record)];
  expect(await minuteLater()).toEqual(['MP703']);
  workspace.change(URI, [{ text: twoLots('one') }], 4);
  expect(await codes()).toEqual(['MP703']);
  expect(await minuteLater()).toEqual(['MP703', 'MP703']);
});

test('what is done is told again only where it differs', async () => {
  const { world, told, minuteLater } = await opened(twoLots('two'));
  world.recorded = [{ address: 'anna@a.example', reached: 'verified', stands: 'done', at: RUN }];
  await minuteLater();
  const before = told.length;
  world.recorded = [...world.recorded];
  await minuteLater();
  expect(told).toHaveLength(before);
});

test('holidays that could not be found out are asked for again', async () => {
  const text = `${HEAD}lot one { date 2025-05-01; domain a.example }\n`;
  const { world, workspace, codes, minuteLater } = await opened(text);
  world.fails.add('holidays');
  expect(await codes()).toEqual([]);
  expect(world.failures.length).toBeGreaterThan(0);
  world.fails.clear();
  expect(await minuteLater()).toEqual(['MP706']);
  workspace.change(URI, [{ text: text.replace('country FR', '') }], 2);
  expect(await codes()).toEqual([]);
});

test('secrets that could not be looked for keep neither runs nor holidays from being told', async () => {
  const { world, codes } = await opened(
    `plan "P" { country FR; source old }
endpoint old imap { host imap.a.example; login admin "m" secret env OLD }
domain a.example
mailbox anna@a.example
mailbox bob@a.example { lot two }
lot one { date 2025-01-13; domain a.example }
lot two { date 2025-05-01 }
`,
  );
  world.fails.add('secrets');
  world.recorded = [{ address: 'anna@a.example', reached: 'verified', stands: 'done', at: RUN }];
  expect(await codes()).toEqual(['MP706']);
  expect(world.failures).toHaveLength(1);
});
