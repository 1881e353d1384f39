/** What comes from the page is believed only where a page of ours could have said it; its frame lets nothing else in. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { dashboardPage } from '../../../client/features/dashboard/dashboard-page.ts';
import { fromPage } from '../../../client/features/dashboard/message.ts';

describe('a message', () => {
  test.each([
    { says: 'ready' },
    { says: 'again' },
    { says: 'choose', plan: 'file:///plan' },
    { says: 'open', what: 'mailbox', id: 'a@b.example' },
    { says: 'act', does: 'run', lot: 'vague1' },
  ])('of ours is taken: $says', (message) => {
    assert.deepEqual(fromPage({ ...message, more: 'ignored' }), message);
  });

  test.each([
    undefined,
    null,
    'ready',
    {},
    { says: 'choose' },
    { says: 'open', what: 'file:///etc/passwd', id: 'x' },
    { says: 'open', what: 'lot', id: 3 },
    { says: 'act', does: 'deleteFile', lot: 'x' },
    { says: 'act', does: 'run', lot: { name: 'x' } },
  ])('of nobody is not: %j', (message) => {
    assert.equal(fromPage(message), undefined);
  });
});

describe('the frame', () => {
  const page = dashboardPage({
    script: 'https://served/dashboard.js',
    style: 'https://served/dashboard.css',
    source: 'https://served',
    nonce: 'abc',
    language: 'fr',
    title: 'Tableau de bord "<x>"',
    reading: 'Lecture <x>',
  });

  test('allows one script and our style, and nothing from elsewhere', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    assert.equal(
      policy?.replaceAll('&#39;', "'"),
      "default-src 'none'; style-src https://served; script-src 'nonce-abc'",
    );
  });

  test('has no style or handler of its own, and its text escaped', () => {
    assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|javascript:/i);
    assert.match(page, /<title>Tableau de bord &#34;&#60;x&#62;&#34;<\/title>/);
  });

  test('says that it is being read until something is known', () => {
    assert.match(page, /<main id="board"><p class="notice">Lecture &#60;x&#62;<\/p><\/main>/);
  });

  test('can be listened to, in its language', () => {
    assert.match(page, /<html lang="fr">/);
    assert.match(page, /role="status" aria-live="polite"/);
  });
});
