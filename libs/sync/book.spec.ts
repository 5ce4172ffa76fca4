import { describe, expect, it } from '@jest/globals';
import type { NativePerson } from '@passerelle/connector';
import type { Mapping } from '@passerelle/mapping';
import type { Person } from '@passerelle/ticket';
import { openBook } from './book.js';
import type { Connected } from './connected.js';
import { personFingerprint } from './identity.js';
import { memoryRegister } from './memory/memory-register.js';
import { memoryStore } from './memory/memory-store.js';
import type { Terms } from './route.js';
import { sampleTicket } from './testing/samples.js';

const jean: Person = { name: 'Jean Martin', email: null, login: null, employeeNumber: null, cut: false };
const account = (id: string, name: string, more: Partial<NativePerson> = {}): NativePerson => ({
  id,
  name,
  email: null,
  login: null,
  employeeNumber: null,
  active: true,
  ...more,
});
const terms = {
  choices: {
    unknownPeople: 'text',
    ambiguousPeople: 'text',
    nameAlone: 'link',
    inactivePeople: 'text',
    missingGroup: null,
    internalFiles: 'refuse',
  },
  language: 'fr',
  zone: 'Europe/Paris',
} as unknown as Terms;

function glpi(people: readonly NativePerson[], groups: readonly string[] = []): Connected {
  const directory = {
    persons: async () => people,
    groups: async () => groups.map((name, at) => ({ id: String(at), name, active: true })),
  };
  const mapping = { nativeGroup: (name: string) => name } as unknown as Mapping;
  return { name: 'glpi', connector: { directory } as unknown as Connected['connector'], mapping } as Connected;
}

const whole = (requester: Person, group: string | null = null) => ({
  ...sampleTicket('a', { requester, group: group === null ? null : { name: group, codes: [] } }),
  entries: [],
  attachments: [],
});

describe('the book of people', () => {
  it('keeps who was named, who fits and why, and links nobody among homonyms', async () => {
    const book = await openBook(terms, glpi([account('1', 'Jean Martin'), account('2', 'MARTIN Jean')]));
    expect(await book.meet([whole(jean)])).toMatchObject([
      {
        connection: 'glpi',
        person: personFingerprint(jean),
        native: null,
        evidence: 'ambiguous',
        named: jean,
        candidates: [
          { id: '1', fits: ['name'] },
          { id: '2', fits: ['name'] },
        ],
      },
    ]);
    expect(book.resolver.person(jean)).toBeNull();
  });

  it('takes what somebody decided, at once and for good, whatever fits better later', async () => {
    const store = memoryStore();
    const remembered: Parameters<typeof openBook>[3] = (...asked) => store.personLinks(...asked);
    const to = glpi([account('1', 'Jean Martin'), account('2', 'MARTIN Jean')]);
    const book = await openBook(terms, to, undefined, remembered);
    await store.commit({ personLinks: await book.meet([whole(jean)]) });
    expect(book.resolver.person(jean)).toBeNull();
    const decision = {
      connection: 'glpi',
      person: personFingerprint(jean),
      native: '2',
      evidence: 'decision',
    } as const;
    await store.commit({ personLinks: [decision] });
    // The same process, which has met him before.
    expect(await book.meet([whole(jean)])).toEqual([]);
    expect(book.resolver.person(jean)).toBe('2');
    // Another process, and a directory in which one account fits alone.
    const later = await openBook(terms, glpi([account('1', 'Jean Martin')]), undefined, remembered);
    await store.commit({ personLinks: await later.meet([whole(jean)]) });
    expect(later.resolver.person(jean)).toBe('2');
    // Control: without the memory it would be the other one.
    const forgetful = await openBook(terms, glpi([account('1', 'Jean Martin')]));
    await store.commit({ personLinks: await forgetful.meet([whole(jean)]) });
    expect(forgetful.resolver.person(jean)).toBe('1');
    // And what was decided is not overwritten by what merely fits.
    expect((await store.personLinks('glpi', [personFingerprint(jean)])).get(personFingerprint(jean))?.native).toBe('2');
  });

  it('leaves somebody without an account of whom that was decided', async () => {
    const remembered: Parameters<typeof openBook>[3] = async () =>
      new Map([
        [
          personFingerprint(jean),
          { connection: 'glpi', person: personFingerprint(jean), native: null, evidence: 'decision' },
        ],
      ]);
    const book = await openBook(terms, glpi([account('1', 'Jean Martin')]), undefined, remembered);
    await book.meet([whole(jean)]);
    expect(book.resolver.person(jean)).toBeNull();
  });

  it('finds a team by its code or by its name without accents', async () => {
    const book = await openBook(terms, glpi([], ['Réseau', 'PROXIMITE P98888']));
    await book.meet([whole(jean, 'RESEAU'), whole(jean, 'DIRCI PROX P98888 - #33015')]);
    expect([book.resolver.group('RESEAU'), book.resolver.group('DIRCI PROX P98888 - #33015')]).toEqual(['0', '1']);
    expect(book.resolver.group('Téléphonie')).toBeNull();
  });

  it('guesses no team of two that fit alike, shows both, and remembers which one somebody chose', async () => {
    const register = memoryRegister();
    const to = glpi([], ['Réseau', 'RÉSEAU', 'Accueil']);
    const book = await openBook(terms, to, undefined, undefined, register);
    await book.meet([whole(jean, 'reseau'), whole(jean, 'Accueil'), whole(jean, 'Téléphonie')]);
    expect(book.resolver.group('reseau')).toBeNull();
    const kept = await register.places({ connection: 'glpi', kind: 'group', limit: 9 });
    const rows = kept.map(({ name, native, evidence, candidates }) => [name, native, evidence, candidates.length]);
    expect(rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['Accueil', '2', 'name', 1],
      ['Téléphonie', null, 'none', 0],
      ['reseau', null, 'ambiguous', 2],
    ]);
    const unsure = kept.filter(({ evidence }) => evidence === 'ambiguous');
    await register.keepPlaces(
      unsure.map((link) => ({ ...link, native: '1', called: 'RÉSEAU', evidence: 'decision', by: 'Nadia', at: null })),
    );
    await book.meet([whole(jean, 'reseau')]);
    expect(book.resolver.group('reseau')).toBe('1');
    const next = await openBook(terms, to, undefined, undefined, register);
    await next.meet([whole(jean, 'reseau')]);
    expect(next.resolver.group('reseau')).toBe('1');
  });

  it('knows the team that takes the tickets of those that are missing, before anybody names it', async () => {
    const missing = (missingGroup: string | null): Terms => ({ ...terms, choices: { ...terms.choices, missingGroup } });
    const book = await openBook(missing('ACCUEIL'), glpi([], ['Réseau', 'Accueil']));
    expect(book.resolver.groupInstead?.()).toEqual({ id: '1', name: 'ACCUEIL' });
    expect(book.resolver.group('Téléphonie')).toBeNull();
    // One that is not there either takes nothing.
    const other = await openBook(missing('Standard'), glpi([], ['Réseau']));
    expect(other.resolver.groupInstead?.()).toBeNull();
    const none = await openBook(terms, glpi([], ['Réseau']));
    expect(none.resolver.groupInstead?.()).toBeNull();
  });

  it('asks a directory for nobody twice, and for nobody of whom nothing is said', async () => {
    const asked: string[][] = [];
    const to = glpi([account('1', 'Jean Martin')], ['Réseau']);
    const directory = {
      ...to.connector.directory,
      groups: async (names: readonly string[]) => {
        asked.push([...names]);
        return [{ id: '0', name: 'Réseau', active: true }];
      },
    };
    const book = await openBook(terms, { ...to, connector: { ...to.connector, directory } as Connected['connector'] });
    await book.meet([whole(jean, 'RESEAU'), whole(jean, 'RESEAU')]);
    await book.meet([whole(jean, 'RESEAU'), whole(jean)]);
    expect(asked.filter((names) => names.length > 0)).toEqual([['RESEAU']]);
  });

  it('links an account that is shut only where the route says so', async () => {
    const shut = glpi([account('1', 'Jean Martin', { active: false })]);
    const link = async (inactivePeople: string) => {
      const book = await openBook({ ...terms, choices: { ...terms.choices, inactivePeople } } as Terms, shut);
      await book.meet([whole(jean)]);
      return book.resolver.person(jean);
    };
    expect([await link('text'), await link('link')]).toEqual([null, '1']);
  });
});
