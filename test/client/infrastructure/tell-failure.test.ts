/** What went wrong, as a notification says it: in the words of whoever said it, and with no way of theirs to anywhere. */
import { expect, test, vi } from 'vitest';
import { tellFailure } from '../../../client/infrastructure/tell-failure.ts';
import { Person } from '../../support/fake-vscode.ts';

test('a mail server’s own words make no link, and a press on a button does what it says', async () => {
  const person = new Person('Again');
  const again = vi.fn();
  tellFailure({} as never, 'old: NO [Details](command:migplan.run) in [ALERT] (see above)', [
    ['Again', again],
  ]);
  await vi.waitFor(() => expect(again).toHaveBeenCalledOnce());
  expect(person.asked).toMatchObject([
    {
      message: 'old: NO [Details] (command:migplan.run) in [ALERT] (see above)',
      more: ['Again', 'Show Log'],
    },
  ]);
});
