import { keep, rowOf, second, str, type Cell, type Session, type State } from '../state.js';

/** A line of a ticket's history, with who did it as `login (id)`. */
export function log(
  state: State,
  session: Session,
  ticket: number,
  option: number,
  before: Cell,
  after: Cell,
  link: { readonly itemtype: string; readonly action: number } = { itemtype: '', action: 0 },
): void {
  keep(state, 'Log', {
    itemtype: 'Ticket',
    items_id: ticket,
    itemtype_link: link.itemtype,
    linked_action: link.action,
    user_name: `${str(rowOf(state, 'User', session.userId), 'name')} (${session.userId})`,
    date_mod: second(state),
    id_search_option: option,
    old_value: String(before ?? ''),
    new_value: String(after ?? ''),
  });
}
