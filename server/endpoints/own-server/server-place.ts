/** How failures name a server of one's own. */
import type { OwnServer } from '../../planning/migration-plan.ts';
import { type Text, text } from '../../planning/text.ts';

export const placeOf = ({ name, host, port }: OwnServer): Text =>
  text(`endpoint ${name}: ${host}:${port}`, `point d’accès ${name}\u00A0: ${host}:${port}`);
