import type { MirrorWords } from './words.js';

const n = (count: number): string => count.toLocaleString('en-GB');
const s = (count: number): string => (count === 1 ? '' : 's');

export const mirrorEn: MirrorWords = {
  receipt: {
    title: (started, ended) => `Synchronisation from ${started} to ${ended}`,
    headings: ['connection', 'heard', 'news', 'created', 'updated', 'lines', 'files', 'heard in full'],
    window: (from, to) => `${from ?? 'the beginning'} → ${to}`,
    unheard: 'no',
    internal: (seen, crossed) => `New internal entries and files: ${n(seen)}; that a requester can read: ${n(crossed)}`,
    left: (connection, left) =>
      `${connection}: ${parts([
        [left.queued, 'queued'],
        [left.inFlight, 'in flight'],
        [left.dead, `dead letter${s(left.dead)}`],
        [left.quarantined, 'in quarantine'],
        [left.postponed, 'to be read again'],
      ])}`,
    conflicts: (count) => `${n(count)} conflict${s(count)} without an owner: see “passerelle conflicts --open”`,
    paused: (scopes) => `Paused, and not heard meanwhile: ${scopes.join(', ')}`,
    green: 'Complete: everything was heard, everything was told.',
    gap: 'Not complete: see above.',
    watching: (connections) => `Watching ${connections.join(', ')}; Ctrl-C stops`,
  },
  plan: {
    title: 'What would be told; nothing is written',
    nothing: 'Nothing: every tool says already what the others say.',
    connection: (name, queued, foreseen) => `${name}: ${n(queued)} queued, ${n(foreseen)} foreseen`,
    queued: 'queued',
    foreseen: 'foreseen',
    acts: {
      create: 'create',
      update: 'update',
      append: 'append',
      amend: 'amend',
      retract: 'take back',
      attach: 'attach',
    },
    audiences: { public: 'public', internal: 'internal' },
    move: 'state',
    missing: (names) => `missing: ${names.join(', ')}; fill in before it is sent`,
    stopped: (count) => `Would go into quarantine: ${n(count)}`,
    failed: (connection, message) => `${connection} could not be heard: ${message}`,
    unheard: 'Only what is queued is shown of it.',
  },
  budget: {
    title: 'Budget',
    line: (calls, seconds, ends) =>
      `${n(calls)} call${s(calls)} planned${seconds === null ? '' : `, about ${age(seconds * 1_000)} at its pace`}${ends === null ? '' : `, until ${ends}`}`,
    quota: (remaining, limit) => `${remaining} call(s) left${limit === null ? '' : ` of ${limit}`}, as the tool says`,
    free: 'nothing planned',
    rests: (until) => `quiet hours until ${until}: only what somebody just said is told`,
  },
  bonds: {
    headings: ['connection', 'number', 'origin', 'state', 'link'],
    gone: { removed: 'removed', cancelled: 'cancelled', vanished: 'no longer there' },
    waiting: (connection, count) => `${connection}: ${n(count)} command${s(count)} waiting`,
  },
  conflicts: {
    none: 'No conflict.',
    line: ({ id, number, field, connection, at }) => `${id} · ${number} · ${field} · ${connection} moved it, ${at}`,
    values: (theirs, ours) => `theirs: ${theirs} · ours: ${ours}`,
    stands: (stands, owner) =>
      `${stands === 'theirs' ? 'theirs' : 'ours'} stands${owner === null ? '' : `, ${owner} owns it`}`,
    open: 'OPEN',
    how: 'To decide: passerelle conflicts decide <id> theirs|ours',
    decided: (count) =>
      `Decided: ${n(count)} field${s(count)}. Everybody concerned is told at the next synchronisation.`,
  },
  dead: {
    none: 'No dead letter.',
    line: ({ key, connection, number, what, age: since, owner }) =>
      `${key} · ${connection} · ${number} · ${what} · ${since} · ${owner}`,
    perhaps: 'Perhaps it has landed: look in the tool before it is sent again.',
    how: 'To send again: passerelle dead retry <key>; to give up: passerelle dead drop <key> --why <reason>',
    retried: (count) => `Queued again: ${n(count)}`,
    dropped: (count) => `Dropped: ${n(count)}`,
  },
  quarantine: {
    none: 'Nothing in quarantine.',
    reasons: {
      'unknown-word': 'a word that nobody decided',
      'refused-word': 'a word that was refused',
      broken: 'cannot be read',
      unwritable: 'cannot be written',
    },
    line: ({ connection, number, reason, age: since, owner }) =>
      `${connection} · ${number} · ${reason} · ${since} · ${owner}`,
    released: (before, after) => `Released: ${n(before - after)}; still in quarantine: ${n(after)}`,
    other: (connection) => `${connection} is in no mirror: it is read again by its migration`,
  },
  nobody: 'no owner',
  age,
  pause: {
    none: 'Nothing is paused.',
    scope,
    line: (what, since, by, why) => `${scope(what)} · since ${since} · ${by}${why === '' ? '' : ` · ${why}`}`,
    paused: (what) => `Paused: ${scope(what)}. It is neither heard nor told until “passerelle resume”.`,
    resumed: (what) => `Goes on: ${scope(what)}`,
    notPaused: (what) => `Was not paused: ${scope(what)}`,
  },
  explain: {
    value: (field, value) => `${field}: ${value}`,
    empty: '(empty)',
    because: (why) => `because of ${why}`,
    noReason: 'nobody has said anything about it',
    said: (connection, heard) => `${connection} last said, ${heard}:`,
    reads: (value, row) => `reads as ${value} (${row})`,
    unsaid: 'nothing about it',
    rules: 'Rules, as they would speak now:',
    did: { fired: 'speaks', 'so-already': 'so already', waits: 'waits', silent: 'silent' },
    conflicts: 'Conflicts:',
    waits: (connection) => `${connection} is still to be told`,
  },
  replay: {
    title: (tickets, changed, reopened, closed) =>
      `${n(tickets)} ticket${s(tickets)} read again: ${n(changed)} would change, ${n(reopened)} would reopen, ${n(closed)} would close`,
    unread: (count) => `Without a recorded observation: ${n(count)}`,
    stopped: (count) => `Would go into quarantine: ${n(count)}`,
    reopens: 'would reopen',
    closes: 'would close',
    nothing: 'Nothing is written.',
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
  return `${n(Math.round(minutes / 1_440))} days`;
}

function scope(what: string): string {
  if (what === 'all') return 'everything';
  return what.replace(/^connection:/, 'the connection ').replace(/^ticket:/, 'the ticket ');
}
