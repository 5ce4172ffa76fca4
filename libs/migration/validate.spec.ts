import { describe, expect, it } from '@jest/globals';
import { asIs, type NativeVocabulary } from '@passerelle/connector';
import { validateDraft } from './validate.js';

const rule = (label: string, more: Partial<NativeVocabulary['classes'][string][string]> = {}) => ({
  label,
  mandatory: false,
  maxLength: null,
  choices: null,
  ...more,
});
const vocabulary: NativeVocabulary = {
  classes: {
    incident: {
      short_description: rule('Titre', { mandatory: true, maxLength: 10 }),
      category: rule('Catégorie', { choices: [{ code: 'network', label: 'Réseau', active: true }] }),
      subcategory: rule('Sous-catégorie', {
        choices: [
          { code: 'vpn', label: 'VPN', active: true, under: { field: 'category', code: 'network' } },
          { code: 'fax', label: 'Fax', active: false },
        ],
      }),
      caller_id: rule('Demandeur'),
    },
  },
};
const fieldsAt = (fields: Record<string, string | null>) =>
  validateDraft('RITM0524w', 'incident', fields, vocabulary).map(({ field, came }) => [field, came.en]);

describe('holding a draft against the target’s own vocabulary', () => {
  it('finds nothing wrong with a draft that the target takes as it is', () => {
    expect(fieldsAt({ short_description: 'Écran', category: 'network', subcategory: 'vpn', caller_id: null })).toEqual(
      [],
    );
  });

  it.each([
    ['a text that is too long', { short_description: 'Ordinateur portable' }, [['short_description', '19 characters']]],
    ['a mandatory field without a value', { short_description: null }, [['short_description', 'nothing']]],
    ['a field that the class does not have', { short_description: 'x', u_other: 'y' }, [['u_other', 'u_other']]],
    ['a word that is no choice', { short_description: 'x', category: 'Réseau' }, [['category', 'Réseau']]],
    ['a choice that is switched off', { short_description: 'x', subcategory: 'fax' }, [['subcategory', 'fax']]],
    ['a choice under another parent', { short_description: 'x', subcategory: 'vpn' }, [['subcategory', 'vpn']]],
  ])('names %s', (_, fields: Record<string, string | null>, expected) => {
    expect(fieldsAt(fields)).toEqual(expected);
  });

  it('says in French what was expected, what came and what to do', () => {
    const fields = { short_description: 'Ordinateur portable', category: 'Réseau', u_other: 'y' };
    const found = validateDraft('RITM0524w', 'incident', fields, vocabulary);
    expect(found.map(({ expected, came, advice }) => `attendu ${expected.fr}, reçu ${came.fr} ; ${advice.fr}`)).toEqual(
      [
        'attendu au plus 10 caractères (Titre), reçu 19 caractères ; raccourcissez-le dans la source, ou faites-le correspondre à un champ plus long',
        'attendu un choix de «Catégorie» : network, reçu Réseau ; la cible l’écarterait sans rien dire : faites-le correspondre à l’un de ceux-ci',
        'attendu un champ de la classe incident, reçu u_other ; retirez sa ligne du mapping, ou donnez le droit de le lire',
      ],
    );
  });

  it('reports all faults of a ticket at once', () => {
    expect(fieldsAt({ category: 'x', u_other: 'y' })).toHaveLength(3);
  });

  it('names a class that the target does not have', () => {
    expect(validateDraft('1', 'sc_req_item', {}, vocabulary)).toMatchObject([
      {
        field: 'class',
        came: asIs('sc_req_item'),
        expected: { fr: 'l’une de ces classes : incident', en: 'one of incident' },
      },
    ]);
  });
});
