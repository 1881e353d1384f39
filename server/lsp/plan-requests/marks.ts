/** `migplan/marks`: where the mailboxes of a file stand, line by line. */
import { mailboxMarks } from '../../language/features/mailbox-marks.ts';
import { inSlices } from '../in-slices.ts';
import { ofFile } from '../plan-request.ts';

export const marksRequest = ofFile('migplan/marks', {
  otherwise: [],
  run: async ({ plan, runs, session }, name) =>
    inSlices(mailboxMarks(plan.analysis, name, await runs()), session.turns),
});
