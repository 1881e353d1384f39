/** Other addresses, forwards and routing, how rooms are booked, and who is in lists. */
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import { OTHER_NAME } from '../../support/bluemind-simulator/simulated-place.ts';
import { ada, at, blueMindTrials } from './blue-mind-trial.ts';

const trial = blueMindTrials();

describe('an alias', () => {
  const alias = (alias: string, does: 'add-alias' | 'remove-alias' = 'add-alias'): Change => ({
    ...{ does, kind: 'mailbox', address: ada, alias },
  });

  test('in another name of the domain is an address of that name alone', async () => {
    await trial().make('mailbox');
    expect(await trial().apply(alias(`ada@${OTHER_NAME}`))).toMatchObject({ kind: 'done' });
    expect((await trial().subject.held(ada)).aliases).toEqual([`ada@${OTHER_NAME}`]);
  });

  test('in a domain that the mailbox has not is refused: BlueMind would take it for a forward', async () => {
    await trial().make('mailbox');
    expect(await trial().refusal(alias('ada@elsewhere.example'))).toContain(
      'Add elsewhere.example to the domain’s aliases',
    );
  });

  test('that somebody has is refused, and told whose it is', async () => {
    await trial().make('mailbox');
    await trial().make('mailbox', 'zoe');
    expect(await trial().refusal(alias(at('zoe')))).toContain(`${at('zoe')} has it`);
  });

  test('that comes with all names of the domain is there, and is not taken away alone', async () => {
    const uid = await trial().make('mailbox');
    const [email] = trial().simulator.bluemind.get(uid).value.emails ?? [];
    if (email) email.allAliases = true;
    const covered = `ada.roux@${OTHER_NAME}`;
    expect((await trial().subject.held(ada)).aliases).toEqual([covered]);
    expect(await trial().apply(alias(covered))).toEqual({ kind: 'already' });
    expect(await trial().refusal(alias(covered, 'remove-alias'))).toContain(
      'one of those in all names of its domain',
    );
  });

  test('is never the address itself, when it is taken away', async () => {
    await trial().make('mailbox');
    expect(await trial().refusal(alias(ada, 'remove-alias'))).toContain('the object’s own address');
  });
});

describe('where mail goes', () => {
  const forward = (to: string, keepCopy: boolean): Change => ({
    does: 'forward',
    address: ada,
    to,
    keepCopy,
  });

  test('outside is refused where the domain has no relay', async () => {
    await trial().make('mailbox');
    const route: Change = { does: 'route', address: ada, to: 'external' };
    expect(await trial().refusal(route)).toContain('mail_routing_relay');
    trial().simulator.bluemind.settings['mail_routing_relay'] = ' ';
    expect(await trial().refusal(route)).toContain('its domain has no relay');
  });

  test('to a second place keeps the first', async () => {
    await trial().make('mailbox');
    for (const to of ['one@x.example', 'two@x.example'])
      expect(await trial().apply(forward(to, true))).toMatchObject({ kind: 'done' });
    expect((await trial().subject.held(ada)).forwards?.map(({ to }) => to).toSorted()).toEqual([
      'one@x.example',
      'two@x.example',
    ]);
  });

  test('a copy that one forward wants is kept for all, and is not taken from another', async () => {
    await trial().make('mailbox');
    await trial().apply(forward('one@x.example', false));
    expect(await trial().apply(forward('two@x.example', true))).toMatchObject({ kind: 'done' });
    expect((await trial().subject.held(ada)).forwards?.every(({ keepCopy }) => keepCopy)).toBe(true);
    expect(await trial().refusal(forward('three@x.example', false))).toContain(
      'one@x.example, two@x.example',
    );
    expect((await trial().subject.held(ada)).forwards).toHaveLength(2);
  });

  test('a forward that a person switched off is not switched on', async () => {
    const uid = await trial().make('mailbox');
    trial().simulator.bluemind.get(uid).forwarding = {
      enabled: false,
      localCopy: true,
      emails: ['home@x.example'],
    };
    expect((await trial().subject.held(ada)).forwards).toEqual([]);
    expect(await trial().refusal(forward('one@x.example', true))).toContain('to home@x.example');
    expect(trial().simulator.bluemind.get(uid).forwarding.enabled).toBe(false);
  });
});

describe('a room', () => {
  const booking = (wants: { booking?: 'automatic' | 'manual'; capacity?: number }): Change => ({
    ...{ does: 'set-booking', kind: 'room', address: ada, ...wants },
  });

  test('is booked by itself or by whoever looks after it', async () => {
    await trial().make('room');
    for (const mode of ['manual', 'automatic'] as const) {
      expect(await trial().apply(booking({ booking: mode }))).toMatchObject({ kind: 'done' });
      expect(await trial().subject.held(ada, 'room')).toMatchObject({ booking: mode });
      expect(await trial().apply(booking({ booking: mode }))).toEqual({ kind: 'already' });
    }
  });

  test('has a number of people where its type has a property for that', async () => {
    await trial().make('room');
    expect(await trial().refusal(booking({ capacity: 12 }))).toContain('Add a property "capacity"');
    trial().simulator.bluemind.types['default']?.properties.push({
      id: 'p1',
      label: 'Seats',
      type: 'Number',
    });
    await trial().reconnect();
    expect(await trial().apply(booking({ capacity: 12 }))).toMatchObject({ kind: 'done' });
    expect(await trial().subject.held(ada, 'room')).toMatchObject({ capacity: 12 });
  });

  test('is looked after by whoever may write to its calendar', async () => {
    await trial().make('room');
    await trial().make('mailbox', 'zoe');
    const owner: Change = { does: 'add-owner', address: ada, member: at('zoe') };
    expect(await trial().apply(owner)).toMatchObject({ kind: 'done' });
    expect((await trial().subject.held(ada, 'room')).owners).toEqual([at('zoe')]);
    expect(await trial().apply(owner)).toEqual({ kind: 'already' });
  });
});

describe('a list', () => {
  test('takes groups and external users of the directory, and nobody else', async () => {
    await trial().make('list');
    await trial().make('list', 'others');
    const guest = trial().simulator.bluemind.add('externalusers', 'guest', {
      emails: [{ address: 'guest@x.example', allAliases: false, isDefault: true }],
    });
    for (const member of [at('others'), 'guest@x.example'])
      expect(await trial().apply({ does: 'add-member', address: ada, member })).toMatchObject({
        kind: 'done',
      });
    expect(trial().simulator.bluemind.byEmail(ada)?.members).toContainEqual({
      type: 'external_user',
      uid: guest.uid,
    });
    expect(await trial().refusal({ does: 'add-member', address: ada, member: 'who@x.example' })).toContain(
      'external user',
    );
  });

  test('has nobody who looks after it', async () => {
    await trial().make('list');
    await trial().make('mailbox', 'zoe');
    expect(await trial().refusal({ does: 'add-owner', address: ada, member: at('zoe') })).toContain(
      'organisational unit',
    );
  });
});
