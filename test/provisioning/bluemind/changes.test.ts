/** What BlueMind keeps of an account and what it does not, what is refused before it is sent, and with which advice. */
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import { ada, at, blueMindTrials } from './blue-mind-trial.ts';

const trial = blueMindTrials();

/** The address stays, so that the account is found by it; what was added to it is gone when it is looked at. */
function forgetAliases(): void {
  let isWritten = false;
  trial().simulator.meanwhile = ({ method }) => {
    const { value } = trial().simulator.bluemind.byEmail(ada) ?? {};
    if (isWritten && value) value.emails = value.emails?.filter(({ isDefault }) => isDefault);
    isWritten ||= method === 'POST';
  };
}

describe('what BlueMind takes and does not keep is told as failed', () => {
  const kept: readonly [string, Change][] = [
    ['quota', { does: 'set-quota', address: ada, bytes: 2 ** 30 }],
    ['routing', { does: 'route', address: ada, to: 'external' }],
    ['emails', { does: 'add-alias', kind: 'mailbox', address: ada, alias: at('a.roux') }],
    ['title', { does: 'describe', kind: 'mailbox', address: ada, profile: { title: 'Mayor' } }],
    ['tels', { does: 'describe', kind: 'mailbox', address: ada, profile: { phone: '+33 3 29 00 00 00' } }],
    ['familyNames', { does: 'describe', kind: 'mailbox', address: ada, profile: { family: 'Vidal' } }],
  ];
  test.each(kept)('%s of an account', async (property, change) => {
    await trial().make('mailbox');
    trial().simulator.bluemind.settings['mail_routing_relay'] = 'relay.old.example';
    if (property === 'emails') forgetAliases();
    else trial().simulator.bluemind.drops = [property];
    expect(await trial().refusal(change)).toContain('took the change and did not keep');
  });

  test('of a new account, which is not told as made', async () => {
    trial().simulator.bluemind.drops = ['givenNames'];
    const profile = { name: 'Ada Roux', given: 'Ada', family: 'Roux' };
    expect(await trial().refusal({ does: 'make', kind: 'mailbox', address: ada, profile })).toContain(
      'did not keep',
    );
  });
});

describe('an account', () => {
  test('is changed with all that somebody else set of it', async () => {
    const uid = await trial().make('mailbox');
    const { value } = trial().simulator.bluemind.get(uid);
    Object.assign(value, { accountType: 'SIMPLE', orgUnitUid: 'a-unit', hidden: true });
    const card = value.contactInfos;
    if (card) card.related = { spouse: 'Zoé', manager: null, assistant: null };
    await trial().apply({ does: 'set-quota', address: ada, bytes: 2 ** 30 });
    await trial().apply({
      does: 'describe',
      kind: 'mailbox',
      address: ada,
      profile: { title: 'Mayor', office: 'Town hall' },
    });
    expect(trial().simulator.bluemind.get(uid).value).toMatchObject({
      ...{ accountType: 'SIMPLE', orgUnitUid: 'a-unit', hidden: true, quota: 2 ** 20 },
      contactInfos: { related: { spouse: 'Zoé' }, organizational: { title: 'Mayor' } },
    });
    expect((await trial().subject.held(ada)).profile).toMatchObject({ title: 'Mayor', office: 'Town hall' });
  });

  test('keeps the telephone numbers that were there, behind the one of the plan', async () => {
    const uid = await trial().make('mailbox');
    for (const phone of ['+33 1', '+33 2'])
      await trial().apply({ does: 'describe', kind: 'mailbox', address: ada, profile: { phone } });
    const tels = trial().simulator.bluemind.get(uid).value.contactInfos?.communications?.tels;
    expect(tels?.map(({ value }) => value)).toEqual(['+33 2', '+33 1']);
  });

  test('is made once where the answer to its making was lost', async () => {
    let isLost = false;
    trial().simulator.canned = ({ method }) => {
      if (method !== 'PUT' || isLost) return undefined;
      isLost = true;
      return { status: 502, body: '<html>502 Bad Gateway</html>' };
    };
    await trial().make('mailbox');
    expect(trial().simulator.bluemind.entries.size).toBe(1);
  });

  test('is given a password that nobody is told, and that has to be changed', async () => {
    const uid = await trial().make('mailbox');
    const [sent] = trial()
      .writes()
      .map(({ body }) => body as { password: string; passwordMustChange: boolean });
    expect(sent).toMatchObject({ passwordMustChange: true });
    expect(sent?.password.length).toBeGreaterThanOrEqual(40);
    expect(trial().simulator.bluemind.get(uid).value.password).toBe(sent?.password);
  });

  test('without a family name in the plan gets the last word of its name, or its login', async () => {
    const profiles = [{ name: 'Ada de Roux' }, {}];
    for (const [index, profile] of profiles.entries())
      await trial().apply({ does: 'make', kind: 'mailbox', address: at(`person${index}`), profile });
    expect((await trial().subject.held(at('person0'))).profile).toMatchObject({
      name: 'Ada de Roux',
      family: 'Roux',
    });
    expect((await trial().subject.held(at('person1'))).profile).toMatchObject({
      name: 'person1',
      family: 'person1',
    });
  });

  test('is refused where its name can be no login, before anything is sent', async () => {
    for (const name of ['ada+roux', '_ada', 'a'.repeat(65)]) {
      const change: Change = { does: 'make', kind: 'mailbox', address: at(name), profile: {} };
      expect(await trial().refusal(change)).toContain('takes no login');
    }
    expect(trial().writes()).toEqual([]);
  });

  test('is not made of what has its address already', async () => {
    await trial().make('shared');
    const said = await trial().refusal({
      does: 'make',
      kind: 'mailbox',
      address: ada,
      profile: { name: 'Ada Roux' },
    });
    expect(said).toContain('another object has the address');
  });
});

describe('a quota', () => {
  const quota = (bytes: number): Change => ({ does: 'set-quota', address: ada, bytes });

  test('above what its domain allows is refused, with what to do, and not sent', async () => {
    await trial().make('mailbox');
    trial().simulator.bluemind.settings['mailbox_max_user_quota'] = '1048576';
    const before = trial().writes().length;
    const said = await trial().refusal(quota(2 ** 31));
    expect(said).toContain('2097152 KiB: its domain allows 1048576');
    expect(said).toContain('mailbox_max_user_quota');
    expect(trial().writes()).toHaveLength(before);
    expect(await trial().apply(quota(2 ** 30))).toMatchObject({ kind: 'done' });
  });

  test('of a shared mailbox is measured by the limit of shared ones; 0 is no limit', async () => {
    await trial().make('shared');
    Object.assign(trial().simulator.bluemind.settings, {
      ...{ mailbox_max_user_quota: '1', mailbox_max_publicfolder_quota: '0' },
    });
    expect(await trial().apply(quota(2 ** 31))).toMatchObject({ kind: 'done' });
    expect(await trial().subject.held(ada, 'shared')).toMatchObject({ quota: 2 ** 31 });
  });

  test('of a list is refused', async () => {
    await trial().make('list');
    expect(await trial().refusal(quota(2 ** 30))).toContain('quotas of mailboxes alone');
  });
});

test('what people do by hand is not asked for', async () => {
  const redirect: Change = { does: 'redirect', address: ada, to: at('zoe') };
  expect(await trial().refusal(redirect)).toContain('by hand');
  expect(trial().writes()).toEqual([]);
});
