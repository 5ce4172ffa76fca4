import { html, type Html, type Piece } from '../page/html.js';
import { alert, area, choice, layout, status, table } from '../page/page.js';
import { agentOptions, codeOptions, groupOptions, peopleOptions } from './options.js';
import { base, type Scene } from './scene.js';
import { shower } from './show.js';

/** One ticket as its team and its requester see it, and what one can do to it. Null where there is none. */
export function ticketPage(scene: Scene, id: string, refused: string | null = null): Html | null {
  const { tool, view, query } = scene;
  const { words } = view;
  const row = tool.record('task', id);
  if (!row) return null;
  const show = shower(tool, view.language);
  const number = row['number'] ?? id;
  const facts: readonly (readonly [string, string])[] = [
    [words.kind, show.kind(row)],
    [words.state, show.value(row, 'state')],
    [words.group, show.value(row, 'assignment_group')],
    [words.agent, show.value(row, 'assigned_to')],
    [words.caller, show.value(row, 'caller_id') || show.value(row, 'requested_for') || show.value(row, 'opened_by')],
    [words.created, show.value(row, 'sys_created_on')],
    [words.updated, show.value(row, 'sys_updated_on')],
  ];
  return layout(
    view,
    '',
    `${number} · ${row['short_description'] ?? ''}`,
    html`${alert(refused)} ${status(query.has('done') ? words.done : null)}
      <dl>
        ${facts.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
        <dt>${words.description}</dt>
        <dd class="text">${row['description'] ?? ''}</dd>
      </dl>
      <h2>${words.journal}</h2>
      ${journal(scene, id)} ${attachments(scene, id)}
      ${table(
        words,
        words.mailsOf,
        [words.to, words.subject, words.notification, words.at],
        tool.mailbox
          .filter(({ record }) => record === id)
          .map(({ to, subject, notification, at }) => [to, subject, notification, at]),
      )}
      <h2>${words.act}</h2>
      ${actions(scene)}
      <details>
        <summary>${words.fields}</summary>
        ${table(
          words,
          words.fields,
          [words.field, words.value],
          Object.entries(row)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, value]) => [html`<code>${name}</code>`, html`<span class="text">${value}</span>`]),
        )}
      </details>`,
  );
}

function journal({ tool, view }: Scene, id: string): Html {
  const { words } = view;
  const show = shower(tool, view.language);
  const lines = tool.journal(id);
  if (lines.length === 0) return html`<p>${words.none}</p>`;
  return html`<ol>
    ${lines.map(({ element, value, author, at }) => {
      const isPublic = element === 'comments';
      return html`<li class="${isPublic ? 'public' : 'internal'}">
        <p><strong>${isPublic ? words.public : words.internal}</strong> · ${show.person(author)} · ${at} UTC</p>
        <p class="text" dir="auto">${value}</p>
      </li>`;
    })}
  </ol>`;
}

function attachments({ tool, view }: Scene, id: string): Html {
  const { words } = view;
  const rows = tool
    .attachmentsOf(id)
    .map(({ row, bytes }): readonly Piece[] => [
      html`<a href="${base}/files/${row['sys_id']}">${row['file_name'] ?? ''}</a>`,
      row['content_type'],
      words.bytes(bytes.length),
    ]);
  return table(words, words.attachments, [words.label, words.kind, words.count], rows);
}

function actions({ tool, view }: Scene): Html {
  const { words } = view;
  const people = peopleOptions(tool);
  const form = (act: string, title: string, ...fields: readonly Piece[]): Html =>
    html`<form method="post">
      <fieldset>
        <legend>${title}</legend>
        <input type="hidden" name="act" value="${act}" />
        ${choice({ name: 'as', label: words.actAs, form: act }, people, 'itil')} ${fields}
        <button>${words.send}</button>
      </fieldset>
    </form>`;
  const groups = groupOptions(tool, words.unchanged);
  const agents = agentOptions(tool, words.unchanged);
  return html`${form('comment', words.comment, area({ name: 'text', label: words.text, form: 'comment' }))}
  ${form('note', words.workNote, area({ name: 'text', label: words.text, form: 'note' }))}
  ${form(
    'assign',
    words.assign,
    choice({ name: 'group', label: words.group }, groups),
    choice({ name: 'agent', label: words.agent }, agents),
  )}
  ${form(
    'resolve',
    words.resolve,
    choice({ name: 'code', label: words.code }, codeOptions(tool)),
    area({ name: 'notes', label: words.notes }),
  )}
  ${form('close', words.close)}`;
}
