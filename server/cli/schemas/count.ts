/** Of whatever is counted. */
import * as z from 'zod';

export const count = z.int().nonnegative();
