import type { BodyWish, PersonWish, Upload, WholeTicket } from '@passerelle/api';

export interface CreateForm {
  readonly kind: 'incident' | 'request' | 'suggestion';
  readonly requester: PersonWish | null;
  readonly beneficiary: PersonWish | null;
  readonly callbackPhone: string;
  readonly site: string;
  readonly category: string | null;
  readonly title: string;
  readonly description: string;
  readonly connection: string | null;
  readonly team: string | null;
  readonly agent: PersonWish | null;
  readonly impact: string | null;
  readonly urgency: string | null;
  readonly priority: string | null;
  readonly assets: readonly string[];
}

export const blankForm: CreateForm = {
  kind: 'incident',
  requester: null,
  beneficiary: null,
  callbackPhone: '',
  site: '',
  category: null,
  title: '',
  description: '',
  connection: null,
  team: null,
  agent: null,
  impact: null,
  urgency: null,
  priority: null,
  assets: [],
};

/** What a child or a copy begins with. A child asks for something else: only who and where are taken over. */
export function formFrom(ticket: WholeTicket, isChild: boolean): CreateForm {
  const wish = (person: WholeTicket['people']['requester']): PersonWish | null =>
    person && { name: person.name, email: person.email, login: person.login, employeeNumber: person.employeeNumber };
  const who = {
    ...blankForm,
    requester: wish(ticket.people.requester),
    beneficiary: wish(ticket.people.beneficiary),
    callbackPhone: ticket.callbackPhone ?? '',
    site: ticket.site ?? '',
    assets: ticket.assets.map(({ name }) => name),
  };
  if (isChild) return who;
  return {
    ...who,
    kind: ticket.kind,
    category: ticket.category,
    title: ticket.title,
    description: ticket.description,
    team: ticket.team?.name ?? null,
    impact: ticket.impact === null ? null : String(ticket.impact),
    urgency: ticket.urgency === null ? null : String(ticket.urgency),
    priority: ticket.priority === null ? null : String(ticket.priority),
  };
}

/** The ticket that the form says; null while something is missing that every tool wants. */
export function newTicketOf(
  form: CreateForm,
  files: readonly Pick<Upload, 'id'>[],
  ties: { readonly parent?: string; readonly copyOf?: string },
): BodyWish<'createTicket'> | null {
  const [title, description] = [form.title.trim(), form.description.trim()];
  if (!form.requester || title === '' || description === '') return null;
  const level = (word: string | null): number | null => (word === null ? null : Number(word));
  return {
    kind: form.kind,
    title,
    description,
    requester: form.requester,
    beneficiary: form.beneficiary,
    category: form.category,
    team: form.team?.trim() || null,
    agent: form.agent,
    impact: level(form.impact),
    urgency: level(form.urgency),
    priority: level(form.priority),
    site: form.site.trim() || null,
    callbackPhone: form.callbackPhone.trim() || null,
    assets: [...form.assets],
    files: files.map(({ id }) => id),
    ...(form.connection ? { connection: form.connection } : {}),
    ...ties,
  };
}
