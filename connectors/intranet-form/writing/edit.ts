import type { NativeFields, NativeReference } from '@passerelle/connector';
import { createdBy, createMark, withoutCreateMark } from '../reading/mark.js';
import { toPlane } from '../reading/text.js';
import { refusal } from '../said.js';
import type { Page } from '../wire/page.js';
import { plain } from '../words.js';
import type { Desk, OnDesk } from './desk.js';
import { flat, same } from './normal.js';

/** Subject, message, requester and the site's own fields stand in one form, which is sent as it came but for what changes. */
export async function editTicket(
  desk: Desk,
  start: OnDesk,
  fields: NativeFields,
  signal?: AbortSignal,
): Promise<OnDesk> {
  const { native, page, thread } = start;
  const wanted = Object.entries(fields).filter(
    ([field, value]) =>
      (['subject', 'message', 'requester'].includes(field) || field.startsWith('custom.')) &&
      !same(field, value, native.fields[field]),
  );
  if (wanted.length === 0) return start;
  const path = `edit_post.php?track=${page.reference}`;
  const form = await desk.reader.session.get(path, signal);
  const values = new Map(formValues(form));
  if (!values.has('message') || !values.has('subject'))
    throw desk.site.fault('rejected', {
      fr: `l’outil ne laisse pas le compte modifier ${page.reference} : «${form.box?.text ?? ''}» ; donnez-lui can_edit_tickets`,
      en: `the tool does not let the account edit ${page.reference}: «${form.box?.text ?? ''}»; give it can_edit_tickets`,
    });
  const before = new Map(values);
  for (const [field, value] of wanted) {
    if (field === 'subject' && typeof value === 'string') values.set('subject', flat(toPlane(value)));
    else if (field === 'message')
      values.set('message', messageToWrite(thread.message, typeof value === 'string' ? value : ''));
    else if (field === 'requester' && value !== null) requester(values, value as NativeReference);
    else if (field.startsWith('custom.')) {
      const name = customName(form, field.slice('custom.'.length));
      if (name !== null && values.has(name)) values.set(name, typeof value === 'string' ? toPlane(value) : '');
    }
  }
  if ([...values].every(([name, value]) => before.get(name) === value)) return start;
  const landed = await desk.post({ path: 'edit_post.php', fields: [...values] }, signal);
  const change = { fr: `la modification de ${page.reference}`, en: `the change of ${page.reference}` };
  if (landed.box?.color === 'red') throw desk.site.fault('rejected', refusal(change, landed.box));
  return landed;
}

/** Only where the version still keeps them with the ticket; since 3.5 they are the customer's own record. */
function requester(values: Map<string, string>, { name, email }: NativeReference): void {
  if (name !== null && values.has('name')) values.set('name', flat(toPlane(name)));
  if (email && values.has('email')) values.set('email', email);
}

export function formValues({ $ }: Page): [string, string][] {
  return $('form[name="form1"]')
    .first()
    .find('input[name], textarea[name]')
    .toArray()
    .map((node): [string, string] => {
      const each = $(node);
      return [each.attr('name') ?? '', each.is('textarea') ? each.text() : (each.attr('value') ?? '')];
    });
}

/** The field of a form that stands under this label. */
export function customName({ $ }: Page, label: string): string | null {
  const own = $('[data-label]')
    .toArray()
    .find((each) => plain($(each).attr('data-label') ?? '') === plain(label));
  if (own) return $(own).attr('name') ?? null;
  const title = $('label[for^="custom"]')
    .toArray()
    .find((each) => plain($(each).text()) === plain(label));
  return title ? ($(title).attr('for') ?? null) : null;
}

/** The message that is written keeps the mark that its ticket was made under. */
export function messageToWrite(current: string, next: string): string {
  const key = createdBy(current);
  const text = toPlane(withoutCreateMark(next));
  return key === null ? text : `${text}\n\n${createMark(key)}`;
}
