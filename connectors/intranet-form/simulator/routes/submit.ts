import type { ToolResponse } from '@passerelle/connector/testing';
import { createTicket } from '../acts/post.js';
import {
  categoryPage,
  customFieldsIn,
  formPage,
  homePage,
  priorityValues,
  publicCategories,
  successPage,
} from '../pages/form.js';
import { page } from '../pages/layout.js';
import type { Tool } from '../state.js';
import { escape } from '../text.js';
import { field, forbidden, html, redirect, type Call } from '../wire/call.js';
import { filesOf } from './uploads.js';

export function index(tool: Tool, call: Call): ToolResponse {
  if (field(call, 'a') === 'forgot_tid') return forgotten(tool, call);
  if (field(call, 'a') !== 'add') return html(homePage(tool, call.session));
  const chosen = call.query.get('category');
  const only = publicCategories(tool).length === 1 ? publicCategories(tool)[0] : undefined;
  const category = only ?? publicCategories(tool).find(({ id }) => String(id) === chosen);
  if (category) {
    prefill(call);
    return html(formPage(tool, call.session, category));
  }
  if (chosen === '')
    call.session.flash = { color: 'orange', title: tool.labels.note, html: tool.labels.chooseCategory };
  return html(categoryPage(tool, call.session));
}

function prefill({ query, session }: Call): void {
  const given = [...query].filter(([name]) => /^(name|email|subject|message|priority|custom\d+)$/.test(name));
  if (given.length > 0) session.draft = new Map(given);
}

/** Mails a person the references of their tickets: the one listing that customers have. */
function forgotten(tool: Tool, call: Call): ToolResponse {
  const email = field(call, 'email').toLowerCase();
  const open = field(call, 'open_only') === '1';
  const theirs = [...tool.tables.tickets.values()].filter(
    (ticket) => ticket.email.toLowerCase() === email && (!open || ticket.status !== 3),
  );
  if (theirs.length > 0)
    tool.mailbox.push({
      to: email,
      subject: 'Liste de vos Demandes en Attente',
      headers: {},
      text: theirs.map(({ trackid, subject }) => `${trackid} ${subject}`).join('\n'),
    });
  call.session.flash = { color: 'green', title: tool.labels.success, html: 'Un message a été envoyé.' };
  return redirect('ticket.php');
}

const lineBreak = /[\r\n\t]/;

export function submit(tool: Tool, call: Call): ToolResponse {
  if (call.method !== 'POST') return redirect('index.php?a=add');
  const { form, session } = call;
  // Bots change the hidden value, fill the empty one, or fill the decoy that no browser shows.
  if (form.get('hx') !== '3' || form.get('hy') !== '' || form.has('phone')) return forbidden;
  if (lineBreak.test(form.get('name') ?? '') || lineBreak.test(form.get('subject') ?? '')) return forbidden;
  const category = publicCategories(tool).find(({ id }) => String(id) === form.get('category'));
  if (!category) return html(categoryPage(tool, session));
  if (session.submitted) return html(stub);
  const { files, errors } = filesOf(tool, call);
  const wrong = [...missing(tool, call), ...errors];
  for (const { n, label, required } of customFieldsIn(tool, category))
    if (required && customValue(form, n) === '') wrong.push(`Champ obligatoire manquant : ${escape(label)}`);
  if (wrong.length > 0) {
    session.draft = new Map(form);
    session.flash = {
      color: 'red',
      title: tool.labels.error,
      html: `Merci de corriger les Erreurs Suivantes :<ul>${wrong.map((each) => `<li>${each}</li>`).join('')}</ul>`,
    };
    return redirect(`index.php?a=add&category=${category.id}`);
  }
  session.submitted = true;
  const given = form.get('priority');
  // A word of the other version's vocabulary is taken for the lowest, in silence.
  const priority = priorityValues(tool).find(({ id }) => id === given)?.priority ?? 3;
  const ticket = createTicket(tool, {
    name: form.get('name') ?? '',
    email: form.get('email') ?? '',
    category: category.id,
    priority,
    subject: (form.get('subject') ?? '').slice(0, 255),
    message: form.get('message') ?? '',
    custom: new Map(
      customFieldsIn(tool, category)
        .map(({ n }): [number, string] => [n, customValue(form, n)])
        .filter(([, text]) => text !== ''),
    ),
    files,
  });
  return html(successPage(tool, session, ticket.trackid, ticket.subject), 200, {
    'set-cookie': `hesk_myemail=${encodeURIComponent(ticket.email)}; Max-Age=31536000; path=/`,
  });
}

/** 186 bytes and nothing created: this session has sent its form already. */
const stub =
  '<html><head><meta http-equiv="Refresh" content="0;url=index.php?a=add"></head><body><a href="index.php?a=add">Cliquer pour Continuer</a></body></html>';

function customValue(form: URLSearchParams, n: number): string {
  return [...form.getAll(`custom${n}`), ...form.getAll(`custom${n}[]`)].join('\n').trim();
}

function missing(tool: Tool, { form }: Call): string[] {
  const { quirks, labels } = tool;
  const email = form.get('email') ?? '';
  return [
    ...((form.get('name') ?? '').trim() === '' ? [labels.name] : []),
    ...(quirks.requireEmail && !/^[^@\s]+@[^@\s]+$/.test(email) ? [labels.email] : []),
    ...(quirks.custUrgency && form.get('priority') === '' ? [labels.priority] : []),
    ...((form.get('subject') ?? '').trim() === '' ? [labels.subject] : []),
    ...((form.get('message') ?? '').trim() === '' ? [labels.message] : []),
    ...(quirks.captcha === 'none' ? [] : ['Code de sécurité']),
  ];
}

export function maintenance(tool: Tool, call: Call): ToolResponse {
  return html(page(tool, call.session, 'Maintenance', '<div class="maintenance">Maintenance en cours</div>'));
}
