import { fieldNames } from './field-names.js';
import { lifecycleEn } from './lifecycle/en.js';
import { mirrorEn } from './mirror/en.js';
import { peopleEn } from './people/en.js';
import type { Words } from './words.js';

const field = fieldNames('en');
const n = (count: number): string => count.toLocaleString('en-GB');
const s = (count: number): string => (count === 1 ? '' : 's');

export const en: Words = {
  language: 'en',
  locale: 'en-GB',
  field,
  yes: 'yes',
  no: 'no',
  plan: {
    title: (route, from, to) => `Migration plan “${route}”: ${from} → ${to}`,
    read: (tickets, entries, internal, attachments) =>
      `Read: ${n(tickets)} tickets, ${n(entries)} journal entries of which ${n(internal)} internal, ${n(attachments)} attachments`,
    create: (tickets, entries, attachments) =>
      `To create: ${n(tickets)} tickets, ${n(entries)} journal entries, ${n(attachments)} attachments`,
    bonded: (bonded, adoptable) =>
      `In the target already: ${n(bonded)} bonded by an earlier run, ${n(adoptable)} to adopt by number`,
    outside: (count) => `Outside the route's filter: ${n(count)}`,
    stopped: (count) => `In quarantine, for want of a decided word: ${n(count)}`,
    broken: (count) => `Unreadable rows: ${n(count)}`,
    ready: 'Everything is decided: the migration can begin.',
    notReady: 'The migration will not begin until what follows is settled.',
    sections: {
      words: 'Words: states, categories, groups, priorities, journals',
      people: 'People',
      groups: 'Groups',
      faults: 'To settle',
      moves: 'Moves that lack something in the target',
      losses: 'What will not be quite the same in the target',
      reactions: 'What the target will do by itself',
      broken: 'Unreadable rows',
    },
    headings: {
      side: 'side',
      what: 'what',
      word: 'word',
      means: 'means',
      count: 'count',
      decided: 'decided by',
      person: 'person',
      evidence: 'known by',
      becomes: 'becomes',
      group: 'group',
      found: 'exists',
      field: 'field',
      expected: 'expected',
      came: 'came',
      advice: 'what to do',
      detail: 'detail',
      kept: 'kept as text',
      name: 'name',
      place: 'where',
      tickets: 'tickets',
    },
    move: {
      heading: 'from → to',
      by: 'by',
      missing: (names) => `missing: ${names.join(', ')}`,
      fill: 'fill these fields in the source, give them a default in the mapping (empty, none), or complete them afterwards',
      map: 'let the mapping write another status (writes), or declare the move',
    },
    sides: { source: 'source', target: 'target' },
    decisions: { row: 'row', default: 'default rule', refusal: 'refusal', nobody: 'NOBODY' },
    evidences: {
      email: 'e-mail',
      employee_number: 'employee number',
      login: 'login',
      name: 'name',
      ambiguous: 'several fit',
      none: 'unknown',
      decision: 'decision',
    },
    asText: 'kept as text',
    inactive: 'inactive account',
    cut: 'cut name',
    calls: (calls, seconds) =>
      `Calls foreseen: ${n(calls)}${seconds === null ? '' : ` (about ${duration(seconds)} at the target's pace)`}`,
    mails: (count) => `Mails that the target would send: ${n(count)}`,
    silent: 'The target will keep silent: the companion is installed (no mail, no flow, no SLA clock).',
    headers: 'Authors and dates of journal entries: in a short header, since the target does not keep them.',
    native: 'Authors and dates of journal entries: kept by the target itself.',
    kinds: { mail: 'mail', flow: 'flow', clock: 'SLA clock' },
    more: (count) => `… and ${n(count)} more`,
  },
  run: {
    drift: (count) => `Reality differs from the approved plan in ${n(count)} point${s(count)}:`,
    noDrift: 'As in the approved plan.',
    done: (tickets, adopted, entries, attachments) =>
      `Created: ${n(tickets)} tickets (${n(adopted)} adopted), ${n(entries)} journal entries, ${n(attachments)} attachments.`,
    dead: (count) => `${n(count)} command${s(count)} wait${count === 1 ? 's' : ''} for a human decision:`,
    calls: (count) => `Calls to the target: ${n(count)}`,
    waiting: (until, why) =>
      `Waiting until ${until} (${why === 'settling' ? 'fate of a command unknown' : 'next try'})`,
    progress: 'Migration',
    interrupted: 'Interrupted: nothing is lost, the same command goes on.',
  },
  verify: {
    title: 'Receipt: source read again, target read back, all reconciled',
    rows: { tickets: 'tickets', entries: 'journal entries', internal: 'of which internal', attachments: 'attachments' },
    seen: 'in the source',
    arrived: 'in the target',
    crossed: (count) => `Internal entries that the requester can read: ${n(count)}`,
    whole: 'Complete: every ticket, entry and file has arrived, once.',
    gaps: (count) => `${n(count)} gap${s(count)}:`,
    left: (count) => `Files left behind, internal or too large: ${n(count)}`,
    moved: (count) => `Fields changed in the target since (left as they are): ${n(count)}`,
    lossy: 'Lossy:',
    lost: {
      'no-field': 'no field for it',
      'no-word': 'no word for it',
      unresolved: 'not found in the target',
      cut: 'text cut',
      approximated: 'the nearest word',
    },
    outside: (count) => `Outside the route's filter: ${n(count)}`,
    kinds: {
      ticket: 'missing ticket',
      field: 'other field',
      entry: 'missing entry',
      attachment: 'missing file',
      broken: 'unreadable row',
      quarantined: 'in quarantine',
      doubled: 'doubled',
      crossed: 'INTERNAL MADE PUBLIC',
    },
    sample: {
      title: 'Sample sheet for acceptance',
      explain: 'Open each ticket in both tools, compare, and sign.',
      headings: ['old', 'new', 'title', 'status', 'journal', 'files', 'correct', 'remark'],
    },
  },
  delta: {
    title: (read, silent) => `${n(read)} tickets read, ${n(silent)} unchanged`,
    fresh: (count) => `New: ${n(count)}`,
    changed: (count) => `Changed: ${n(count)}`,
    missing: (count) => `Known and not in this export: ${n(count)}`,
    parts: (fields, entries, attachments) =>
      [
        fields.length > 0 ? `fields ${fields.map(field).join(', ')}` : '',
        entries > 0 ? `${n(entries)} entr${entries === 1 ? 'y' : 'ies'}` : '',
        attachments > 0 ? `${n(attachments)} file${s(attachments)}` : '',
      ]
        .filter((part) => part !== '')
        .join('; '),
  },
  rollback: {
    preview: (count) => `Would be removed (created by this migration, untouched since): ${n(count)}`,
    left: (count) => `Would be left: ${n(count)}`,
    done: (removed, cancelled, failed) =>
      `Removed: ${n(removed)}, cancelled for want of the right to delete: ${n(cancelled)}, failed: ${n(failed)}.`,
    why: { adopted: 'was there before', touched: 'changed since', gone: 'is gone' },
    confirm: (count) => `Nothing was done. To remove them: --yes --accept-removals ${count}`,
  },
  ticket: {
    nothing: (number) => `No ticket is called “${number}”.`,
    title: (number, kind, status) => `${number} · ${kind} · ${status}`,
    bond: (connection, number, how) => `${connection}: ${number} (${how})`,
    how: { seen: 'read', created: 'created by Passerelle', adopted: 'adopted' },
    parts: (entries, attachments) =>
      `${n(entries)} journal entr${entries === 1 ? 'y' : 'ies'}, ${n(attachments)} attachment${s(attachments)}`,
    waiting: (count) => `${n(count)} command${s(count)} waiting`,
  },
  check: { ok: 'fine', bad: 'to settle', lifecycle: lifecycleEn },
  demo: {
    steps: [
      '1. The CASSIUS export is read, the plan shown',
      '2. A pilot of ten tickets',
      '3. The rest',
      '4. Verification',
    ],
    done: 'Everything arrived.',
    serve: {
      at: (url) => `The console: ${url}`,
      login: (login, password, role) => `  ${login} / ${password}  (${role})`,
      tools: (url) => `The simulated tools: ${url}`,
      stop: 'Ctrl-C stops everything, and nothing stays.',
    },
  },
  mirror: mirrorEn,
  people: peopleEn,
  todo: 'What to do',
};

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toLocaleString('en-GB', { maximumFractionDigits: 1 })} h`;
}
