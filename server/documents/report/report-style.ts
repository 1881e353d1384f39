/** How a report looks: its whole style sheet. */

export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1c2430; --soft: #5d6878; --line: #dfe3e8; --paper: #ffffff; --ground: #f4f5f2;
  --accent: #0f4c5c; --good: #2f7d4f; --bad: #b3261e; --open: #a06400; --planned: #cfd5dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e8eb; --soft: #9aa5b4; --line: #323a45; --paper: #171b21; --ground: #101317;
    --accent: #7cc3d2; --good: #6fc492; --bad: #ff8a80; --open: #f0b95a; --planned: #3b444f;
  }
}
* { box-sizing: border-box; }
html { background: var(--ground); }
body {
  margin: 0; color: var(--ink);
  font: 400 15px/1.55 "Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word; hyphens: manual;
}
main {
  max-width: 1040px; margin: 32px auto; padding: 48px 56px 40px;
  background: var(--paper); border: 1px solid var(--line); border-radius: 6px;
}
h1, h2, h3 {
  font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", "Noto Serif", "Liberation Serif", Georgia, serif;
  font-weight: 600; line-height: 1.2; color: var(--ink); text-wrap: balance;
}
h1 { font-size: 34px; margin: 4px 0 20px; letter-spacing: -0.01em; }
h2 { font-size: 23px; margin: 48px 0 8px; padding-top: 20px; border-top: 2px solid var(--accent); color: var(--accent); }
h3 { font-size: 17px; margin: 30px 0 6px; }
p { margin: 0 0 10px; max-width: 74ch; color: var(--soft); }
.lead { margin: 0; font-size: 13px; letter-spacing: 0.02em; }
.verdict { font-size: 18px; color: var(--ink); padding: 2px 0 2px 16px; border-left: 4px solid var(--planned); max-width: none; }
.verdict.good { border-color: var(--good); }
.verdict.bad { border-color: var(--bad); }
.verdict.open { border-color: var(--open); }
.figures { display: flex; flex-wrap: wrap; gap: 20px 44px; margin: 26px 0 0; }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dt { font-size: 13px; color: var(--soft); }
.figures dd { margin: 0; font-size: 25px; font-weight: 600; letter-spacing: -0.01em; white-space: nowrap; }
.bar { display: block; width: 100%; height: 10px; margin: 12px 0 8px; border-radius: 5px; overflow: hidden; }
.bar rect.good { fill: var(--good); } .bar rect.bad { fill: var(--bad); }
.bar rect.open { fill: var(--open); } .bar rect.planned { fill: var(--planned); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 0; padding: 0; font-size: 13px; color: var(--soft); }
.dot { display: inline-block; width: 9px; height: 9px; border-radius: 50%; margin-right: 7px; background: var(--planned); }
.dot.good { background: var(--good); } .dot.bad { background: var(--bad); } .dot.open { background: var(--open); }
.table { overflow-x: auto; margin: 12px 0 0; }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; line-height: 1.45; }
th { text-align: left; font-weight: 600; font-size: 12px; color: var(--soft); padding: 6px 14px 6px 0; border-bottom: 1.5px solid var(--line); vertical-align: bottom; }
td { padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.tone.good { color: var(--good); } .tone.bad { color: var(--bad); font-weight: 600; } .tone.open { color: var(--open); }
footer { margin-top: 48px; padding-top: 14px; border-top: 1px solid var(--line); font-size: 12.5px; }
footer p { margin: 0; }
@media (max-width: 720px) {
  main { margin: 0; padding: 24px 18px; border: 0; border-radius: 0; }
  h1 { font-size: 27px; }
}
@media (forced-colors: active) {
  .dot { forced-color-adjust: none; }
}
@page { size: A4; margin: 17mm 15mm 19mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt sans-serif; color: #5d6878; } }
@media print {
  :root {
    color-scheme: light;
    --ink: #111820; --soft: #4d5766; --line: #d4d9df; --paper: #ffffff; --ground: #ffffff;
    --accent: #0f4c5c; --good: #1f6b40; --bad: #a01c15; --open: #855300; --planned: #cfd5dc;
  }
  html { background: none; }
  body { font-size: 9.5pt; }
  main { max-width: none; margin: 0; padding: 0; border: 0; }
  h1 { font-size: 22pt; } h2 { font-size: 15pt; margin-top: 22pt; padding-top: 9pt; } h3 { font-size: 11.5pt; margin-top: 15pt; }
  h2, h3 { break-after: avoid; }
  .figures { gap: 10pt 26pt; } .figures dd { font-size: 15pt; } .figures dt { font-size: 8.5pt; }
  .verdict { font-size: 12pt; }
  table { font-size: 8.5pt; } th { font-size: 8pt; } th, td { padding: 3pt 8pt 3pt 0; }
  .table { overflow: visible; }
  thead { display: table-header-group; } tr, .figures div { break-inside: avoid; }
  .bar, .dot, .verdict { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
