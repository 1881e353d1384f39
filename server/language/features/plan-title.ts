/** What a plan is called: the title that it gives itself. */
import type { Analysis } from '../analysis.ts';

export const planTitle = ({ model }: Analysis): string => model.declared('plan', '')?.title.value ?? '';
