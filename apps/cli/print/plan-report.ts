import type { Language } from '@passerelle/runtime';
import { html, page, table } from './html.js';
import type { PlanSheet } from './plan-sheet.js';

/** The plan as one self-contained page, to hand to whoever approves it. */
export function planReport(sheet: PlanSheet, language: Language, made: string): string {
  const sections = sheet.sections.map(
    ({ title, headings, rows, urgent }) =>
      html`<section>
        <h2>${title} (${rows.length})</h2>
        ${table(headings, rows, urgent)}
      </section>`,
  );
  return page(language, sheet.title, [
    html`<h1>${sheet.title}</h1>
      <p><time datetime="${made}">${made}</time></p>
      <p class="verdict ${sheet.ready ? '' : 'bad'}">${sheet.verdict}</p>
      <ul>
        ${sheet.summary.map((line) => html`<li>${line}</li>`)}
      </ul>`,
    ...sections,
  ]);
}
