import type { Quirks } from '../../../connectors/servicenow/simulator/index.js';
import { html, type Html } from '../page/html.js';
import { alert, choice, field, layout } from '../page/page.js';
import { base, type Form, type Scene } from './scene.js';

type Values = readonly string[] | 'number';

/** What can be changed while the instance runs, with its values; the rest is set when the sandbox starts. */
export const habits = {
  allowUnknownChoices: ['true', 'false'],
  emptyClearsChoices: ['true', 'false'],
  collision: ['403-unique-key', '400-insert-failed', '409-conflict', '500-error'],
  closedJournal: ['by-role', 'stored', 'dropped'],
  journalName: ['class', 'sometimes-task'],
  callerCommentResumes: ['true', 'false'],
  holdReasonEnforced: ['true', 'false'],
  closeInfoPolicy: ['true', 'false'],
  mayReopenClosed: ['true', 'false'],
  unknownQueryTerm: ['ignore', 'no-rows', 'forbidden'],
  acceptRequired: ['true', 'false'],
  apiAcl: ['true', 'false'],
  basicAuth: ['open', 'restricted'],
  clientCredentials: ['true', 'false'],
  batchCountsAs: ['one-call', 'its-items'],
  gzip: ['when-accepted', 'never'],
  latency: 'number',
  commitLag: 'number',
  dateSkewMs: 'number',
  batchQuotaMs: 'number',
} as const satisfies Partial<Record<keyof Quirks, Values>>;

export function habitsPage({ tool, view }: Scene, refused: string | null = null): Html {
  const { words } = view;
  const now = (name: keyof Quirks): string => JSON.stringify(tool.instance.quirks[name]).replace(/^"|"$/g, '');
  return layout(
    view,
    `${base}/habits`,
    words.habits,
    html`<p>${words.habitIntro}</p>
      ${alert(refused)}
      <form method="post">
        ${Object.entries(habits).map(([name, values]: [string, Values]) =>
          values === 'number'
            ? field({ name, label: name }, 'number', now(name as keyof Quirks))
            : choice(
                { name, label: name },
                values.map((value) => ({ value, label: value })),
                now(name as keyof Quirks),
              ),
        )}
        <button>${words.change}</button>
      </form>`,
  );
}

/** Changes all or nothing; returns what is wrong with the form, null when nothing is. */
export function change({ tool }: Scene, form: Form): string | null {
  const changes: Record<string, string | number | boolean> = {};
  for (const [name, values] of Object.entries(habits) as [string, Values][]) {
    const given = form[name];
    if (given === undefined) continue;
    const read = values === 'number' ? Number(given) : values.includes(given) ? given : null;
    if (read === null || (typeof read === 'number' && !(read >= 0)))
      return `${name}: expected ${values === 'number' ? 'a number from 0' : values.join(', ')}, «${given}» came`;
    changes[name] = read === 'true' ? true : read === 'false' ? false : read;
  }
  // The instance reads its quirks at each request.
  Object.assign(tool.instance.quirks, changes);
  return null;
}
