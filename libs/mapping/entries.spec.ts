import { describe, expect, it } from '@jest/globals';
import { entryKinds, type Entry, type EntryDetails, type Person } from '@passerelle/ticket';
import fc from 'fast-check';
import type { EntryReading } from './mapping.js';
import { addRows } from './edit.js';
import { desk, loadDesk, nativeEntry, openDesk } from './testing/desk.js';
import { faultsOf, nativeTicket, open, resolver } from './testing/load-from.js';
import type { LoadedMapping } from './compile/mapping.js';
import type { NativeEntry } from '@passerelle/connector';

const tool = openDesk();
const servicenow = open('servicenow');
const zoe: Person = { name: 'Zoé Ålund', email: 'zoe@exemple.fr', login: null, employeeNumber: null, cut: false };

function read(mapping: LoadedMapping, entry: NativeEntry) {
  const { entries, words } = mapping.read(nativeTicket('ticket', {}, { entries: [entry] }));
  return { reading: entries[0] as EntryReading, undecided: words.filter(({ decision }) => decision.by === 'nobody') };
}

const noTask = {
  state: 'to_do',
  category: null,
  technician: null,
  plannedFrom: null,
  plannedTo: null,
  forecast: null,
  spent: null,
} as const;

const entry = (more: Partial<Entry>): Pick<Entry, 'kind' | 'audience' | 'text'> & EntryDetails => ({
  kind: 'comment',
  audience: 'public',
  text: 'Câble remplacé',
  ...more,
});

describe('the fields of a native entry', () => {
  it('make a task with its state, its people, its window and its duration', () => {
    const fields = {
      state: '1',
      taskcategories_id: 'Réseau › Câblage',
      users_id_tech: { id: '4', name: 'Zoé Ålund', email: 'zoe@exemple.fr' },
      groups_id_tech: 'Équipe réseau',
      begin: '2026-11-23T08:00:00.000Z',
      end: '2026-11-23T09:30:00.000Z',
      actiontime: '900',
    };
    expect(read(tool, nativeEntry('tache', { fields })).reading).toMatchObject({
      kind: 'task',
      audience: 'public',
      text: 'Texte',
      task: {
        state: 'to_do',
        category: 'Réseau › Câblage',
        technician: zoe,
        group: { name: 'Équipe réseau', codes: [] },
        plannedFrom: '2026-11-23T08:00:00.000Z',
        plannedTo: '2026-11-23T09:30:00.000Z',
        forecast: null,
        spent: 900,
      },
    });
  });

  it('make of one journal entries of several kinds', () => {
    const kindOf = (avis?: string) => read(tool, nativeEntry('suivi', { fields: avis === undefined ? {} : { avis } }));
    expect(kindOf().reading).toMatchObject({ kind: 'comment' });
    expect(kindOf().reading.verdict).toBeUndefined();
    expect(kindOf('3').reading).toMatchObject({ kind: 'verdict', verdict: { accepted: true, reason: null } });
    expect(kindOf('4').reading).toMatchObject({ kind: 'verdict', verdict: { accepted: false, reason: null } });
  });

  it('say of a solution how the need ended, and whether it was taken', () => {
    const solution = (fields: Record<string, string>) => read(tool, nativeEntry('solution', { fields })).reading;
    expect(solution({ solutiontypes_id: '8', status: '2' })).toMatchObject({
      kind: 'solution',
      solution: { outcome: 'workaround', code: null },
    });
    expect(solution({ status: '2' }).verdict).toBeUndefined();
    expect(solution({ status: '4' })).toMatchObject({ verdict: { accepted: false } });
  });

  it('say of an approval who is asked, and what the answer is', () => {
    const fields = { status: '4', users_id_validate: 'Mme Élan', comment_validation: 'Trop cher' };
    const { reading } = read(tool, nativeEntry('validation', { audience: 'internal', fields }));
    expect(reading).toMatchObject({
      kind: 'approval',
      audience: 'internal',
      approval: { state: 'rejected', approver: { name: 'Mme Élan' }, reason: 'Trop cher' },
    });
  });

  it('that are not of their form are kept among the words, rather than lost', () => {
    const { reading } = read(tool, nativeEntry('tache', { fields: { state: '2', actiontime: 'une heure' } }));
    expect(reading).toMatchObject({ text: 'Durée passée : une heure\n\nTexte', task: { state: 'done', spent: null } });
  });

  it('that hold a word that nobody decided stop the ticket, with the exact row to add', () => {
    const odd = nativeEntry('tache', { fields: { state: '9' } });
    const { undecided } = read(tool, odd);
    expect(undecided).toEqual([
      {
        domain: 'task_state',
        class: 'ticket',
        word: '9',
        is: null,
        decision: {
          by: 'nobody',
          row: '- { for: task_state, native: "9", is: "?" }',
          file: 'mappings/sites/outil.yaml',
        },
      },
    ]);
    const decision = undecided[0]?.decision;
    const text = addRows('', [decision?.by === 'nobody' ? decision.row : ''], 'outil');
    expect(faultsOf(loadDesk(desk, text))).toEqual([
      'mappings/sites/overlay-1.yaml:4:41: expected a decision on «9», «?» came; put the word in place of the question mark',
    ]);
    const answered = openDesk(text.replace('"?"', 'done'));
    expect(read(answered, odd)).toMatchObject({ undecided: [], reading: { task: { state: 'done' } } });
  });

  it('of a journal that nobody knew stop the ticket; decided, it is read as internal and never written', () => {
    const odd = nativeEntry('plugin_signature', {});
    const decision = read(tool, odd).undecided[0]?.decision;
    const text = addRows('', [decision?.by === 'nobody' ? decision.row : ''], 'outil');
    const answered = openDesk(text.replace('"?"', 'document'));
    expect(read(answered, odd)).toMatchObject({ undecided: [], reading: { kind: 'document', audience: 'internal' } });
    expect(answered.journalFor('document', 'internal')).toBe('suivi_prive');
    expect(faultsOf(loadDesk(desk, text.replace('"?"', 'comment')))[0]).toContain('is internal');
    const refused = openDesk(text.replace('is: "?"', 'refuse: signatures-non-reprises'));
    expect(refused.read(nativeTicket('ticket', {}, { entries: [odd] })).words.at(-1)).toMatchObject({
      decision: { by: 'refusal', rule: 'signatures-non-reprises' },
    });
  });
});

describe('writing an entry', () => {
  const task = {
    state: 'to_do',
    category: 'Réseau',
    technician: zoe,
    plannedFrom: '2026-11-23T08:00:00.000Z',
    plannedTo: null,
    forecast: null,
    spent: 900,
  } as const;
  const known = resolver({ person: ({ name }) => (name === 'Zoé Ålund' ? 'u4' : null) });

  it('fills the fields that the journal has, and leaves the text as it is', () => {
    expect(tool.writeEntry('tache', entry({ kind: 'task', task }), known)).toEqual({
      text: 'Câble remplacé',
      fields: {
        state: '1',
        taskcategories_id: 'Réseau',
        users_id_tech: { id: 'u4', name: null },
        groups_id_tech: null,
        begin: '2026-11-23T08:00:00.000Z',
        end: null,
        actiontime: '900',
      },
      losses: [],
      words: [expect.objectContaining({ domain: 'task_state', word: 'to_do', is: '1' })],
    });
  });

  it('says in the text what the journal has no field for, and counts it', () => {
    const { text, losses } = tool.writeEntry(
      'tache',
      entry({ kind: 'task', task: { ...task, forecast: 5400, technician: { ...zoe, name: 'Inconnu' } } }),
      known,
    );
    expect(text).toBe(
      '— Tâche —<br>\nTechnicien : Inconnu (zoe@exemple.fr)<br>\nDurée prévue : 1 h 30 min<br>\n— —<br>\n<br>\nCâble remplacé',
    );
    expect(losses.map(({ part, what, kept }) => [part, what, kept])).toEqual([
      ['task.technician', 'unresolved', true],
      ['task.forecast', 'no-field', true],
    ]);
  });

  it('makes of a task a work note with its details as text, where the tool has no tasks', () => {
    const internal = entry({
      kind: 'task',
      audience: 'internal',
      task: { ...task, plannedTo: '2026-11-23T09:30:00.000Z' },
    });
    const journal = servicenow.journalFor('task', 'internal') ?? '';
    expect(journal).toBe('work_notes');
    const { text, fields, losses } = servicenow.writeEntry(journal, internal, known);
    expect(text).toBe(
      [
        '— Tâche —',
        'État : À faire',
        'Catégorie de tâche : Réseau',
        'Technicien : Zoé Ålund (zoe@exemple.fr)',
        'Prévue du : 23/11/2026 09:00:00 +01:00',
        'Prévue au : 23/11/2026 10:30:00 +01:00',
        'Durée passée : 15 min',
        '— —',
        '',
        'Câble remplacé',
      ].join('\n'),
    );
    expect(fields).toEqual({});
    expect(losses.find(({ part }) => part === 'kind')?.detail.fr).toBe(
      'Tâche : « Tâche » devient « Note de travail », le plus proche',
    );
    expect(losses.every(({ kept }) => kept)).toBe(true);
  });

  it('makes of a solution a comment, in English where the route says so', () => {
    const solution = entry({
      kind: 'solution',
      text: 'Cable **replaced**',
      solution: { outcome: 'solved', code: null },
    });
    const journal = servicenow.journalFor('solution', 'public') ?? '';
    expect(journal).toBe('comments');
    expect(servicenow.writeEntry(journal, solution, resolver({ language: 'en' })).text).toBe(
      '— Solution —\nOutcome: Solved\n— —\n\nCable **replaced**',
    );
  });

  it('writes the mark by which a journal tells its kinds apart', () => {
    const verdict = entry({
      kind: 'verdict',
      text: 'Ça ne marche pas',
      verdict: { accepted: false, reason: 'Ça ne marche pas' },
    });
    expect(tool.writeEntry(tool.journalFor('verdict', 'public') ?? '', verdict, known)).toMatchObject({
      text: 'Ça ne marche pas',
      fields: { avis: '4' },
      losses: [],
    });
    const marked = openDesk(
      `extends: outil\njournals:\n  - { native: suivi, when: { fields: { type: "*" } }, is: comment }\n  - { native: suivi, when: { fields: { type: D } }, is: document }\n`,
    );
    expect(marked.writeEntry('suivi', entry({ kind: 'document' }), known).fields).toEqual({ type: 'D' });
    expect(marked.writeEntry('suivi', entry({}), known).fields).toEqual({});
  });

  it('asks about a word that it cannot say', () => {
    const solution = entry({ kind: 'solution', solution: { outcome: 'duplicate', code: null } });
    expect(tool.writeEntry('solution', solution, known)).toMatchObject({
      words: [
        { domain: 'outcome', decision: { by: 'nobody', row: '- { for: outcome, native: "?", is: "duplicate" }' } },
      ],
      losses: [{ part: 'solution.outcome', what: 'no-word', kept: true }],
    });
  });

  it('refuses to tell requesters what they must not read; a public line may stand among internal ones', () => {
    for (const kind of entryKinds) {
      const internal = tool.writeEntry('suivi', entry({ kind, audience: 'internal', text: 'secret' }), known);
      expect(internal.words).toMatchObject([{ decision: { by: 'refusal', rule: 'visibilite-elargie' } }]);
      expect(JSON.stringify(internal)).not.toContain('secret');
    }
    for (const [mapping, journal] of [
      [tool, 'plugin_signature'],
      [open('cassius'), 'commentaires'],
    ] as const)
      expect(mapping.writeEntry(journal, entry({ text: 'dit' }), known)).toMatchObject({
        text: '',
        words: [{ decision: { by: 'refusal', rule: 'journal-jamais-ecrit' } }],
      });
    expect(tool.writeEntry('suivi', entry({ text: 'dit' }), known).text).toBe('dit');
    expect(tool.writeEntry('suivi_prive', entry({ text: 'dit' }), known).text).toBe('dit');
  });

  it.each(['public', 'internal'] as const)('falls back to a journal that is %s too, and to no other', (audience) => {
    const declared = { public: ['comments'], internal: ['work_notes'] }[audience];
    for (const kind of entryKinds) expect(declared).toContain(servicenow.journalFor(kind, audience));
    const poor = openDesk();
    for (const kind of entryKinds) {
      const journal = poor.journalFor(kind, audience) ?? '';
      expect(['suivi', 'tache', 'solution'].includes(journal) ? 'public' : 'internal').toBe(audience);
    }
    expect([tool.journalFor('task', 'public'), tool.journalFor('task', 'internal')]).toEqual(['tache', 'tache_privee']);
  });
});

describe('a copy of an entry', () => {
  const known = resolver({ person: ({ name }) => `id of ${name}` });
  const task = { ...noTask, technician: zoe, plannedFrom: '2026-11-23T08:00:00.000Z', spent: 900, forecast: 60 };
  const whole = entry({ kind: 'task', task, text: 'Câble\\\nremplacé' });
  const written = tool.writeEntry('tache', whole, known);
  const copy = (more: Partial<NativeEntry> = {}) => nativeEntry('tache', { ...written, ...more });
  const says = (native: NativeEntry, of = whole) => tool.saysEntry(native, of, known);

  it('says what was written, below the line that says whose words these are, and whatever became of its blanks', () => {
    expect(says(copy())).toBe(true);
    expect(says(copy({ text: `[glpi 59 · 3 · Zoé · 23/11/2026 09:00:00]<br>\n${written.text}` }))).toBe(true);
    expect(says(copy({ text: `<p>${written.text.replaceAll('<br>\n', '<br />')}</p>` }))).toBe(true);
    expect(says(copy({ fields: { ...written.fields, actiontime: '900.0' } }))).toBe(true);
  });

  it('does not say a task that is done meanwhile, that takes longer, or that tells something else', () => {
    expect(says(copy(), { ...whole, task: { ...task, state: 'done' } })).toBe(false);
    expect(says(copy({ fields: { ...written.fields, state: '2' } }))).toBe(false);
    expect(says(copy(), { ...whole, task: { ...task, spent: 1800 } })).toBe(false);
    expect(says(copy(), { ...whole, task: { ...task, forecast: 120 } })).toBe(false);
    expect(says(copy(), { ...whole, text: 'Câble posé' })).toBe(false);
    expect(says(copy({ journal: 'inconnu' }))).toBe(false);
  });

  it('says what stands in its text, where the tool has no field for it', () => {
    const internal = { ...whole, audience: 'internal' } as const;
    const { text } = servicenow.writeEntry('work_notes', internal, known);
    const note = nativeEntry('work_notes', { audience: 'internal', text: `${text.replaceAll('\n', '\r\n')}  ` });
    expect(servicenow.saysEntry(note, internal, known)).toBe(true);
    expect(servicenow.saysEntry(note, { ...internal, task: { ...task, state: 'done' } }, known)).toBe(false);
  });

  it('never says an internal entry where requesters read, nor a word that nobody decided', () => {
    expect(tool.saysEntry(nativeEntry('suivi', { text: '' }), entry({ audience: 'internal', text: '' }), known)).toBe(
      false,
    );
    const solution = entry({ kind: 'solution', solution: { outcome: 'duplicate', code: null } });
    expect(tool.saysEntry(nativeEntry('solution', { fields: {} }), solution, known)).toBe(false);
  });
});

const letters = fc.string({ unit: 'grapheme', maxLength: 25 });
const name = letters.filter(
  (text) => text.trim() === text && text !== '' && !/[\n\r…]|\.\.\.|\s{2}|[\u00a0\p{Cc}]/u.test(text),
);
const someone = fc.record({
  name,
  email: fc.constantFrom(null, 'zoe@exemple.fr'),
  login: fc.constantFrom(null, 'zalund'),
  employeeNumber: fc.constant(null),
  cut: fc.constant(false),
});
const moment = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }).map((at) => new Date(at).toISOString());
const seconds = fc.option(fc.integer({ min: 1, max: 400_000 }));
const prose = fc.oneof(
  letters,
  fc
    .array(fc.constantFrom('— —', '— Tâche —', '— Comment —', '\n', '\r\n', 'État : Fait', '  ', 'مرحبا', '👩🏽‍🔧', 'x'), {
      maxLength: 9,
    })
    .map((parts) => parts.join('')),
);
const details = fc.record({
  task: fc.option(
    fc.record({
      state: fc.constantFrom('information' as const, 'to_do' as const, 'done' as const),
      category: fc.option(name),
      technician: fc.option(someone),
      plannedFrom: fc.option(moment),
      plannedTo: fc.option(moment),
      forecast: seconds,
      spent: seconds,
    }),
  ),
  solution: fc.option(
    fc.record({ outcome: fc.constantFrom('solved' as const, 'duplicate' as const), code: fc.option(name) }),
  ),
  verdict: fc.option(fc.record({ accepted: fc.boolean(), reason: fc.option(name) })),
  approval: fc.option(
    fc.record({
      state: fc.constantFrom('requested' as const, 'approved' as const, 'rejected' as const),
      approver: fc.option(someone),
      reason: fc.option(name),
    }),
  ),
});

describe('what stands in the text of an entry', () => {
  const retold = (text: string) => read(servicenow, nativeEntry('work_notes', { audience: 'internal', text })).reading;

  it('gives back the kind, the details and the text, for whoever knows that the line is ours', () => {
    fc.assert(
      fc.property(
        details,
        fc.constantFrom(...entryKinds),
        fc.constantFrom('fr' as const, 'en' as const),
        prose,
        (said, kind, language, plain) => {
          const text = markdown(plain);
          const written = servicenow.writeEntry(
            'work_notes',
            { kind, audience: 'internal', text, ...said },
            resolver({ language, zone: 'America/St_Johns' }),
          );
          const again = servicenow.writeEntry(
            'work_notes',
            { kind, audience: 'internal', text, ...said },
            resolver({ language, zone: 'America/St_Johns' }),
          );
          expect(again).toEqual(written);
          const reading = retold(written.text);
          expect(markdown(written.text)).toBe(reading.text);
          const told = reading.retold ?? { kind: 'work_note', text: reading.text };
          expect(told.text).toBe(text);
          expect(told.kind).toBe(['comment', 'work_note'].includes(kind) && !reading.retold ? 'work_note' : kind);
          expect(spoken(told)).toEqual(spoken(withoutRepeats(said, text)));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('gives them back from HTML as well', () => {
    fc.assert(
      fc.property(details, fc.constantFrom(...entryKinds), prose, (said, kind, plain) => {
        const text = markdown(plain);
        const inHtml = (html: string) =>
          read(tool, nativeEntry('suivi_prive', { audience: 'internal', text: html })).reading;
        const written = tool.writeEntry('suivi_prive', { kind, audience: 'internal', text, ...said }, resolver()).text;
        const { retold: told } = inHtml(written);
        const alone = inHtml(tool.writeText('suivi_prive', text)).text;
        expect(tidy(told?.text ?? inHtml(written).text)).toBe(tidy(alone));
        expect(told?.kind ?? 'work_note').toBe(['comment', 'work_note'].includes(kind) && !told ? 'work_note' : kind);
        expect(spoken(told ?? {})).toEqual(spoken(withoutRepeats(said, text)));
      }),
      { numRuns: 400 },
    );
  });

  it('is seen below the line that says whose words these are, and in English', () => {
    const head = '[glpi 59 · 3 · Zoé · 23/11/2026 09:00:00]';
    expect(retold(`${head}\n— Task —\nState: Done\nTime spent: 15 min\n— —\n\nCable`).retold).toEqual({
      kind: 'task',
      text: 'Cable',
      task: {
        state: 'done',
        category: null,
        technician: null,
        plannedFrom: null,
        plannedTo: null,
        forecast: null,
        spent: 900,
      },
    });
  });

  it('does not take a word in brackets after a name for a login', () => {
    const technician = { ...zoe, name: 'Jean (DSI)', email: null };
    const task = { ...noTask, technician };
    const { text } = servicenow.writeEntry(
      'work_notes',
      { kind: 'task', audience: 'internal', text: '', task },
      resolver(),
    );
    expect(text).toContain('Technicien : Jean (DSI) ()');
    expect(retold(text).retold?.task?.technician).toEqual(technician);
  });

  it('is never believed by itself: anybody can type it', () => {
    const typed = '— Approbation —\nApprobation : Approuvée\n— —\n\nok';
    const { reading } = read(servicenow, nativeEntry('comments', { text: typed }));
    expect(reading).toMatchObject({ kind: 'comment', retold: { kind: 'approval', approval: { state: 'approved' } } });
    expect(reading.approval).toBeUndefined();
    expect(reading.text).toContain('Approuvée');
  });

  it('is no block of ours where a line stands for nothing', () => {
    for (const typed of [
      '— Tâche —\nBonjour : Zoé\n— —',
      '— Tâche —\nÉtat : Peut-être\n— —',
      '— Tâche —',
      'x\n— Tâche —\n— —',
    ])
      expect(retold(typed).retold).toBeUndefined();
  });

  it('comes back from a tool that keeps HTML, and from an editor that made paragraphs of it', () => {
    const text = 'Le câble\\\nest remplacé';
    const task = {
      state: 'done',
      category: null,
      technician: null,
      plannedFrom: null,
      plannedTo: null,
      forecast: 60,
      spent: null,
    } as const;
    const written = tool.writeEntry('suivi_prive', { kind: 'task', audience: 'internal', text, task }, resolver()).text;
    const back = (html: string) =>
      read(tool, nativeEntry('suivi_prive', { audience: 'internal', text: html })).reading.retold;
    expect(back(written)).toEqual({ kind: 'task', text, task });
    const edited = written
      .split('<br>\n')
      .map((line) => `<p>${line.replace(' : ', '&nbsp;: ')}</p>`)
      .join('');
    expect(back(edited)).toMatchObject({ kind: 'task', task });
  });
});

function tidy(text: string): string {
  return text.replace(/[\s\\]+/gu, ' ').trim();
}

/** Plain text as Markdown, as the journals of ServiceNow are read. */
function markdown(text: string): string {
  return read(servicenow, nativeEntry('work_notes', { audience: 'internal', text })).reading.text;
}

function spoken({ task, solution, verdict, approval }: EntryDetails) {
  const blank = solution && solution.outcome === null && solution.code === null;
  return {
    task: task ?? null,
    solution: blank ? null : (solution ?? null),
    verdict: verdict ?? null,
    approval: approval ?? null,
  };
}

/** A reason that the text gives is not given twice. */
function withoutRepeats(said: EntryDetails, text: string): EntryDetails {
  const once = <T extends { readonly reason: string | null }>(detail: T | null | undefined) =>
    detail && {
      ...detail,
      reason: detail.reason?.trim() === text.trim() ? null : detail.reason && markdown(detail.reason),
    };
  return { ...said, verdict: once(said.verdict) ?? null, approval: once(said.approval) ?? null };
}

describe('rows of journals', () => {
  const changed = (from: string, to: string) => faultsOf(loadDesk(desk.replace(from, to)));

  it('are sound as they stand', () => {
    expect(faultsOf(loadDesk())).toEqual([]);
  });

  it.each([
    [
      'a situation that no row reads',
      'when: { fields: { avis: "*" } }',
      'when: { fields: { avis: "2" } }',
      'none for avis any other',
    ],
    ['a situation that two rows read', '["3", "4"]', '["3", "*"]', 'two for avis any other'],
    ['a part that is none', 'is: task.spent', 'is: task.spend', 'did you mean «task.spent»?'],
    [
      'a form that the part cannot have',
      'is: task.plannedFrom',
      'is: task.plannedFrom, as: person',
      '«task.plannedFrom» as instant',
    ],
    ['a unit for what is no duration', 'is: task.state', 'is: task.state, unit: hours', 'a unit for a duration'],
    ['a unit that is none', 'unit: seconds', 'unit: secondes', 'did you mean «seconds»?'],
    [
      'a part that is written twice',
      'native: end, label: Fin, is: task.plannedTo',
      'native: end, is: task.plannedFrom',
      'one native field that «task.plannedFrom» is written to',
    ],
    [
      'a native field that is written twice',
      'native: end',
      'native: begin',
      'one part of the entry written to «begin»',
    ],
    [
      'words without a table',
      '  task_state:\n    rows:\n',
      '  mode:\n    rows: []\n  channel:\n    rows:\n',
      'rows under words: task_state:',
    ],
    [
      'a journal that is and is refused',
      'native: validation\n',
      'native: validation\n    refuse: pas-de-validations\n',
      'one of «is:» and «refuse:»',
    ],
    [
      'two journals of one audience for a kind',
      'writes: [comment, document]',
      'writes: [comment, solution]',
      'one row that writes the entry «solution»',
    ],
    [
      'words of entries under a class',
      'classes:\n  ticket: {',
      'classes:\n  ticket: { words: { verdict: { rows: [] } },',
      'words: verdict: at the top of the file',
    ],
  ])('that have %s do not load', (_, from, to, fault) => {
    expect(desk).toContain(from);
    expect(changed(from, to)).toContainEqual(expect.stringContaining(fault));
  });

  it('may be laid over: a site that counts in minutes', () => {
    const site = openDesk(
      'extends: outil\njournals:\n  - native: tache\n    is: task\n    fields:\n      - { native: duree, is: task.spent, unit: minutes }\n      - { native: etat, is: task.state }\n',
    );
    const task = {
      state: 'done',
      category: null,
      technician: null,
      plannedFrom: null,
      plannedTo: null,
      forecast: null,
      spent: 910,
    } as const;
    expect(site.writeEntry('tache', entry({ kind: 'task', task }), resolver())).toMatchObject({
      fields: { duree: '15', etat: '2' },
      text: '— Tâche —\nDurée passée : 15 min 10 s\n— —\n\nCâble remplacé',
      losses: [{ part: 'task.spent', what: 'approximated' }],
    });
    expect(read(site, nativeEntry('tache', { fields: { duree: '15', etat: '2' } })).reading.task?.spent).toBe(900);
  });
});
