/** A file beside a plan that cannot be used, and why: thrown by whoever reads it, told by whoever asked for it. */
import { type Text, TextError } from '../planning/text.ts';

/** What is wrong with a file, and where: line and column count from 1. */
export class FileFault extends TextError {
  override readonly name = 'FileFault';
  readonly line: number;
  readonly column: number;

  constructor(told: Text, { line, col }: { readonly line: number; readonly col: number }) {
    super(told);
    this.line = line;
    this.column = col;
  }
}
