import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What axe finds against WCAG 2.2 AA and its own best practice, on what is shown now. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, past the policy of the page, which forbids such a script.
  await page.evaluate(source);
  const how = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(how)})`)) as Found;
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`)
        .join(' | ')
        .slice(0, 600)}`,
  );
}
