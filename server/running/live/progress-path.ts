/** Where a run says how far it is, or would: whoever finds nothing there need not load what reads it. */
import { join } from 'node:path';

/** `folder` is the plan's `.migplan`. */
export const progressPath = (folder: string): string => join(folder, 'progress.json');
