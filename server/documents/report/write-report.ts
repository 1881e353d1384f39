/** A report as a file, in the form that the file's ending names. */
import { extname } from 'node:path';
import type { PlanReport } from '../../planning/report/plan-report.ts';
import { htmlReport } from './html-report.ts';
import { markdownReport } from './markdown-report.ts';
import { reportContent } from './report-content.ts';
import { workbookReport } from './workbook-report.ts';

/** Nothing for an ending that is no report's. */
export async function writeReport(
  report: PlanReport,
  path: string,
): Promise<string | Uint8Array | undefined> {
  const content = reportContent(report);
  switch (extname(path).toLowerCase()) {
    case '.html':
    case '.htm':
      return htmlReport(content);
    case '.xlsx':
      return workbookReport(content);
    case '.md':
      return markdownReport(content);
    default:
      return undefined;
  }
}
