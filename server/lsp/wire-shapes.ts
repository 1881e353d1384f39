/** Whether what came over the wire is what it should be: the few shapes that are read without asking a library. */
import type { Position, Range, TextChange } from '../language/model/plan-document.ts';

/** The largest number that the protocol lets an editor send. */
const LARGEST = 2 ** 31 - 1;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isCount = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LARGEST;

export const isPosition = (value: unknown): value is Position =>
  isObject(value) && isCount(value['line']) && isCount(value['character']);

export const isRange = (value: unknown): value is Range =>
  isObject(value) && isPosition(value['start']) && isPosition(value['end']);

export const isChange = (value: unknown): value is TextChange =>
  isObject(value) &&
  typeof value['text'] === 'string' &&
  (value['range'] === undefined || isRange(value['range']));

/** A document as an editor opens it. */
export const isDocument = (value: unknown): value is { uri: string; text: string; version?: number } =>
  isObject(value) && typeof value['uri'] === 'string' && typeof value['text'] === 'string';

export const isNamed = (value: unknown): value is { uri: string; version?: number } =>
  isObject(value) && typeof value['uri'] === 'string';
