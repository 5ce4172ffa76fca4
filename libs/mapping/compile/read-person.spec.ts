import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import fc from 'fast-check';
import { loadText, nativeTicket, resolver, ticket, wellLoaded } from '../testing/load-from.js';
import { sameValue } from './same-value.js';

const tool = (form: 'text' | 'markdown' | 'html', named: 'address' | 'stand-in') =>
  wellLoaded(
    loadText(`
connector: outil
label: Outil
status: etat
fields:
  - { native: titre, is: title, as: line }
  - { native: texte, is: description, as: ${form} }
  - { native: demandeur, label: Demandeur, is: requester, as: person, named: ${named} }
classes:
  panne:
    label: Panne
    is: incident
    writes: [incident, request, suggestion]
    audience: public
    statuses:
      - native: ouvert
        is: new
        writes: [new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled]
journals:
  - { native: public, is: comment, as: text, writes: [comment, solution, verdict, document] }
  - { native: interne, is: work_note, as: text, writes: [work_note, task, handover, approval, change, mail_sent] }
`),
  );

const nobody = { name: null, email: null, login: null, employeeNumber: null, cut: false } satisfies Person;
const zoe: Person = { ...nobody, name: 'Zoé Ålund', email: 'zoe@exemple.fr' };
const strangers = (language: 'fr' | 'en') => resolver({ person: () => null, standIn: () => 'invite', language });

/** As the tool keeps what it was told: the account that was named is a stand-in. */
function kept(fields: NativeFields): NativeFields {
  const one = fields['demandeur'];
  const isAccount = typeof one === 'object' && one !== null && 'id' in one && one.id === 'invite';
  return isAccount ? { ...fields, demandeur: { id: 'invite', name: 'Invité', standIn: true } } : fields;
}

const names = fc.oneof(
  fc.constantFrom(
    'Zoé Ålund',
    "O’Brien d'Ávila",
    'Paul (Externe)',
    'محمد علي',
    'Ada 🙂 Lovelace',
    'Jean <b>Dupont</b> & fils',
    '*Gras* _Lucas_',
    'LEFÈVRE, Mathieu',
    'N’Diaye : Awa',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((text) => /^[\p{L}][\p{L} '-]*[\p{L}]$/u.test(text)),
);
const emails = fc.constantFrom('zoe@exemple.fr', 'Z.Ålund+1@sous.exemple.fr', "d'avila@exemple.fr");

describe.each(['text', 'markdown', 'html'] as const)(
  'somebody whom a tool does not know, beside a description in %s',
  (form) => {
    it.each(['address', 'stand-in'] as const)('comes back whole (%s)', (named) => {
      const mapping = tool(form, named);
      fc.assert(
        fc.property(names, emails, fc.constantFrom('fr', 'en'), (name, email, language) => {
          const person = { ...nobody, name, email };
          const told = ticket({ requester: person, description: 'Depuis ce matin.' });
          const { fields } = mapping.write(told, 'panne', mapping.writable('panne'), strangers(language));
          const { said } = mapping.read(nativeTicket('panne', kept(fields)));
          expect(said.requester).toEqual(person);
          expect(sameValue(said.description, 'Depuis ce matin.')).toBe(true);
          expect(mapping.says(kept(fields), 'panne', 'requester', told, strangers(language))).toBe(true);
        }),
      );
    });
  },
);

describe('an address', () => {
  const mapping = tool('text', 'address');

  it('that another line names somebody else for stays an address', () => {
    const told = ticket({ requester: zoe, description: 'Panne' });
    const { fields } = mapping.write(told, 'panne', mapping.writable('panne'), strangers('fr'));
    const other = { ...fields, demandeur: { id: null, name: null, email: 'yann@exemple.fr' } };
    expect(mapping.read(nativeTicket('panne', other)).said.requester).toEqual({ ...nobody, email: 'yann@exemple.fr' });
    // Control: with the address that the line names, the name is read.
    expect(mapping.read(nativeTicket('panne', fields)).said.requester).toEqual(zoe);
  });

  it('alone needs no line', () => {
    const told = ticket({ requester: { ...nobody, email: 'zoe@exemple.fr' }, description: 'Panne' });
    const { fields, losses } = mapping.write(told, 'panne', ['requester', 'description'], strangers('fr'));
    expect(fields['demandeur']).toEqual({ id: null, name: null, email: 'zoe@exemple.fr' });
    expect(fields['texte']).not.toContain('zoe@exemple.fr');
    expect(losses.filter(({ field }) => field === 'requester')).toEqual([]);
  });

  it('is marked where another tool has the voice, and of nobody else', () => {
    const told = ticket({ requester: zoe });
    const write = (resolve: ReturnType<typeof strangers>) =>
      mapping.write(told, 'panne', ['requester'], resolve).fields;
    expect(write({ ...strangers('fr'), hushed: true })['demandeur']).toMatchObject({ hushed: true });
    expect(write(strangers('fr'))['demandeur']).not.toHaveProperty('hushed');
    expect(write({ ...strangers('fr'), hushed: true, person: () => 'u7' })['demandeur']).toEqual({
      id: 'u7',
      name: null,
    });
  });
});

describe('somebody of whom there is no address', () => {
  it('is text alone where the tool takes addresses', () => {
    const told = ticket({ requester: { ...nobody, name: 'Zoé Ålund' }, description: 'Panne' });
    const { fields } = tool('text', 'address').write(told, 'panne', ['requester', 'description'], strangers('fr'));
    expect(fields['demandeur']).toBeNull();
    expect(fields['texte']).toContain('Demandeur : Zoé Ålund');
  });

  it('is stood for where somebody stands for all', () => {
    const mapping = tool('text', 'stand-in');
    const told = ticket({ requester: { ...nobody, name: 'Zoé Ålund' }, description: 'Panne' });
    const { fields } = mapping.write(told, 'panne', ['requester', 'description'], strangers('fr'));
    expect(fields['demandeur']).toEqual({ id: 'invite', name: null });
    expect(mapping.read(nativeTicket('panne', kept(fields))).said.requester).toEqual({ ...nobody, name: 'Zoé Ålund' });
  });
});
