import type { Difference } from '@passerelle/workflow';
import type { LifecycleWords } from './words.js';

const named = (label: string, code: string): string => (label === code ? `«${code}»` : `«${label}» (${code})`);

export const lifecycleFr: LifecycleWords = {
  name: 'cycle de vie',
  same: (told) =>
    (
      ({
        moves: ['états, transitions et mots sont ceux de l’outil', ''],
        words: ['états et mots sont ceux de l’outil, qui ne dit pas ses transitions', ''],
        nothing: [
          'le mapping lit tous les états connus; l’API d’iTop ne dit ni ses états ni ses transitions',
          'pour les comparer : datamodel, une copie de data/datamodel-production.xml à côté de la configuration',
        ],
      }) as const
    )[told],
  untold: (why) => [
    `l’outil n’a rien dit de son cycle de vie : ${why}`,
    'régler ce que dit le message, puis relancer check',
  ],
  differs,
  more: (count) => `et ${count} autre${count > 1 ? 's' : ''}`,
};

function differs(one: Difference, connector: string): readonly [string, string] {
  const itop = connector === 'itop';
  switch (one.kind) {
    case 'state-undeclared':
      return [
        `${one.class} : l’état ${named(one.label, one.state)} existe dans l’outil et n’est pas déclaré`,
        itop
          ? `le déclarer : site.${one.class}.states et .transitions de la connexion, et une ligne d’état dans le mapping`
          : 'ajouter une ligne d’état au mapping ; aucun ticket n’y sera mené, faute de transition déclarée',
      ];
    case 'state-gone':
      return [
        `${one.class} : l’état ${named(one.label, one.state)} est déclaré et n’existe pas, ou plus, dans l’outil`,
        itop
          ? `retirer ses stimuli (site.${one.class}.without) et l’enlever du mapping (remove)`
          : 'écrire un autre mot dans le mapping (writes), ou rétablir l’état dans l’outil',
      ];
    case 'move-gone':
      return [
        `${one.class} : ${move(one)} est déclarée et l’outil ne l’a pas, ou l’interdit à ce compte`,
        itop
          ? `la retirer (site.${one.class}.without), ou la rétablir dans le modèle de données`
          : 'l’autoriser dans le profil du compte (cycle de vie), sinon ce qui passe par là sera refusé',
      ];
    case 'move-undeclared':
      return [
        `${one.class} : ${move(one)} existe dans l’outil et n’est pas déclarée`,
        itop ? `la déclarer : site.${one.class}.transitions` : 'rien n’est perdu : elle n’est simplement jamais prise',
      ];
    case 'field-gone':
      return [
        `${one.class} : ${one.field} est exigé pour aller en ${one.states.join(', ')}, et l’outil n’a pas ce champ`,
        'rendre le champ lisible au compte, ou le déclarer autrement',
      ];
    case 'field-wanted':
      return [
        `${one.class} : l’outil exige ${one.field} en ${one.states.join(', ')}, et ce n’est pas déclaré`,
        `associer un champ à ${one.field} dans le mapping${itop ? `, et l’ajouter aux requires de site.${one.class}.transitions` : ''}`,
      ];
    case 'word-unread':
      return [
        `${one.class}.${one.field} : ${named(one.label, one.code)} existe dans l’outil et le mapping ne sait pas le lire`,
        `ajouter une ligne au mapping : { native: '${one.code}', label: ${one.label}, is: … }; d’ici là ces tickets vont en quarantaine`,
      ];
    case 'word-gone':
      return [
        `${one.class}.${one.field} : le mapping écrit «${one.code}», que l’outil n’a pas, ou plus`,
        'écrire un autre mot (writes), ou rétablir celui-ci dans l’outil',
      ];
  }
}

function move({ by, labels: [from, to] }: Extract<Difference, { kind: 'move-gone' | 'move-undeclared' }>): string {
  return `la transition «${from}» → «${to}»${by === null ? '' : ` (${by})`}`;
}
