import type { ServiceNow } from '../../../connectors/servicenow/simulator/index.js';
import type { Form } from './scene.js';

/** Does what a form asks, as the person it names. Throws what the tool says where it refuses. */
export function act(tool: ServiceNow, id: string, form: Form): void {
  const person = tool.as(form['as'] ?? '');
  const text = form['text'] ?? '';
  const wanted = form['act'] ?? '';
  switch (wanted) {
    case 'comment':
      return person.comment(id, given(text));
    case 'note':
      return person.workNote(id, given(text));
    case 'assign':
      person.update('task', id, {
        ...(form['group'] && { assignment_group: form['group'] }),
        ...(form['agent'] && { assigned_to: form['agent'] }),
      });
      return;
    case 'resolve':
      return person.resolve(id, form['code'] ?? '', given(form['notes'] ?? ''));
    case 'close':
      return person.close(id);
    default:
      throw new Error(`expected one of comment, note, assign, resolve, close; «${wanted}» came`);
  }
}

/** A new ticket; returns its id. */
export function create(tool: ServiceNow, form: Form): string {
  const table = form['table'] === 'sc_req_item' ? 'sc_req_item' : 'incident';
  const person = tool.as(form['as'] ?? '');
  const caller = tool.findBy('sys_user', 'user_name', form['as'] ?? '')?.['sys_id'] ?? '';
  const row = person.create(table, {
    short_description: given(form['label'] ?? ''),
    description: form['description'] ?? '',
    ...(table === 'incident' && { caller_id: caller }),
    ...(form['group'] && { assignment_group: form['group'] }),
  });
  return row['sys_id'] ?? '';
}

function given(text: string): string {
  if (text.trim() === '') throw new Error('expected some text, none came');
  return text;
}
