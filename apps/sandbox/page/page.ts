import type { Language, Words } from '../words/words.js';
import { html, type Html, type Piece } from './html.js';

/** What every page is shown with. */
export interface View {
  readonly words: Words;
  readonly language: Language;
}

const places = [
  ['/_sandbox', 'overview'],
  ['/_sandbox/servicenow/tickets', 'tickets'],
  ['/_sandbox/servicenow/mails', 'mails'],
  ['/_sandbox/servicenow/faults', 'faults'],
  ['/_sandbox/servicenow/habits', 'habits'],
] as const;

/** The other tools, by the name that each goes by itself. */
const others = [
  ['/_sandbox/glpi/tickets', 'GLPI'],
  ['/_sandbox/itop/tickets', 'iTop'],
  ['/_sandbox/intranet/tickets', 'SUPPORT INFORMATIQUE'],
] as const;

export function layout({ words, language }: View, here: string, title: string, content: Piece): Html {
  const other = language === 'fr' ? 'en' : 'fr';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${words.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_sandbox/style.css" />
      </head>
      <body>
        <a class="skip" href="#content">${words.skip}</a>
        <header>
          <nav>
            <ul>
              ${places.map(
                ([path, name]) =>
                  html`<li><a href="${path}" ${path === here && html` aria-current="page"`}>${words[name]}</a></li>`,
              )}
              ${others.map(
                ([path, name]) =>
                  html`<li><a href="${path}" ${path === here && html` aria-current="page"`}>${name}</a></li>`,
              )}
              <li>
                <a href="/_sandbox/language/${other}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a>
              </li>
            </ul>
          </nav>
        </header>
        <main id="content">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}

/** Rows under headings, or the word for nothing. */
export function table(
  words: Words,
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Piece[])[],
): Html {
  if (rows.length === 0)
    return html`<h2>${caption}</h2>
      <p>${words.none}</p>`;
  return html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function status(text: string | null): Html | null {
  return text === null ? null : html`<p role="status">${text}</p>`;
}

export function alert(text: string | null): Html | null {
  return text === null ? null : html`<p role="alert">${text}</p>`;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A form's field. Its id says which form it stands in, where several on a page have fields of the same name. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly form?: string;
}

export function choice(wanted: Field, options: readonly Option[], chosen = ''): Html {
  return labelled(
    wanted,
    (id) =>
      html`<select id="${id}" name="${wanted.name}">
        ${options.map(
          ({ value, label }) => html`<option value="${value}" ${value === chosen && html` selected`}>${label}</option>`,
        )}
      </select>`,
  );
}

export function field(wanted: Field, type: 'text' | 'number' = 'text', value = ''): Html {
  const step = type === 'number' ? html` min="0" step="any"` : null;
  return labelled(
    wanted,
    (id) => html`<input id="${id}" name="${wanted.name}" type="${type}" ${step} value="${value}" />`,
  );
}

export function area(wanted: Field): Html {
  return labelled(wanted, (id) => html`<textarea id="${id}" name="${wanted.name}"></textarea>`);
}

function labelled({ name, label, form }: Field, control: (id: string) => Html): Html {
  const id = form === undefined ? name : `${form}-${name}`;
  return html`<p><label for="${id}">${label}</label> ${control(id)}</p>`;
}
