import type { NativeCode } from '@passerelle/connector';
import {
  blankTicket,
  type Kind,
  type Person,
  type Ticket,
  type TicketField,
  type TicketFields,
} from '@passerelle/ticket';
import type { Language } from './canon.js';
import type { LoadedMapping } from './compile/mapping.js';
import { domainOf } from './laws/fields.js';
import { situationOf } from './laws/statuses.js';
import { meaningOf } from './laws/tables.js';
import type { FieldName } from './schema/rows.js';
import type { ClassView } from './load/class-view.js';
import type { Loss, Resolver, WordUse } from './mapping.js';

/** Something that tickets of this native class may say and that has no whole way into the target, whoever the ticket is. */
export interface PassageLoss extends Loss {
  readonly from: NativeCode;
  /** null where the target has no class for such tickets at all. */
  readonly to: NativeCode | null;
  /** The row to add, where a word is not decided. */
  readonly row: string | null;
}

export interface Passage {
  readonly as?: Readonly<Partial<Record<Kind, NativeCode>>>;
  readonly language: Language;
  readonly keepsInstants?: boolean;
}

/**
 * What is lost between two mappings before any ticket is looked at. Each field and word that the source can say is
 * written into a target that knows everybody and holds any length, by the code that writes tickets.
 */
export function lossReport(source: LoadedMapping, target: LoadedMapping, passage: Passage): readonly PassageLoss[] {
  const resolve = generous(passage);
  const found = source.classes.flatMap((view) => {
    const kind = view.is ?? 'request';
    const to = target.classFor(kind, passage.as?.[kind]);
    if (to === null) return [noClass(view, kind, source, passage.language)];
    return samplesOf(view).flatMap(({ fields, ticket }) => {
      const whole: Ticket = {
        ...blankTicket,
        audience: view.audience,
        kind,
        ...ticket,
        id: '',
        number: null,
        references: [],
      };
      const writing = target.write(whole, to, fields, resolve);
      const undecided = writing.words.filter(({ decision }) => decision.by === 'nobody');
      return [
        ...writing.losses.map((loss) => ({ ...loss, from: view.native, to, row: rowFor(loss.field, undecided) })),
        ...undecided
          .filter(({ domain }) => domain === 'status')
          .map((use) => ({ ...unwritable(use), from: view.native, to })),
      ];
    });
  });
  return [...new Map(found.map((loss) => [`${loss.from} ${loss.field} ${loss.what} ${loss.detail}`, loss])).values()];
}

interface Sample {
  readonly fields: readonly TicketField[];
  readonly ticket: Partial<TicketFields>;
}

function samplesOf(view: ClassView): readonly Sample[] {
  return [
    { fields: ['kind'], ticket: {} },
    ...view.statuses.flatMap(({ row }) => {
      const situation = situationOf(row.is);
      if (situation === null) return [];
      const { status, outcome, pending_reason: pendingReason, approval, escalation } = situation;
      const said = {
        status,
        ...(outcome && { outcome }),
        ...(pendingReason && { pendingReason }),
        ...(approval && { approval }),
        ...(escalation && { escalation }),
      };
      return [{ fields: Object.keys(said) as TicketField[], ticket: said }];
    }),
    ...view.fields.flatMap(({ row }) => (row.native === undefined ? [] : fieldSamples(view, row.is))),
  ];
}

function fieldSamples(view: ClassView, is: string): readonly Sample[] {
  const [head = is, part = ''] = is.split(/\.(.*)/s);
  const field = head as TicketField;
  const domain = domainOf(is as Parameters<typeof domainOf>[0]);
  if (domain !== null) {
    const rows = view.words.get(domain)?.rows ?? [];
    const values = new Set(rows.map(({ row }) => (row.is === undefined ? null : meaningOf(domain, row.is))));
    // Words of this field mean something in any status that allows them.
    return [...values].flatMap((value) =>
      value === null
        ? []
        : [{ fields: [field], ticket: { ...statusFor(field), [field]: value } as Partial<TicketFields> }],
    );
  }
  const value = sampleOf(field, part);
  return value === null
    ? []
    : [{ fields: [field], ticket: { ...statusFor(field), [field]: value } as Partial<TicketFields> }];
}

function statusFor(field: TicketField): Partial<TicketFields> {
  if (field === 'pendingReason') return { status: 'pending' };
  return field === 'outcome' || field === 'resolution' || field === 'resolved' || field === 'closed'
    ? { status: 'closed' }
    : {};
}

const somebody: Person = { name: '…', email: null, login: null, employeeNumber: null, cut: false };
const moment = '2025-01-01T00:00:00.000Z';

function sampleOf(field: TicketField, part: string): unknown {
  switch (field) {
    case 'requester':
    case 'beneficiary':
    case 'openedBy':
    case 'assignee':
      return somebody;
    case 'watchers':
      return [somebody];
    case 'group':
    case 'firstGroup':
      return { name: '…', codes: [] };
    case 'assets':
      return [{ name: '…', serial: null, uuid: null }];
    case 'tags':
      return ['…'];
    case 'reassignedCount':
      return 1;
    case 'resolution':
      return { code: null, text: null, verdict: null, reason: null, [part]: '…' };
    case 'relations':
      return [{ as: part, number: '…' }];
    case 'custom':
      return { [part]: '…' };
    case 'due':
    case 'created':
    case 'updated':
    case 'taken':
    case 'resolved':
    case 'closed':
      return moment;
    case 'title':
    case 'description':
    case 'service':
    case 'subService':
    case 'organisation':
    case 'site':
    case 'callbackPhone':
      return '…';
    case 'kind':
    case 'audience':
    case 'status':
    case 'pendingReason':
    case 'approval':
    case 'outcome':
    case 'escalation':
    case 'impact':
    case 'urgency':
    case 'priority':
    case 'category':
    case 'mode':
    case 'channel':
      return null;
  }
}

function generous({ language, keepsInstants }: Passage): Resolver {
  return {
    person: () => '0',
    group: () => '0',
    asset: () => '0',
    maxLength: () => null,
    keepsInstants: keepsInstants ?? false,
    language,
    zone: 'UTC',
  };
}

function noClass(view: ClassView, kind: Kind, { wording }: LoadedMapping, language: Language): PassageLoss {
  const word = wording.word('kind', kind, language);
  const detail = {
    fr: `${word} : l’outil cible n’a pas de classe pour cela`,
    en: `${word}: the target has no class for it`,
  }[language];
  return { from: view.native, to: null, field: 'kind', what: 'no-word', detail, kept: false, row: null };
}

function unwritable(use: WordUse): Loss & { readonly row: string | null } {
  const row = use.decision.by === 'nobody' ? use.decision.row : null;
  return { field: 'status', what: 'no-word', detail: use.word, kept: false, row };
}

function rowFor(field: TicketField, undecided: readonly WordUse[]): string | null {
  const use = undecided.find(({ domain }) => domain === field || domain === domainOf(field as FieldName));
  return use?.decision.by === 'nobody' ? use.decision.row : null;
}
