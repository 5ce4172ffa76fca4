import {
  approvals,
  channels,
  escalations,
  kinds,
  levels,
  modes,
  outcomes,
  pendingReasons,
  statuses,
  type Asset,
  type Group,
  type Person,
  type Ticket,
} from '@passerelle/ticket';
import fc from 'fast-check';
import type { Resolver } from '../mapping.js';
import { resolver, shippedCanon, ticket } from './load-from.js';

/** Texts as people in France type them, and as they come out of tools: accents, emoji, right to left, lines, blanks, blocks. */
export const prose: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '',
    'L’écran «noir» 🖥️ ne s’allume plus',
    'مرحبا بالعالم',
    '— Repris de chez moi —\n— —\n\nsuite',
    '\r\nun\r\n\r\ndeux ',
  ),
  fc
    .array(
      fc.constantFrom(
        '— —',
        '— Repris de x —',
        '\n',
        '\r\n',
        'Site : Lyon',
        ' : ',
        '  ',
        'é',
        '<b>',
        '&amp;',
        '`',
        '\\',
      ),
      { maxLength: 8 },
    )
    .map((pieces) => pieces.join('')),
);
const line = prose.map((text) => text.replace(/\s+/gu, ' ').trim());
const word = line.filter((text) => text !== '');
const one = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const moment = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }).map((at) => new Date(at).toISOString());

export const someone: fc.Arbitrary<Person> = fc
  .record({
    name: fc.option(one(['Zoé Ålund', 'Léa', 'CL... ST...', 'Inconnu', 'O’Brien'])),
    email: fc.option(one(['zoe@exemple.fr', 'LEA@exemple.fr'])),
    login: fc.option(one(['zalund'])),
    employeeNumber: fc.option(one(['P98888'])),
    cut: fc.boolean(),
  })
  .filter(({ name, email, login }) => (name ?? email ?? login) !== null);
const team: fc.Arbitrary<Group> = one(['DIRCI PROX P98888 - #33015', 'Réseau', 'Absente']).map((name) => ({
  name,
  codes: [],
}));
const machine: fc.Arbitrary<Asset> = fc.record({
  name: one(['203-02', 'PC-1', 'PC-2']),
  serial: fc.option(one(['SN42'])),
  uuid: fc.constant(null),
});

/** Any ticket that the canonical form allows. */
export const anyTicket: fc.Arbitrary<Ticket> = fc
  .record({
    kind: one(kinds),
    title: line,
    description: prose,
    status: one(statuses),
    pendingReason: fc.option(one(pendingReasons)),
    approval: one(approvals),
    outcome: fc.option(one(outcomes)),
    escalation: one(escalations),
    impact: fc.option(one(levels)),
    urgency: fc.option(one(levels)),
    priority: fc.option(one(levels)),
    category: fc.option(one([...shippedCanon().categories])),
    service: fc.option(word),
    subService: fc.option(word),
    organisation: fc.option(word),
    site: fc.option(word),
    mode: fc.option(one(modes)),
    callbackPhone: fc.option(word),
    channel: fc.option(one(channels)),
    requester: fc.option(someone),
    beneficiary: fc.option(someone),
    openedBy: fc.option(someone),
    firstGroup: fc.option(team),
    group: fc.option(team),
    assignee: fc.option(someone),
    reassignedCount: fc.option(fc.nat(9)),
    watchers: fc.array(someone, { maxLength: 3 }),
    assets: fc.array(machine, { maxLength: 3 }),
    tags: fc.array(word, { maxLength: 3 }),
    resolution: fc.option(
      fc.record({
        code: fc.option(word),
        text: fc.option(prose),
        verdict: fc.option(one(['accepted', 'refused'])),
        reason: fc.option(prose),
      }),
    ),
    relations: fc.array(
      fc.record({
        as: one(['parent', 'child', 'duplicate', 'related', 'problem', 'change', 'known_error']),
        number: one(['INC1', 'INC2']),
      }),
      { maxLength: 3 },
    ),
    due: fc.option(moment),
    created: fc.option(moment),
    updated: fc.option(moment),
    taken: fc.option(moment),
    resolved: fc.option(moment),
    closed: fc.option(moment),
    custom: fc.dictionary(
      one(['étage', 'vip', 'derniere_realisation', 'Site']),
      fc.oneof(word, fc.nat(), fc.boolean(), fc.constant(null)),
      { maxKeys: 3 },
    ),
  })
  .map((said) => ticket(said as Partial<Ticket>));

/** Some people, teams and machines are known there and some are not; some fields are short; some texts are too long for them. */
export const anyResolver: fc.Arbitrary<Resolver> = fc
  .record({
    unknown: fc.boolean(),
    instead: fc.boolean(),
    standIn: fc.boolean(),
    keepsInstants: fc.boolean(),
    short: fc.option(fc.integer({ min: 150, max: 500 })),
    language: one(['fr', 'en'] as const),
  })
  .map(({ unknown, instead, standIn, keepsInstants, short, language }) =>
    resolver({
      // An account that was read by its id alone is known by it again.
      person: ({ name, email }) =>
        name?.startsWith('id of')
          ? name
          : name === 'Inconnu' || unknown
            ? null
            : `id of ${email?.toLowerCase() ?? name ?? ''}`,
      group: (name) => (name === 'Absente' ? null : `id of ${name}`),
      ...(instead && { groupInstead: () => ({ id: 'helpdesk', name: 'HELPDESK' }) }),
      ...(standIn && { standIn: () => 'id of guest' }),
      asset: ({ name }) => (name === 'PC-1' ? null : `id of ${name}`),
      maxLength: (_, field) => (field === 'short_description' ? 40 : field === 'description' ? short : null),
      keepsInstants,
      language,
    }),
  );
