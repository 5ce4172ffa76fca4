import { html, type Html } from '../page/html.js';
import { layout, table } from '../page/page.js';
import { base, type Scene } from './scene.js';

/** Every mail that the tool would have sent, newest first. */
export function mails({ tool, view }: Scene): Html {
  const { words } = view;
  const rows = tool.mailbox
    .toReversed()
    .slice(0, 500)
    .map(({ at, to, subject, notification, record, number, body }) => [
      at,
      to,
      html`<details>
        <summary>${subject}</summary>
        <p class="text">${body}</p>
      </details>`,
      notification,
      html`<a href="${base}/tickets/${record}">${number}</a>`,
    ]);
  const heads = [`${words.at} (UTC)`, words.to, words.subject, words.notification, words.number];
  return layout(
    view,
    `${base}/mails`,
    words.mails,
    html`${table(words, `${words.mails} (${tool.mailbox.length})`, heads, rows)}
      <form method="post"><button>${words.empty}</button></form>`,
  );
}
