import { plain } from '../encoding.js';
import { num, rowOf, str, where, type Row, type State } from '../state.js';

interface Notice {
  readonly event: string;
  readonly ticket: Readonly<Row>;
  readonly text: string;
  /** Only those who assign and are assigned are told. */
  readonly inside?: boolean;
  /** `_disablenotif`. */
  readonly hushed?: boolean;
  /** Others than the actors. */
  readonly also?: readonly number[];
}

/** Writes to everybody whom the default notifications of a fresh install name, into a box that can be looked at. */
export function notify(state: State, { event, ticket, text, inside, hushed, also = [] }: Notice): void {
  if (hushed && (event !== 'new' || state.quirks.hushesCreation)) return;
  const id = num(ticket, 'id');
  for (const actor of where(state, 'Ticket_User', { tickets_id: id })) {
    const assigned = num(actor, 'type') === 2;
    // What is left of a hushed creation on 9.5: the requester is told all the same.
    if (num(actor, 'use_notification') === 0 || (inside && !assigned) || (hushed && assigned)) continue;
    const to = str(actor, 'alternative_email') || addressOf(state, num(actor, 'users_id'));
    if (to) post(state, { event, to, toRequester: num(actor, 'type') === 1, ticket, text });
  }
  for (const user of also) {
    const to = addressOf(state, user);
    if (to) post(state, { event, to, toRequester: false, ticket, text });
  }
}

function post(
  state: State,
  mail: { event: string; to: string; toRequester: boolean; ticket: Readonly<Row>; text: string },
): void {
  const text = `${plain(str(mail.ticket, 'name'))}\n${plain(mail.text)}`;
  state.mails.push({ ...mail, ticket: num(mail.ticket, 'id'), text });
}

export function addressOf(state: State, userId: number): string | null {
  if (!rowOf(state, 'User', userId)) return null;
  const [first] = where(state, 'UserEmail', { users_id: userId });
  return first ? str(first, 'email') : null;
}
