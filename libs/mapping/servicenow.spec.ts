import { describe, expect, it } from '@jest/globals';
import type { NativeValue } from '@passerelle/connector';
import {
  approvals,
  channels,
  levels,
  outcomes,
  pendingReasons,
  statuses,
  type Level,
  type Outcome,
  type Person,
  type Status,
  type Ticket,
  type TicketField,
} from '@passerelle/ticket';
import fc from 'fast-check';
import { nativeTicket, open, resolver, shippedCanon, textOf, ticket } from './testing/load-from.js';

const servicenow = open('servicenow');
const read = (nativeClass: string, fields: Record<string, string | null>) =>
  servicenow.read(nativeTicket(nativeClass, fields)).said;
const write = (said: Partial<Ticket>, nativeClass: string, fields: readonly TicketField[], known = {}) =>
  servicenow.write(
    ticket({ kind: nativeClass === 'incident' ? 'incident' : 'request', ...said }),
    nativeClass,
    fields,
    resolver(known),
  );
const zoe: Person = { name: 'Zoé Ålund', email: 'zoe@exemple.fr', login: null, employeeNumber: null, cut: false };

describe('ServiceNow, read', () => {
  it.each([
    ['incident', { state: '1' }, { status: 'new' }],
    ['incident', { state: '1', assignment_group: 'DSI' }, { status: 'queued' }],
    ['incident', { state: '1', assigned_to: 'Zoé' }, { status: 'assigned' }],
    ['incident', { state: '1', assignment_group: 'DSI', assigned_to: 'Zoé' }, { status: 'assigned' }],
    ['incident', { state: '2' }, { status: 'in_progress' }],
    ['incident', { state: '3', hold_reason: '1' }, { status: 'pending', pendingReason: 'requester' }],
    ['incident', { state: '3', hold_reason: '3' }, { status: 'pending', pendingReason: 'problem' }],
    ['incident', { state: '3', hold_reason: '4' }, { status: 'pending', pendingReason: 'supplier' }],
    ['incident', { state: '3', hold_reason: '5' }, { status: 'pending', pendingReason: 'change' }],
    ['incident', { state: '3', hold_reason: '' }, { status: 'pending', pendingReason: null }],
    ['incident', { state: '2', hold_reason: '1' }, { status: 'in_progress', pendingReason: null }],
    ['incident', { state: '6' }, { status: 'resolved' }],
    ['incident', { state: '7' }, { status: 'closed' }],
    ['incident', { state: '8' }, { status: 'cancelled' }],
    ['sc_req_item', { state: '-5' }, { status: 'pending' }],
    ['sc_req_item', { state: '1' }, { status: 'new' }],
    ['sc_req_item', { state: '1', assignment_group: 'DSI' }, { status: 'queued' }],
    ['sc_req_item', { state: '1', assigned_to: 'Zoé' }, { status: 'assigned' }],
    ['sc_req_item', { state: '2' }, { status: 'in_progress' }],
    ['sc_req_item', { state: '3' }, { status: 'closed', outcome: 'solved' }],
    ['sc_req_item', { state: '4' }, { status: 'closed', outcome: 'unsolved' }],
    ['sc_req_item', { state: '7' }, { status: 'closed', outcome: 'abandoned' }],
    ['sc_task', { state: '3' }, { status: 'closed', outcome: 'solved' }],
    ['sc_request', { request_state: 'draft' }, { status: 'new' }],
    ['sc_request', { request_state: 'submitted' }, { status: 'queued' }],
    ['sc_request', { request_state: 'in_process' }, { status: 'in_progress' }],
    ['sc_request', { request_state: 'delivered' }, { status: 'resolved' }],
    ['sc_request', { request_state: 'closed_complete' }, { status: 'closed', outcome: 'solved' }],
    ['sc_request', { request_state: 'closed_incomplete' }, { status: 'closed', outcome: 'unsolved' }],
    ['sc_request', { request_state: 'cancelled' }, { status: 'cancelled' }],
    ['sc_request', { request_state: 'closed_cancelled' }, { status: 'cancelled' }],
  ])('%s %j is %j', (nativeClass, fields, meaning) => {
    expect(read(nativeClass, fields)).toMatchObject(meaning);
  });

  it.each([
    ['Solution provided', 'solved'],
    ['Workaround provided', 'workaround'],
    ['Duplicate', 'duplicate'],
    ['No resolution provided', 'unsolved'],
    ['Resolved by caller', 'abandoned'],
    ['Known error', 'workaround'],
    ['Resolved by change', 'solved'],
    ['Resolved by problem', 'solved'],
    ['Resolved by request', 'solved'],
    ['User error', 'other'],
    ['Solved (Permanently)', 'solved'],
    ['Solved Remotely (Permanently)', 'solved'],
    ['Solved (Work Around)', 'workaround'],
    ['Solved Remotely (Work Around)', 'workaround'],
    ['Not Solved (Not Reproducible)', 'not_reproducible'],
    ['Not Solved (Too Costly)', 'refused'],
    ['Closed/Resolved by Caller', 'abandoned'],
    ['', null],
  ])('the resolution code %j of either list is %s', (close_code, outcome) => {
    expect(read('incident', { state: '7', close_code }).outcome).toBe(outcome);
  });

  it('takes a resolution code that stayed behind on a reopened incident for nothing', () => {
    expect(read('incident', { state: '2', close_code: 'Duplicate' }).outcome).toBeNull();
  });

  it.each([
    ['not requested', 'none'],
    ['not_required', 'none'],
    ['requested', 'requested'],
    ['approved', 'approved'],
    ['rejected', 'rejected'],
    ['cancelled', 'none'],
    ['duplicate', 'none'],
    ['', 'none'],
  ])('the approval %j is %s', (approval, meaning) => {
    expect(read('sc_req_item', { approval }).approval).toBe(meaning);
  });

  it.each([
    ['phone', 'phone'],
    ['email', 'email'],
    ['self-service', 'self_service'],
    ['walk-in', 'walk_in'],
    ['chat', 'chat'],
    ['virtual_agent', 'chat'],
    ['monitoring', 'monitoring'],
    ['event', 'monitoring'],
    ['', null],
  ])('the contact type %j is %s', (contact_type, channel) => {
    expect(read('incident', { contact_type }).channel).toBe(channel);
  });

  it('reads priority, impact and urgency on our scale of five', () => {
    expect(levels.map((level) => read('incident', { priority: String(level) }).priority)).toEqual([1, 2, 3, 4, 5]);
    expect(['1', '2', '3'].map((code) => read('incident', { impact: code, urgency: code }))).toMatchObject([
      { impact: 2, urgency: 2 },
      { impact: 3, urgency: 3 },
      { impact: 4, urgency: 4 },
    ]);
  });

  it('strips our own preamble from a description, and keeps the text as Markdown', () => {
    const { fields } = write({ description: 'Rien \\*ne\\* va', requester: zoe }, 'incident', ['description']);
    expect(fields['description']).toContain('Demandeur : Zoé Ålund (zoe@exemple.fr)');
    expect(read('incident', { description: textOf(fields, 'description') }).description).toBe('Rien \\*ne\\* va');
  });

  it('asks about a state that the base system does not have', () => {
    const { words, said } = servicenow.read(nativeTicket('incident', { state: '-2' }));
    expect(said.status).toBeUndefined();
    expect(words.at(-1)?.decision).toMatchObject({ by: 'nobody', file: 'mappings/sites/servicenow.yaml' });
  });
});

describe('ServiceNow, written', () => {
  it.each([
    ['incident', ['1', '1', '1', '2', '2', '3', '6', '7', '8']],
    ['sc_req_item', ['1', '1', '1', '2', '2', '-5', '2', '3', '4']],
    ['sc_task', ['1', '1', '1', '2', '2', '-5', '2', '3', '4']],
    [
      'sc_request',
      [
        'draft',
        'submitted',
        'in_process',
        'in_process',
        'in_process',
        'in_process',
        'delivered',
        'closed_complete',
        'closed_cancelled',
      ],
    ],
  ])('every status has its state in %s', (nativeClass, states) => {
    const field = nativeClass === 'sc_request' ? 'request_state' : 'state';
    expect(statuses.map((status) => write({ status }, nativeClass, ['status']).fields[field])).toEqual(states);
  });

  it.each([
    ['solved', '3', null],
    ['workaround', '3', 'Contournement'],
    ['unsolved', '4', null],
    ['refused', '4', 'Refusé'],
    ['not_reproducible', '4', 'Non reproductible'],
    ['abandoned', '7', null],
    ['duplicate', '7', 'Doublon'],
    ['administrative', '7', 'Clôture administrative'],
    ['other', '3', 'Autre'],
  ] as const)(
    'a demande closed as %s is state %s, and the preamble says what the state does not',
    (outcome, state, line) => {
      const { fields } = write({ status: 'closed', outcome }, 'sc_req_item', ['status', 'outcome', 'description']);
      expect(fields['state']).toBe(state);
      expect(/^Issue : (.*)$/m.exec(textOf(fields, 'description'))?.[1] ?? null).toBe(line);
    },
  );

  it('says which statuses come out as another one', () => {
    const bent = (nativeClass: string, said: Partial<Ticket>) =>
      statuses.filter((status) => {
        const { losses } = write({ ...said, status }, nativeClass, ['status'], { person: () => 'z1' });
        return losses.some(({ field, what }) => field === 'status' && what === 'approximated');
      });
    const group = { name: 'DSI', codes: [] };
    expect(bent('incident', {})).toEqual(['queued', 'assigned', 'planned']);
    expect(bent('incident', { group })).toEqual(['new', 'assigned', 'planned']);
    expect(bent('incident', { group, assignee: zoe })).toEqual(['new', 'queued', 'planned']);
    expect(bent('sc_req_item', { assignee: zoe })).toEqual(['new', 'queued', 'planned', 'resolved', 'cancelled']);
  });

  it.each([
    ['solved', 'Solution provided', null],
    ['workaround', 'Workaround provided', null],
    ['duplicate', 'Duplicate', null],
    ['abandoned', 'Resolved by caller', null],
    ['unsolved', 'No resolution provided', null],
    ['refused', 'No resolution provided', 'approximated'],
    ['not_reproducible', 'No resolution provided', 'approximated'],
    ['administrative', 'No resolution provided', 'approximated'],
    ['other', 'No resolution provided', 'approximated'],
  ] as const)('an incident resolved as %s has the code %j (%s)', (outcome, code, what) => {
    const { fields, losses } = write({ status: 'resolved', outcome }, 'incident', ['outcome']);
    expect(fields['close_code']).toBe(code);
    expect(losses[0]?.what ?? null).toBe(what);
  });

  it('writes one word of the current list for every outcome, and none of the older one', () => {
    const codes = new Set(
      outcomes.map((outcome) =>
        textOf(write({ status: 'closed', outcome }, 'incident', ['outcome']).fields, 'close_code'),
      ),
    );
    expect([...codes].toSorted((a, b) => a.localeCompare(b))).toEqual([
      'Duplicate',
      'No resolution provided',
      'Resolved by caller',
      'Solution provided',
      'Workaround provided',
    ]);
  });

  it('tells a resolved incident its code and notes in the same breath: the data policy refuses it otherwise', () => {
    const { fields, words } = write({ status: 'resolved' }, 'incident', ['status']);
    expect(fields).toMatchObject({
      state: '6',
      close_code: 'Solution provided',
      close_notes: 'Ticket repris sans notes de résolution.',
    });
    expect(words.flatMap(({ decision }) => (decision.by === 'default' ? [decision.rule] : []))).toEqual([
      'issue-non-precisee',
      'sans-notes-de-resolution',
    ]);
    const resolution = { code: null, text: 'Écran changé', verdict: null, reason: null };
    expect(write({ status: 'closed', outcome: 'duplicate', resolution }, 'incident', ['status']).fields).toMatchObject({
      state: '7',
      close_code: 'Duplicate',
      close_notes: 'Écran changé',
    });
  });

  it('brings nothing along that the state does not ask for', () => {
    expect(Object.keys(write({ status: 'in_progress' }, 'incident', ['status']).fields)).toEqual(['state']);
    expect(Object.keys(write({ title: 'x' }, 'incident', ['title']).fields)).toContain('short_description');
  });

  it('gives every reason for waiting its hold_reason, and clears it when the wait is over', () => {
    const reason = (pendingReason: Ticket['pendingReason']) =>
      write({ status: 'pending', pendingReason }, 'incident', ['status']).fields['hold_reason'];
    expect(pendingReasons.map(reason)).toEqual(['1', '4', '4', '5', '3', null]);
    expect(write({ status: 'in_progress' }, 'incident', ['pendingReason']).fields['hold_reason']).toBeNull();
  });

  it('writes approvals and channels in its own words', () => {
    expect(approvals.map((approval) => write({ approval }, 'sc_req_item', ['approval']).fields['approval'])).toEqual([
      'not requested',
      'requested',
      'approved',
      'rejected',
    ]);
    expect(channels.map((channel) => write({ channel }, 'incident', ['channel']).fields['contact_type'])).toEqual([
      'phone',
      'email',
      'self-service',
      'walk-in',
      'chat',
      'monitoring',
      null,
    ]);
  });

  it.each([
    ['hardware.laptop', 'hardware'],
    ['hardware', 'hardware'],
    ['printing', 'hardware'],
    ['telephony.sim', 'hardware'],
    ['software.licence', 'software'],
    ['messaging.mailbox', 'software'],
    ['network.vpn', 'network'],
    ['database', 'database'],
    ['access.password', 'inquiry'],
    ['other', 'inquiry'],
    [null, 'inquiry'],
  ])('an incident about %s has the category %s', (category, native) => {
    expect(write({ category }, 'incident', ['category']).fields['category']).toBe(native);
  });

  it('has a word for every category there is', () => {
    for (const category of shippedCanon().categories)
      expect(write({ category }, 'incident', ['category']).words.every(({ decision }) => decision.by === 'row')).toBe(
        true,
      );
  });

  it('keeps the category that a coarser word stands for as a line to read', () => {
    const { fields, losses } = write({ category: 'hardware.laptop' }, 'incident', ['category']);
    expect(losses).toEqual([
      {
        field: 'category',
        what: 'approximated',
        detail: {
          fr: 'Catégorie : « Matériel › Ordinateur portable » devient « Matériel », le plus proche',
          en: 'Category: “Hardware › Laptop” becomes “Hardware”, the nearest',
        },
        kept: true,
      },
    ]);
    expect(fields['description']).toBe(
      '— Repris de cassius RITM0524w —\nCatégorie : Matériel › Ordinateur portable\n— —',
    );
  });
});

/** The lookup of the base system, as its documentation page «Priority lookup rules» has it. */
const lookup: Record<string, Record<string, string>> = {
  '1': { '1': '1', '2': '2', '3': '3' },
  '2': { '1': '2', '2': '3', '3': '4' },
  '3': { '1': '3', '2': '4', '3': '5' },
};
const level = fc.option(fc.constantFrom(...levels));

describe('a priority that ServiceNow works out by itself', () => {
  it('comes out as the priority of the ticket, whatever its impact and urgency are', () => {
    fc.assert(
      fc.property(fc.constantFrom(...levels), level, level, (priority, impact, urgency) => {
        const { fields } = write({ priority, impact, urgency }, 'incident', ['priority']);
        expect(fields).not.toHaveProperty('priority');
        expect(lookup[textOf(fields, 'impact')]?.[textOf(fields, 'urgency')]).toBe(String(priority));
      }),
    );
  });

  it('would come out as another one if only the priority were sent: the control', () => {
    // What a ticket of impact 3 - Low and urgency 3 - Low, the defaults, comes out as.
    expect(lookup['3']?.['3']).toBe('5');
  });

  it('leaves impact and urgency alone where they agree with it, and bends the urgency first', () => {
    const pair = (priority: Level | null, impact: Level | null, urgency: Level | null) => {
      const { fields, losses } = write({ priority, impact, urgency }, 'incident', ['impact', 'urgency', 'priority']);
      return [fields['impact'], fields['urgency'], ...losses.map((loss) => `${loss.field} ${loss.what}`)];
    };
    expect(pair(3, 3, 3)).toEqual(['2', '2']);
    expect(pair(3, 2, 4)).toEqual(['1', '3']);
    expect(pair(2, 3, 3)).toEqual(['2', '1', 'urgency approximated']);
    expect(pair(1, 4, 4)).toEqual(['1', '1', 'impact approximated', 'urgency approximated']);
    expect(pair(null, 2, 2)).toEqual(['1', '1']);
    expect(pair(4, 3, null)).toEqual(['2', '3']);
    expect(pair(5, null, null)).toEqual(['3', '3']);
    expect(pair(3, 1, 5)).toEqual(['1', '3', 'impact approximated', 'urgency approximated']);
  });

  it('is left to the tool where nobody gave one, by a rule with a name', () => {
    const { fields, words, losses } = write({}, 'incident', ['impact', 'urgency', 'priority']);
    expect(fields).not.toHaveProperty('impact');
    expect(fields).not.toHaveProperty('urgency');
    expect(words.map(({ decision }) => decision.by === 'default' && decision.rule)).toEqual([
      'sans-impact',
      'sans-urgence',
      'sans-priorite',
    ]);
    expect(losses).toEqual([]);
  });

  it('is written as it is on a demande, where nothing computes it', () => {
    expect(write({ priority: 2 }, 'sc_req_item', ['priority']).fields).toMatchObject({ priority: '2' });
  });
});

describe('there and back', () => {
  it('reads what it wrote as what was written, except where it said that it would not', () => {
    const said = fc.record({
      status: fc.constantFrom<Status>(...statuses),
      approval: fc.constantFrom(...approvals),
      outcome: fc.option(fc.constantFrom<Outcome>(...outcomes)),
      pendingReason: fc.option(fc.constantFrom(...pendingReasons)),
      channel: fc.option(fc.constantFrom(...channels)),
      priority: level,
      impact: level,
      urgency: level,
      category: fc.option(fc.constantFrom(...shippedCanon().categories)),
      title: fc.string({ unit: 'grapheme' }),
      assignee: fc.option(fc.constant(zoe)),
      group: fc.option(fc.constant({ name: 'DSI', codes: [] })),
    });
    const known = { person: () => 'z1', group: () => 'g1' };
    fc.assert(
      fc.property(said, fc.constantFrom('incident', 'sc_req_item'), (values, nativeClass) => {
        const fields = Object.keys(values) as TicketField[];
        const writing = write(values, nativeClass, fields, known);
        const shown: Record<string, NativeValue> = { ...writing.fields };
        const priority = lookup[textOf(shown, 'impact')]?.[textOf(shown, 'urgency')];
        if (nativeClass === 'incident' && priority !== undefined) shown['priority'] = priority;
        const back = servicenow.read(nativeTicket(nativeClass, shown)).said;
        const lost = new Set(writing.losses.map((loss) => loss.field));
        for (const field of fields) {
          const nobodySaid = values[field as keyof typeof values] === null;
          if (lost.has(field) || nobodySaid || field === 'group' || field === 'assignee') continue;
          if (field === 'outcome' && nativeClass === 'sc_req_item' && values.status !== 'closed') continue;
          expect({ field, value: back[field] }).toEqual({ field, value: values[field as keyof typeof values] });
        }
      }),
      { numRuns: 1500 },
    );
  });
});
