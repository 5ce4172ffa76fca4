import type { Category, Session, Tool } from '../state.js';
import { escape, typed } from '../text.js';
import { options, page, prioritiesOf } from './layout.js';

export function homePage(tool: Tool, session: Session): string {
  const { labels, quirks } = tool;
  const tracking = quirks.accountsRequired
    ? '<a class="navlink" href="my_tickets.php">Mes tickets</a>'
    : `<a class="navlink" href="ticket.php">${labels.viewExisting}</a>`;
  const base =
    quirks.publicArticles > 0
      ? `<section class="knowledge"><a href="knowledgebase.php">${labels.knowledgeBase}</a></section>`
      : '';
  return page(
    tool,
    session,
    'SUPPORT INFORMATIQUE',
    `<nav><a class="navlink" href="index.php?a=add">${labels.submit}</a>${tracking}</nav>${base}`,
  );
}

export function publicCategories({ tables }: Tool): readonly Category[] {
  return tables.categories.filter(({ isPrivate }) => !isPrivate);
}

export function categoryPage(tool: Tool, session: Session): string {
  const { labels, quirks } = tool;
  const shown = publicCategories(tool);
  if (shown.length > quirks.catShowSelect) {
    const first = quirks.selectCategory ? `<option value="">${labels.selectFirst}</option>` : '';
    const list = options(
      shown.map(({ id, name }) => ({ id, label: name })),
      null,
    );
    return page(
      tool,
      session,
      labels.submit,
      `<form action="index.php" method="get"><select name="category" id="select_category">${first}${list}</select><input type="hidden" name="a" value="add"><button type="submit">${labels.clickToContinue}</button></form>`,
    );
  }
  const condensed = shown.length > 8 ? ' navlink-condensed' : '';
  const links = shown
    .map(
      ({ id, name }) => `<a class="navlink${condensed}" href="index.php?a=add&amp;category=${id}">${escape(name)}</a>`,
    )
    .join('');
  return page(tool, session, labels.submit, `<nav>${links}</nav>`);
}

/** Values of the priority field: words until 3.5, numbers since. */
export function priorityValues(
  tool: Tool,
): readonly { readonly id: string; readonly priority: number; readonly label: string }[] {
  const words = ['critical', 'high', 'medium', 'low'];
  return [...prioritiesOf(tool)]
    .filter(({ id }) => id !== 0)
    .reverse()
    .map(({ id, label }) => ({
      id: tool.quirks.profile === '3.4' ? (words[id] ?? String(id)) : String(id),
      priority: id,
      label,
    }));
}

export function formPage(tool: Tool, session: Session, category: Category): string {
  const { labels, quirks } = tool;
  const was = (name: string): string => escape(session.draft?.get(name) ?? '');
  const priority = quirks.custUrgency
    ? `<label>${labels.priority}</label><select name="priority"><option value="">${labels.selectFirst}</option>${options(priorityValues(tool), session.draft?.get('priority') ?? null)}</select>`
    : '';
  const customs = customFieldsIn(tool, category)
    .map(({ n, label, kind, options: choices, required }) => {
      const name = `custom${n}`;
      const title = `<label${required ? ' class="required"' : ''} for="${name}">${escape(label)}</label>`;
      if (kind === 'hidden')
        return `<input type="hidden" name="${name}" id="${name}" data-label="${escape(label)}" value="">`;
      if (kind === 'select')
        return `${title}<select name="${name}" id="${name}">${options(
          (choices ?? []).map((one) => ({ id: one, label: one })),
          null,
        )}</select>`;
      if (kind === 'checkbox')
        return `${title}${(choices ?? []).map((one) => `<input type="checkbox" name="${name}[]" value="${escape(one)}">`).join('')}`;
      return kind === 'textarea'
        ? `${title}<textarea name="${name}" id="${name}">${was(name)}</textarea>`
        : `${title}<input type="text" name="${name}" id="${name}" value="${was(name)}">`;
    })
    .join('\n');
  const captcha = {
    none: '',
    image: '<img src="print_sec_img.php" alt=""><input type="text" name="mysecnum">',
    recaptcha: '<div class="g-recaptcha" data-sitekey="x"></div>',
    question: '<label>Combien font deux et deux ?</label><input type="text" name="question">',
  }[quirks.captcha];
  session.submitted = false;
  session.draft = null;
  return page(
    tool,
    session,
    labels.submit,
    `<form name="form1" id="form1" method="post" action="submit_ticket.php?submit=1" enctype="multipart/form-data">
<label>${labels.name}</label><input type="text" name="name" maxlength="50" value="${was('name')}">
<label>${labels.email}</label><input type="email" name="email" value="${was('email')}">
${priority}
${customs}
<label>${labels.subject}</label><input type="text" name="subject" maxlength="70" value="${was('subject')}">
<label>${labels.message}</label><textarea name="message">${was('message')}</textarea>
<input type="file" name="attachment[1]"><input type="file" name="attachment[2]">
${captcha}
<input type="hidden" name="category" value="${category.id}"><input type="hidden" name="token" value="${session.token}">
<input type="hidden" name="hx" value="3"><input type="hidden" name="hy" value="">
<!-- > <label>Téléphone</label><input type="text" name="phone" value="3"> < -->
<button type="submit">Soumettre votre Demande au Centre d’Assistance</button></form>`,
  );
}

export function customFieldsIn({ quirks }: Tool, category: Category): Tool['quirks']['customFields'] {
  return quirks.customFields.filter(({ categories }) => !categories || categories.includes(category.name));
}

export function successPage(tool: Tool, session: Session, trackid: string, subject: string): string {
  session.flash = {
    color: 'green',
    title: 'Demande Soumise',
    html: `Votre demande a été soumise avec succès ! Référence de votre Demande: <span class="font-weight-bold">${trackid}</span> <a href="ticket.php?track=${trackid}">${escape(typed(subject))}</a>`,
  };
  return page(tool, session, 'Demande Soumise', '');
}
