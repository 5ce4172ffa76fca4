import type { ToolResponse } from '@passerelle/connector/testing';
import { html, type Html } from '../page/html.js';
import { alert, area, choice, field, layout, status, table, type View } from '../page/page.js';
import { goTo, showPage } from '../page/respond.js';
import type { Bench } from './bench.js';

export interface BenchScene {
  readonly view: View;
  readonly query: URLSearchParams;
  readonly bench: Bench;
  /** Where its pages stand, such as `/_sandbox/glpi`. */
  readonly base: string;
}

/** The list of a tool and its tickets, each with forms to act as its people; null where there is no such page. */
export function benchPages(
  scene: BenchScene,
  path: string,
  form: Readonly<Record<string, string>> | null,
): ToolResponse | null {
  const asked = /^\/tickets(?:\/(\d{1,9}))?$/.exec(path);
  if (!asked) return null;
  const id = asked[1] ?? '';
  if (id !== '' && !scene.bench.tickets().some((one) => one.id === id)) return null;
  let at = id;
  const refused = form === null ? null : trying(scene, () => (at = act(scene.bench, id, form)));
  if (form && refused === null) return goTo(`${scene.base}/tickets/${at}?done`);
  return showPage(id === '' ? list(scene, refused) : ticket(scene, id, refused), refused === null ? 200 : 422);
}

function act(bench: Bench, id: string, { label = '', text = '', audience }: Readonly<Record<string, string>>): string {
  if (id === '') return bench.open(label, text);
  bench.write(id, audience === 'internal' ? 'internal' : 'public', text);
  return id;
}

function list({ view, bench, base }: BenchScene, refused: string | null): Html {
  const { words } = view;
  const rows = bench
    .tickets()
    .map(({ id, number, title, state }) => [html`<a href="${base}/tickets/${id}">${number}</a>`, title, state])
    .toReversed();
  return layout(
    view,
    `${base}/tickets`,
    bench.name,
    html`${alert(refused)} ${table(words, words.tickets, [words.number, words.label, words.state], rows)}
      <form method="post">
        <fieldset>
          <legend>${words.newTicket} · ${bench.requester}</legend>
          ${field({ name: 'label', label: words.label })} ${area({ name: 'text', label: words.description })}
          <button>${words.create}</button>
        </fieldset>
      </form>`,
  );
}

function ticket({ view, bench, base, query }: BenchScene, id: string, refused: string | null): Html {
  const { words } = view;
  const shown = bench.tickets().find((one) => one.id === id);
  return layout(
    view,
    `${base}/tickets`,
    `${shown?.number ?? id} · ${shown?.title ?? ''}`,
    html`${status(query.has('done') ? words.done : null)} ${alert(refused)}
      <p><a href="${base}/tickets">${bench.name}</a> · ${shown?.state}</p>
      <h2>${words.journal}</h2>
      <ol class="journal">
        ${bench.said(id).map(
          ({ by, text, audience }) =>
            html`<li class="${audience}">
              <p>${by} · <strong>${words[audience]}</strong></p>
              <p>${text}</p>
            </li>`,
        )}
      </ol>
      <form method="post">
        <fieldset>
          <legend>${words.act} · ${bench.agent}</legend>
          ${choice({ name: 'audience', label: words.kind }, [
            { value: 'public', label: words.comment },
            { value: 'internal', label: words.workNote },
          ])}
          ${area({ name: 'text', label: words.text })}
          <button>${words.send}</button>
        </fieldset>
      </form>`,
  );
}

/** What the tool says against it; null when it was done. */
function trying({ view }: BenchScene, work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return `${view.words.refused} ${error instanceof Error ? error.message : String(error)}`;
  }
}
