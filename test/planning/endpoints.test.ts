/** What a declared endpoint comes to in a migration plan. */
import { expect, test } from 'vitest';
import { endpointIn } from '../../server/planning/endpoints.ts';
import { analyse } from '../support/check.ts';

const PLAN = `
plan "P" { timezone Europe/Paris }
endpoint old archive { path "archives/2020" }
endpoint backup archive { path "/srv/backup"; format eml; connections 2; rate 5 MB/s; quiet 08:00..18:00 }
`;

test('an archive is a path and a format, Maildir where none is given, with its pace', () => {
  const analysis = analyse(PLAN);
  expect(endpointIn(analysis, 'old')).toEqual({
    name: 'old',
    kind: 'archive',
    path: 'archives/2020',
    format: 'maildir',
    connections: 4,
  });
  expect(endpointIn(analysis, 'backup')).toEqual({
    name: 'backup',
    kind: 'archive',
    path: '/srv/backup',
    format: 'eml',
    connections: 2,
    rate: 5_000_000,
    quiet: { from: '08:00', to: '18:00', timezone: 'Europe/Paris' },
  });
});

test('an archive without a path cannot be run', () => {
  expect(endpointIn(analyse('endpoint old archive {}'), 'old')).toEqual({
    refused: {
      en: 'endpoint old: its path is needed to find it',
      fr: 'point d’accès old\u00A0: il faut son chemin pour le trouver',
    },
  });
});
