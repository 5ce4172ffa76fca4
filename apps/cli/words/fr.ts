import { fieldNames } from './field-names.js';
import { lifecycleFr } from './lifecycle/fr.js';
import { mirrorFr } from './mirror/fr.js';
import { peopleFr } from './people/fr.js';
import type { Words } from './words.js';

const field = fieldNames('fr');
const n = (count: number): string => count.toLocaleString('fr-FR');
const s = (count: number): string => (count > 1 ? 's' : '');

export const fr: Words = {
  language: 'fr',
  locale: 'fr-FR',
  field,
  yes: 'oui',
  no: 'non',
  plan: {
    title: (route, from, to) => `Plan de migration «${route}» : ${from} → ${to}`,
    read: (tickets, entries, internal, attachments) =>
      `Lu : ${n(tickets)} tickets, ${n(entries)} lignes de journal dont ${n(internal)} internes, ${n(attachments)} pièces jointes`,
    create: (tickets, entries, attachments) =>
      `À créer : ${n(tickets)} tickets, ${n(entries)} lignes de journal, ${n(attachments)} pièces jointes`,
    bonded: (bonded, adoptable) =>
      `Déjà dans la cible : ${n(bonded)} liés par un passage précédent, ${n(adoptable)} à adopter par leur numéro`,
    outside: (count) => `Hors du filtre de la route : ${n(count)}`,
    stopped: (count) => `En quarantaine, un mot n'étant pas décidé : ${n(count)}`,
    broken: (count) => `Lignes illisibles : ${n(count)}`,
    ready: 'Tout est décidé : la migration peut commencer.',
    notReady: 'La migration ne commencera pas tant que ce qui suit n’est pas réglé.',
    sections: {
      words: 'Mots : états, catégories, groupes, priorités, journaux',
      people: 'Personnes',
      groups: 'Groupes',
      faults: 'À régler',
      moves: 'Transitions auxquelles il manque quelque chose dans la cible',
      losses: 'Ce qui ne sera pas tel quel dans la cible',
      reactions: 'Ce que la cible fera d’elle-même',
      broken: 'Lignes illisibles',
    },
    headings: {
      side: 'côté',
      what: 'quoi',
      word: 'mot',
      means: 'sens',
      count: 'nombre',
      decided: 'décidé par',
      person: 'personne',
      evidence: 'reconnue par',
      becomes: 'devient',
      group: 'groupe',
      found: 'existe',
      field: 'champ',
      expected: 'attendu',
      came: 'reçu',
      advice: 'que faire',
      detail: 'détail',
      kept: 'gardé en texte',
      name: 'nom',
      place: 'où',
      tickets: 'tickets',
    },
    move: {
      heading: 'de → à',
      by: 'par',
      missing: (names) => `il manque : ${names.join(', ')}`,
      fill: 'remplir ces champs dans la source, leur donner une valeur par défaut dans le mapping (empty, none), ou les compléter après coup',
      map: 'écrire un autre état (writes), ou déclarer la transition',
    },
    sides: { source: 'source', target: 'cible' },
    decisions: { row: 'ligne', default: 'règle par défaut', refusal: 'refus', nobody: 'PERSONNE' },
    evidences: {
      email: 'adresse',
      employee_number: 'matricule',
      login: 'identifiant',
      name: 'nom',
      ambiguous: 'plusieurs possibles',
      none: 'inconnue',
      decision: 'décision',
    },
    asText: 'gardée en texte',
    inactive: 'compte inactif',
    cut: 'nom tronqué',
    calls: (calls, seconds) =>
      `Appels prévus : ${n(calls)}${seconds === null ? '' : ` (environ ${duration(seconds)} à la cadence de la cible)`}`,
    mails: (count) => `Courriels que la cible enverrait : ${n(count)}`,
    silent: 'La cible se taira : le compagnon est installé (ni courriel, ni flux, ni horloge SLA).',
    headers: 'Auteurs et dates des lignes de journal : dans un court en-tête, la cible ne les gardant pas.',
    native: 'Auteurs et dates des lignes de journal : gardés par la cible elle-même.',
    kinds: { mail: 'courriel', flow: 'flux', clock: 'horloge SLA' },
    more: (count) => `… et ${n(count)} autre${s(count)}`,
  },
  run: {
    drift: (count) => `La réalité s'écarte du plan approuvé sur ${n(count)} point${s(count)} :`,
    noDrift: 'Conforme au plan approuvé.',
    done: (tickets, adopted, entries, attachments) =>
      `Créés : ${n(tickets)} tickets (${n(adopted)} adoptés), ${n(entries)} lignes de journal, ${n(attachments)} pièces jointes.`,
    dead: (count) => `${n(count)} envoi${s(count)} attend${count > 1 ? 'ent' : ''} une décision humaine :`,
    calls: (count) => `Appels à la cible : ${n(count)}`,
    waiting: (until, why) =>
      `Attente jusqu'à ${until} (${why === 'settling' ? 'sort d’un envoi inconnu' : 'nouvel essai'})`,
    progress: 'Migration',
    interrupted: 'Interrompu : rien n’est perdu, la même commande reprend.',
  },
  verify: {
    title: 'Reçu : source relue, cible relue, tout rapproché',
    rows: {
      tickets: 'tickets',
      entries: 'lignes de journal',
      internal: 'dont internes',
      attachments: 'pièces jointes',
    },
    seen: 'dans la source',
    arrived: 'dans la cible',
    crossed: (count) => `Lignes internes visibles du demandeur : ${n(count)}`,
    whole: 'Complet : chaque ticket, chaque ligne, chaque fichier est arrivé, une seule fois.',
    gaps: (count) => `${n(count)} écart${s(count)} :`,
    left: (count) => `Fichiers laissés sur place, internes ou trop grands : ${n(count)}`,
    moved: (count) => `Champs modifiés depuis dans la cible (laissés tels quels) : ${n(count)}`,
    lossy: 'Avec perte :',
    lost: {
      'no-field': 'pas de champ pour cela',
      'no-word': 'pas de mot pour cela',
      unresolved: 'introuvable dans la cible',
      cut: 'texte coupé',
      approximated: 'mot le plus proche',
    },
    outside: (count) => `Hors du filtre de la route : ${n(count)}`,
    kinds: {
      ticket: 'ticket absent',
      field: 'champ différent',
      entry: 'ligne absente',
      attachment: 'fichier absent',
      broken: 'ligne illisible',
      quarantined: 'en quarantaine',
      doubled: 'en double',
      crossed: 'INTERNE VISIBLE',
    },
    sample: {
      title: 'Feuille d’échantillon pour la recette',
      explain: 'Ouvrez chaque ticket dans les deux outils, comparez, et signez.',
      headings: ['ancien', 'nouveau', 'titre', 'état', 'journal', 'fichiers', 'conforme', 'remarque'],
    },
  },
  delta: {
    title: (read, silent) => `${n(read)} tickets lus, ${n(silent)} inchangés`,
    fresh: (count) => `Nouveaux : ${n(count)}`,
    changed: (count) => `Modifiés : ${n(count)}`,
    missing: (count) => `Connus et absents de cet export : ${n(count)}`,
    parts: (fields, entries, attachments) =>
      [
        fields.length > 0 ? `champs ${fields.map(field).join(', ')}` : '',
        entries > 0 ? `${n(entries)} ligne${s(entries)}` : '',
        attachments > 0 ? `${n(attachments)} fichier${s(attachments)}` : '',
      ]
        .filter((part) => part !== '')
        .join(' ; '),
  },
  rollback: {
    preview: (count) => `Seraient retirés (créés par cette migration, intouchés depuis) : ${n(count)}`,
    left: (count) => `Seraient laissés : ${n(count)}`,
    done: (removed, cancelled, failed) =>
      `Retirés : ${n(removed)}, annulés faute de droit de suppression : ${n(cancelled)}, échecs : ${n(failed)}.`,
    why: { adopted: 'était déjà là', touched: 'modifié depuis', gone: 'a disparu' },
    confirm: (count) => `Rien n'a été fait. Pour retirer : --yes --accept-removals ${count}`,
  },
  ticket: {
    nothing: (number) => `Aucun ticket ne porte le numéro «${number}».`,
    title: (number, kind, status) => `${number} · ${kind} · ${status}`,
    bond: (connection, number, how) => `${connection} : ${number} (${how})`,
    how: { seen: 'lu', created: 'créé par Passerelle', adopted: 'adopté' },
    parts: (entries, attachments) =>
      `${n(entries)} ligne${s(entries)} de journal, ${n(attachments)} pièce${s(attachments)} jointe${s(attachments)}`,
    waiting: (count) => `${n(count)} envoi${s(count)} en attente`,
  },
  check: { ok: 'bon', bad: 'à régler', lifecycle: lifecycleFr },
  demo: {
    steps: [
      '1. L’export CASSIUS est lu, le plan montré',
      '2. Un pilote de dix tickets',
      '3. Le reste',
      '4. La vérification',
    ],
    done: 'Tout est arrivé.',
    serve: {
      at: (url) => `La console : ${url}`,
      login: (login, password, role) => `  ${login} / ${password}  (${role})`,
      tools: (url) => `Les outils simulés : ${url}`,
      stop: 'Ctrl-C arrête tout, et rien ne reste.',
    },
  },
  mirror: mirrorFr,
  people: peopleFr,
  todo: 'Que faire',
};

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} h`;
}
