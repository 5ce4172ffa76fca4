import type { Fault, FaultKind } from '../../../connectors/servicenow/simulator/index.js';
import { z } from 'zod';
import { html, type Html } from '../page/html.js';
import { alert, choice, field, layout, table } from '../page/page.js';
import { en } from '../words/en.js';
import { base, type Form, type Scene } from './scene.js';

/** All kinds that have words; a spec says that none is missing. */
export const faultKinds = Object.keys(en.fault) as readonly FaultKind[];

/** Mishaps that are tried most, each a button. */
export const mishaps: readonly Fault[] = [
  { do: 'commit-then-500', on: { method: ['POST', 'PATCH', 'PUT'] }, every: 5, times: 20 },
  { do: 'cut-after-commit', on: { method: ['POST', 'PATCH', 'PUT'] }, times: 1 },
  { do: 'too-many', times: 1, retryAfter: 5 },
  { do: 'unavailable-503', times: 10 },
  { do: 'expired-token', times: 1 },
  { do: 'hibernating' },
  { do: 'quota-partial', on: { method: 'GET' }, times: 1 },
];

/** A field that is left empty says nothing. */
const said = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const whole = said(z.coerce.number().int().min(1));
const amount = said(z.coerce.number().min(0));

const FaultForm = z.object({
  do: z.enum(faultKinds),
  method: z.enum(['', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default(''),
  path: z.string().max(2_000).default(''),
  times: whole,
  every: whole,
  after: whole,
  rate: said(z.coerce.number().min(0).max(1)),
  ms: amount,
  retryAfter: amount,
});

export function faults({ tool, view }: Scene, refused: string | null = null): Html {
  const { words } = view;
  const kinds = faultKinds.map((kind) => ({ value: kind, label: `${words.fault[kind]} (${kind})` }));
  const methods = ['', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, label: value || words.any }));
  const count = (name: 'times' | 'every' | 'after' | 'rate' | 'ms' | 'retryAfter'): Html =>
    field({ name, label: words[name] }, 'number');
  return layout(
    view,
    `${base}/faults`,
    words.faults,
    html`<p>${words.faultIntro}</p>
      ${alert(refused)}
      ${table(
        words,
        words.going,
        [words.kind, words.value],
        tool.faults.rules.map((fault) => [words.fault[fault.do], html`<code>${JSON.stringify(plain(fault))}</code>`]),
      )}
      ${table(
        words,
        words.struck,
        [words.kind, words.count],
        [...tool.faults.struck].map(([kind, times]) => [words.fault[kind], times]),
      )}
      <form method="post">
        <button name="act" value="clear">${words.clear}</button>
      </form>
      <form method="post">
        <fieldset>
          <legend>${words.quick}</legend>
          <div class="row">
            ${mishaps.map(
              (fault, index) => html`<button name="mishap" value="${index}">${words.fault[fault.do]}</button>`,
            )}
          </div>
        </fieldset>
      </form>
      <form method="post">
        <fieldset>
          <legend>${words.add}</legend>
          ${choice({ name: 'do', label: words.kind }, kinds)}
          ${choice({ name: 'method', label: words.method }, methods)}
          ${field({ name: 'path', label: words.prefix }, 'text', '/api/now')} ${count('times')} ${count('every')}
          ${count('rate')} ${count('after')} ${count('ms')} ${count('retryAfter')}
          <button>${words.add}</button>
        </fieldset>
      </form>`,
  );
}

/** Changes what goes wrong; returns what is wrong with the form, null when nothing is. */
export function programme({ tool }: Scene, form: Form): string | null {
  if (form['act'] === 'clear') {
    tool.faults.clear();
    return null;
  }
  const mishap = form['mishap'] === undefined ? undefined : mishaps[Number(form['mishap'])];
  if (mishap) {
    tool.faults.add(mishap);
    return null;
  }
  const read = FaultForm.safeParse(form);
  if (!read.success) return read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const { method, path, ...rest } = read.data;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const on = { ...(method && { method }), ...(path && { path }) };
  tool.faults.add({ ...(given as unknown as Fault), ...(Object.keys(on).length > 0 && { on }) });
  return null;
}

function plain({ on, ...rest }: Fault): object {
  return on?.path instanceof RegExp
    ? { ...rest, on: { ...on, path: String(on.path) } }
    : { ...rest, ...(on && { on }) };
}
