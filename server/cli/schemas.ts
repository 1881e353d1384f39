/**
 * The JSON that commands print, as schemas: what `docs/schemas/` publishes and what tests hold the output against.
 * A version names a shape for good: fields may be added to it, never taken away or changed in meaning.
 */
import { liveRunSchema } from '../running/live/progress-file.ts';
import { dryRunSchema } from './dry-run-schema.ts';
import { checkSchema } from './schemas/check-schema.ts';
import { importSchema } from './schemas/import-schema.ts';
import { preflightSchema } from './schemas/preflight-schema.ts';
import { runSchema } from './schemas/run-schema.ts';
import { sheetsExportSchema, sheetsImportSchema } from './schemas/sheets-schemas.ts';
import { showSchema } from './schemas/show-schema.ts';
import { statusSchema } from './schemas/status-schema.ts';
import { tryAddressesSchema } from './schemas/try-addresses-schema.ts';

/** By the name of the file that publishes it. */
export const SCHEMAS = {
  check: checkSchema,
  'dry-run': dryRunSchema,
  run: runSchema,
  status: statusSchema,
  progress: liveRunSchema,
  show: showSchema,
  import: importSchema,
  'sheets-export': sheetsExportSchema,
  'sheets-import': sheetsImportSchema,
  preflight: preflightSchema,
  'try-addresses': tryAddressesSchema,
} as const;
