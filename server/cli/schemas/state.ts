/** Where a mailbox stands. */
import * as z from 'zod';

export const state = z.enum([
  'Created',
  'Validating',
  'Provisioning',
  'Queued',
  'Syncing',
  'Synced',
  'IncrementalSyncing',
  'Completing',
  'Completed',
  'CompletedWithWarnings',
  'Failed',
  'Stopped',
]);
