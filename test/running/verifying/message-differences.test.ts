/** What all wrong dates of one folder have in common is told with each of them. */
import { expect, test } from 'vitest';
import { duration } from '../../../server/running/verifying/message-differences.ts';
import { Twins } from './twins.ts';

const month = 30 * 86_400_000;

async function causes(
  shift: (date: number, at: number) => number,
  count = 4,
): Promise<(string | undefined)[]> {
  const messages = Array.from({ length: count }, (_, number) => ({
    content: `Message-ID: <${number}@x>\r\n\r\n`,
    receivedAt: new Date(1e12 + number * month),
  }));
  const twins = new Twins([{ path: 'INBOX', messages }]);
  for (const [at, message] of twins.to.folder('INBOX').messages.entries())
    message.receivedAt = new Date(shift(message.receivedAt.getTime(), at));
  const { differences } = await twins.verify('sample');
  return differences.map(({ kind, reason }) => `${kind}${/ \(.*\)$/.exec(reason.en)?.[0] ?? ''}`);
}

const hour = 3_600_000;
const zone = (count: number, of: number) =>
  `date (as are ${count} of ${of} dates in this folder: a time zone was mistaken)`;
const copied = 'date (all wrong dates of this folder lie within a day: they are those of the copy)';

test.each<[string, (date: number, at: number) => number, string[]]>([
  ['two hours', (date) => date + 2 * hour, Array(4).fill(zone(4, 4))],
  [
    'one or two hours, as summer time has it',
    (date, at) => date - (1 + (at % 2)) * hour,
    Array(4).fill(zone(4, 4)),
  ],
  ['two hours, but for one', (date, at) => date + (at === 0 ? 0 : 2 * hour), Array(3).fill(zone(3, 4))],
  ['seven minutes', (date) => date + 420_000, Array(4).fill('date')],
  ['hours without a rule', (date, at) => date + at * at * hour + hour, Array(4).fill('date')],
  ['the day of the copy', (_, at) => 1.7e12 + at * 1000, Array(4).fill(copied)],
  ['two of them only', (date, at) => date + (at < 2 ? hour : 0), Array(2).fill('date')],
])('%s', async (_, shift, told) => {
  expect(await causes(shift)).toEqual(told);
});

test.each([
  [1, '1 s', '1 s'],
  [3600, '1 h', '1 h'],
  [93_784, '1 d 2 h', '1 j 2 h'],
  [86_460, '1 d 1 min', '1 j 1 min'],
])('%i seconds are told in two units at most', (seconds, en, fr) => {
  expect(duration(seconds)).toEqual({ en, fr });
});
