import { html, type Html } from '../page/html.js';
import { layout, table } from '../page/page.js';
import { base, type Scene } from './scene.js';
import { shower } from './show.js';

/** What there is, where Passerelle finds it, and what it has been asked. */
export function overview({ tool, url, view }: Scene): Html {
  const { words } = view;
  const show = shower(tool, view.language);
  const kinds = new Map<string, number>();
  for (const row of tool.records('task')) kinds.set(show.kind(row), (kinds.get(show.kind(row)) ?? 0) + 1);
  const calls = [...tool.meter.calls].sort(([, a], [, b]) => b - a);
  return layout(
    view,
    '/_sandbox',
    words.title,
    html`<p>${words.intro}</p>
      <h2>ServiceNow</h2>
      <dl>
        <dt>${words.address}</dt>
        <dd><code>${url}</code></dd>
        <dt>${words.account}</dt>
        <dd><code>passerelle</code>, ${words.password} <code>passerelle</code></dd>
        <dt>${words.mails}</dt>
        <dd><a href="${base}/mails">${tool.mailbox.length}</a></dd>
        <dt>${words.calls}</dt>
        <dd>${tool.meter.total}</dd>
        <dt>${words.busiest}</dt>
        <dd>${tool.meter.busiestSecond}</dd>
      </dl>
      ${table(words, words.tickets, [words.kind, words.count], [...kinds])}
      ${table(words, words.callsByPath, [words.path, words.count], calls)}`,
  );
}
