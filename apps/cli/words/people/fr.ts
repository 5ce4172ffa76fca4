import type { PeopleWords } from './words.js';

export const peopleFr: PeopleWords = {
  none: 'Personne à montrer.',
  met: (name, connection) => `${name} dans ${connection}`,
  linked: (native, evidence) => `compte ${native} (${evidence})`,
  unlinked: (evidence) => `sans compte (${evidence})`,
  candidate: (name, id, fits) => `${name} [${id}] : ${fits}`,
  how: 'Pour décider : passerelle people match <personne> <connexion>:<compte>, ou <connexion>:none',
  decided: (name, account, connection) => `${name} est ${account} dans ${connection}, et le restera.`,
  noAccount: 'sans compte',
  person: (person) => `Remplacé partout par «Personne effacée ${person}»`,
  rows: (table, count) => `${table} : ${count.toLocaleString('fr-FR')}`,
  namesakes: 'Du même nom, et peut-être quelqu’un d’autre (--namesakes pour les prendre aussi) :',
  dryRun: 'Rien n’a été changé. La même commande avec --yes efface.',
  contents: (rewritten, dropped, unread) =>
    `contenus de fichiers : ${rewritten} réécrits, ${dropped} retirés, ${unread} que seul un lecteur peut examiner`,
  accounts: (count) => `comptes ici : ${count}, gardés comme clés, sans connexion possible`,
  erased: 'Effacé. Ce que les outils gardent eux-mêmes y reste, sans plus revenir ici.',
  exported: (count, file) => `${count.toLocaleString('fr-FR')} enregistrements écrits dans ${file}`,
  duplicates: {
    none: 'Aucun doublon proposé.',
    offered: (count) => `${count.toLocaleString('fr-FR')} nouvelle(s) proposition(s)`,
    how: 'Pour répondre : passerelle duplicates accept <id> | refuse <id>',
    answered: (state) => (state === 'accepted' ? 'Liés comme doublons ; rien n’est fusionné.' : 'Refusé.'),
  },
  places: {
    none: 'Ni équipe, ni organisation, ni site à montrer.',
    met: (name, kind, connection) => `${name} (${kind === 'group' ? 'équipe' : kind}) dans ${connection}`,
    linked: (called, native, evidence) => `${called} [${native}] (${evidence})`,
    unlinked: (evidence) => `reste dans le texte (${evidence})`,
    how: 'Pour décider : passerelle places match <nom> <connexion>:<nom ou id>, ou <connexion>:none',
    decided: (name, called, connection) => `${name} est ${called} dans ${connection}, et le restera.`,
    nothing: 'du texte seulement',
  },
  moved: (number, category, tools) => `${number} est rangé sous ${category} ; outils à prévenir : ${tools}`,
  refused: (why) => `Une règle ne l’accepte pas : ${why}`,
};
