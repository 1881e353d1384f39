/** What an endpoint takes as names of folders goes with it into the migration plan, by its kind and by the plan's own facts. */
import { expect, test } from 'vitest';
import { dryRunSchema } from '../../server/cli/dry-run-schema.ts';
import { endpointIn } from '../../server/planning/endpoints.ts';
import { planLot } from '../../server/planning/plan-lot.ts';
import { analyse } from '../support/check.ts';

const PLAN = `
plan "A" { source old; target new }
endpoint old imap { host a.example; login master "m" separator "*" secret env S }
endpoint new dovecot { host b.example; login master "m" separator "*" secret env S }
domain a.example
lot one { date 2026-12-01 }
mailbox anna@a.example "Anna" { lot one }
`;

test('it is that of its kind, and nothing where nothing is known', () => {
  const analysis = analyse(PLAN);
  expect(endpointIn(analysis, 'old')).not.toHaveProperty('names');
  expect(endpointIn(analysis, 'new')).toHaveProperty('names', {
    nameBytes: 254,
    pathBytes: 254,
    refused: './',
    refusedFirst: '~',
    lookAlikes: true,
  });
});

test('the plan’s own facts count', () => {
  const analysis = analyse(PLAN);
  const facts = { 'folder-path-bytes': 4096, 'folders-reserved': ['Notes'] } as const;
  analysis.setFacts({ dovecot: { facts, without: ['folder-signs-refused'] } });
  expect(endpointIn(analysis, 'new')).toHaveProperty('names', {
    nameBytes: 254,
    pathBytes: 4096,
    refusedFirst: '~',
    lookAlikes: true,
    reserved: ['Notes'],
  });
});

test('it is in what is printed and saved', async () => {
  const plan = await planLot(analyse(PLAN), { lot: 'one', phase: 'all', locale: 'en' });
  const read = dryRunSchema.parse(JSON.parse(JSON.stringify(plan)));
  expect(read.endpoints.map(({ names }) => names)).toEqual(plan.endpoints.map(({ names }) => names));
  expect(plan.endpoints.map(({ names }) => names?.pathBytes)).toEqual([254, undefined]);
});
