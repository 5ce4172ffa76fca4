import type { Row } from '../../../connectors/servicenow/simulator/index.js';
import { html, type Html, type Piece } from '../page/html.js';
import { alert, area, choice, field, layout, table } from '../page/page.js';
import { groupOptions, peopleOptions } from './options.js';
import { base, type Scene } from './scene.js';
import { shower } from './show.js';

const pageSize = 50;

/** Every ticket, newest change first, with a search over number and short description. */
export function ticketList(scene: Scene, refused: string | null = null): Html {
  const { tool, view, query } = scene;
  const { words } = view;
  const wanted = (query.get('q') ?? '').trim();
  const found = tool
    .records('task')
    .filter((row) => fits(row, wanted.toLocaleLowerCase('fr')))
    .sort((a, b) => compare(b, a));
  const from = Math.max(0, Math.trunc(Number(query.get('from')) || 0));
  const show = shower(tool, view.language);
  const rows = found
    .slice(from, from + pageSize)
    .map((row): readonly Piece[] => [
      html`<a href="${base}/tickets/${row['sys_id']}">${row['number'] ?? row['sys_id']}</a>`,
      show.kind(row),
      row['short_description'],
      show.value(row, 'state'),
      show.value(row, 'assignment_group'),
      show.value(row, 'assigned_to'),
      show.value(row, 'sys_updated_on'),
    ]);
  const heads = [
    words.number,
    words.kind,
    words.label,
    words.state,
    words.group,
    words.agent,
    `${words.updated} (UTC)`,
  ];
  return layout(
    view,
    `${base}/tickets`,
    words.tickets,
    html`${alert(refused)}
      <form method="get" role="search">
        ${field({ name: 'q', label: words.search }, 'text', wanted)}
        <button>${words.find}</button>
      </form>
      ${table(words, words.shown(found.length === 0 ? 0 : from + 1, from + rows.length, found.length), heads, rows)}
      <p class="row">
        ${from > 0 && html`<a rel="prev" href="${link(wanted, Math.max(0, from - pageSize))}">${words.previous}</a>`}
        ${from + pageSize < found.length && html`<a rel="next" href="${link(wanted, from + pageSize)}">${words.next}</a>`}
      </p>
      <form method="post">
        <fieldset>
          <legend>${words.newTicket}</legend>
          ${choice({ name: 'as', label: words.actAs }, peopleOptions(tool), 'itil')}
          ${choice({ name: 'table', label: words.kind }, [
            { value: 'incident', label: 'incident' },
            { value: 'sc_req_item', label: 'sc_req_item' },
          ])}
          ${field({ name: 'label', label: words.label })} ${area({ name: 'description', label: words.description })}
          ${choice({ name: 'group', label: words.group }, groupOptions(tool, words.nobody))}
          <button>${words.create}</button>
        </fieldset>
      </form>`,
  );
}

function fits(row: Readonly<Row>, wanted: string): boolean {
  const text = `${row['number'] ?? ''} ${row['correlation_id'] ?? ''} ${row['short_description'] ?? ''}`;
  return wanted === '' || text.toLocaleLowerCase('fr').includes(wanted);
}

function compare(a: Readonly<Row>, b: Readonly<Row>): number {
  const key = (row: Readonly<Row>): string => `${row['sys_updated_on'] ?? ''} ${row['number'] ?? ''}`;
  return key(a) < key(b) ? -1 : 1;
}

function link(wanted: string, from: number): string {
  return `${base}/tickets?${new URLSearchParams({ ...(wanted && { q: wanted }), from: String(from) }).toString()}`;
}
