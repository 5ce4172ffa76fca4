import type { MirrorWords } from './words.js';

const n = (count: number): string => count.toLocaleString('fr-FR');
const s = (count: number): string => (count > 1 ? 's' : '');

export const mirrorFr: MirrorWords = {
  receipt: {
    title: (started, ended) => `Synchronisation de ${started} à ${ended}`,
    headings: ['connexion', 'lus', 'nouveaux', 'créés', 'modifiés', 'lignes', 'fichiers', 'entendue en entier'],
    window: (from, to) => `${from ?? 'l’origine'} → ${to}`,
    unheard: 'non',
    internal: (seen, crossed) =>
      `Lignes et fichiers internes nouveaux : ${n(seen)} ; visibles d’un demandeur : ${n(crossed)}`,
    left: (connection, left) =>
      `${connection} : ${parts([
        [left.queued, 'en file'],
        [left.inFlight, 'en vol'],
        [left.dead, `lettre${s(left.dead)} morte${s(left.dead)}`],
        [left.quarantined, 'en quarantaine'],
        [left.postponed, 'à relire'],
      ])}`,
    conflicts: (count) => `${n(count)} conflit${s(count)} sans propriétaire : voir «passerelle conflicts --open»`,
    paused: (scopes) => `En pause, et non entendus entre-temps : ${scopes.join(', ')}`,
    green: 'Complet : tout a été entendu, tout a été dit.',
    gap: 'Incomplet : voir ci-dessus.',
    watching: (connections) => `Veille sur ${connections.join(', ')} ; Ctrl-C arrête`,
  },
  plan: {
    title: 'Ce qui serait dit ; rien n’est écrit',
    nothing: 'Rien : chaque outil dit déjà ce que disent les autres.',
    connection: (name, queued, foreseen) => `${name} : ${n(queued)} en file, ${n(foreseen)} à prévoir`,
    queued: 'en file',
    foreseen: 'à prévoir',
    acts: {
      create: 'créer',
      update: 'modifier',
      append: 'ajouter',
      amend: 'corriger',
      retract: 'retirer',
      attach: 'joindre',
    },
    audiences: { public: 'public', internal: 'interne' },
    move: 'état',
    missing: (names) => `il manque ${names.join(', ')} : à remplir avant l’envoi`,
    stopped: (count) => `Iraient en quarantaine : ${n(count)}`,
    failed: (connection, message) => `${connection} n’a pu être entendue : ${message}`,
    unheard: 'On n’en montre que ce qui est en file.',
  },
  budget: {
    title: 'Budget',
    line: (calls, seconds, ends) =>
      `${n(calls)} appel${s(calls)} prévu${s(calls)}${seconds === null ? '' : `, environ ${age(seconds * 1_000)} à sa cadence`}${ends === null ? '' : `, jusqu’à ${ends}`}`,
    quota: (remaining, limit) =>
      `${remaining} appel(s) restant(s)${limit === null ? '' : ` sur ${limit}`}, d’après l’outil`,
    free: 'rien de prévu',
    rests: (until) => `heures calmes jusqu’à ${until} : seul ce que quelqu’un vient de dire part`,
  },
  bonds: {
    headings: ['connexion', 'numéro', 'origine', 'état', 'lien'],
    gone: { removed: 'retiré', cancelled: 'annulé', vanished: 'disparu' },
    waiting: (connection, count) => `${connection} : ${n(count)} envoi${s(count)} en attente`,
  },
  conflicts: {
    none: 'Aucun conflit.',
    line: ({ id, number, field, connection, at }) => `${id} · ${number} · ${field} · ${connection} l’a changé, ${at}`,
    values: (theirs, ours) => `le sien : ${theirs} · le nôtre : ${ours}`,
    stands: (stands, owner) =>
      `${stands === 'theirs' ? 'le sien' : 'le nôtre'} tient${owner === null ? '' : `, ${owner} en est propriétaire`}`,
    open: 'À DÉCIDER',
    how: 'Pour décider : passerelle conflicts decide <id> theirs|ours',
    decided: (count) =>
      `Décidé : ${n(count)} champ${s(count)}. Tous les intéressés l’apprennent à la prochaine synchronisation.`,
  },
  dead: {
    none: 'Aucune lettre morte.',
    line: ({ key, connection, number, what, age: since, owner }) =>
      `${key} · ${connection} · ${number} · ${what} · ${since} · ${owner}`,
    perhaps: 'Peut-être arrivé : regardez dans l’outil avant de le renvoyer.',
    how: 'Pour renvoyer : passerelle dead retry <clé> ; pour renoncer : passerelle dead drop <clé> --why <raison>',
    retried: (count) => `Remis en file : ${n(count)}`,
    dropped: (count) => `Abandonné${s(count)} : ${n(count)}`,
  },
  quarantine: {
    none: 'Rien en quarantaine.',
    reasons: {
      'unknown-word': 'un mot que personne n’a décidé',
      'refused-word': 'un mot refusé',
      broken: 'illisible',
      unwritable: 'ne peut être écrit',
    },
    line: ({ connection, number, reason, age: since, owner }) =>
      `${connection} · ${number} · ${reason} · ${since} · ${owner}`,
    released: (before, after) => `Libérés : ${n(before - after)} ; encore en quarantaine : ${n(after)}`,
    other: (connection) => `${connection} n’est dans aucun miroir : sa migration la relit`,
  },
  nobody: 'sans responsable',
  age,
  pause: {
    none: 'Rien n’est en pause.',
    scope,
    line: (what, since, by, why) => `${scope(what)} · depuis ${since} · ${by}${why === '' ? '' : ` · ${why}`}`,
    paused: (what) => `En pause : ${scope(what)}. Ni entendu ni informé jusqu’à «passerelle resume».`,
    resumed: (what) => `Reprend : ${scope(what)}`,
    notPaused: (what) => `N’était pas en pause : ${scope(what)}`,
  },
  explain: {
    value: (field, value) => `${field} : ${value}`,
    empty: '(vide)',
    because: (why) => `à cause de ${why}`,
    noReason: 'personne n’en a rien dit',
    said: (connection, heard) => `${connection} a dit en dernier, ${heard} :`,
    reads: (value, row) => `se lit ${value} (${row})`,
    unsaid: 'rien là-dessus',
    rules: 'Les règles, telles qu’elles parleraient maintenant :',
    did: { fired: 'parle', 'so-already': 'déjà ainsi', waits: 'attend', silent: 'se tait' },
    conflicts: 'Conflits :',
    waits: (connection) => `${connection} ne le sait pas encore`,
  },
  replay: {
    title: (tickets, changed, reopened, closed) =>
      `${n(tickets)} ticket${s(tickets)} relu${s(tickets)} : ${n(changed)} changeraient, ${n(reopened)} rouvriraient, ${n(closed)} seraient clos`,
    unread: (count) => `Sans observation enregistrée : ${n(count)}`,
    stopped: (count) => `Iraient en quarantaine : ${n(count)}`,
    reopens: 'rouvrirait',
    closes: 'serait clos',
    nothing: 'Rien n’est écrit.',
  },
};

function parts(all: readonly (readonly [number, string])[]): string {
  return all.flatMap(([count, what]) => (count > 0 ? [`${n(count)} ${what}`] : [])).join(', ');
}

function age(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${Math.round(ms / 1_000)} s`;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`;
  return `${n(Math.round(minutes / 1_440))} jours`;
}

function scope(what: string): string {
  if (what === 'all') return 'tout';
  return what.replace(/^connection:/, 'la connexion ').replace(/^ticket:/, 'le ticket ');
}
