import { fine, lacking, type Finding, type Told } from '@passerelle/connector';
import type { Properties } from './identity.js';

export const propertyTitle: Told = { fr: 'propriétés', en: 'properties' };
export const readProperties: Told = {
  fr: 'donnez le droit de lire sys_properties',
  en: 'grant read on sys_properties',
};

export function propertyFindings(properties: Properties): readonly Finding[] {
  if (properties.size === 0) {
    const detail = {
      fr: 'sys_properties est illisible : ni la version ni l’identité ne sont connues',
      en: 'sys_properties cannot be read: version and identity are not known',
    };
    return [lacking(propertyTitle, detail, readProperties)];
  }
  return [...strictness(properties), ...choices(properties)];
}

function strictness(properties: Properties): readonly Finding[] {
  const title = { fr: 'requêtes invalides', en: 'invalid queries' };
  if (properties.get('glide.invalid_query.returns_no_rows') === 'true')
    return [
      fine(title, {
        fr: 'une colonne inconnue dans une requête ne donne aucune ligne',
        en: 'an unknown column in a query returns no rows',
      }),
    ];
  return [
    lacking(
      title,
      {
        fr: 'une colonne inconnue dans une requête donne toutes les lignes ; les réponses sont contrôlées en conséquence',
        en: 'an unknown column in a query returns every row; answers are checked for it',
      },
      {
        fr: 'mettez glide.invalid_query.returns_no_rows à true',
        en: 'set glide.invalid_query.returns_no_rows to true',
      },
    ),
  ];
}

function choices(properties: Properties): readonly Finding[] {
  if (properties.get('glide.rest.choice.allow_non_existing_value') !== 'true') return [];
  return [
    lacking(
      { fr: 'listes de choix', en: 'choices' },
      {
        fr: 'des valeurs hors de leur liste de choix sont gardées',
        en: 'values outside their choice list are kept',
      },
      {
        fr: 'mettez glide.rest.choice.allow_non_existing_value à false',
        en: 'set glide.rest.choice.allow_non_existing_value to false',
      },
    ),
  ];
}
