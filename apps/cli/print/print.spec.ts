import { describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import type { MigrationPlan, Verification } from '@passerelle/migration';
import { fr } from '../words/fr.js';
import { en } from '../words/en.js';
import type { Words } from '../words/words.js';
import { html, page, table } from './html.js';
import { planReport } from './plan-report.js';
import { sheetOf } from './plan-sheet.js';
import { planTable } from './plan-table.js';
import { printable } from './printable.js';
import { receipt, sampleSheet } from './receipt.js';
import { spreadsheet } from './spreadsheet.js';

const parts = { tickets: 2, entries: 3, internal: 1, attachments: 1, internalAttachments: 0 };
const plan: MigrationPlan = {
  route: 'cassius-vers-servicenow',
  from: 'cassius',
  to: 'servicenow',
  made: '2026-01-05T08:00:00.000Z',
  source: {
    ...parts,
    broken: [{ where: 'liste.csv, ligne 3', number: null, expected: asIs('une date'), came: asIs('99/99') }],
    brokenCount: 1,
    byStatus: { new: 2 },
  },
  toCreate: parts,
  bonded: 0,
  adoptable: 0,
  outOfScope: 0,
  stopped: 1,
  words: [
    {
      side: 'source',
      domain: 'status',
      class: 'sc_req_item',
      word: 'En cours',
      is: 'in_progress',
      count: 1,
      decision: { by: 'row', at: 'mappings/cassius.yaml:56' },
    },
    {
      side: 'source',
      domain: 'status',
      class: 'sc_req_item',
      word: '<script>alert("état")</script>',
      is: null,
      count: 1,
      decision: { by: 'nobody', row: '- { native: "…", is: … }', file: 'mappings/sites/cassius.yaml' },
    },
  ],
  people: [
    {
      shown: 'Zoë Müller',
      count: 2,
      evidence: 'ambiguous',
      cut: false,
      active: null,
      linked: false,
      candidates: [asIs('Zoë Müller (zm)'), { fr: 'Müller Zoë (zm2, inactif)', en: 'Müller Zoë (zm2, inactive)' }],
    },
  ],
  groups: [{ name: 'DIRCI PROX P98888 - #33015', count: 2, found: false, instead: null }],
  faults: [
    {
      field: 'group',
      expected: { fr: 'un groupe de servicenow', en: 'a group of servicenow' },
      came: asIs('DIRCI'),
      advice: { fr: 'créez-le', en: 'create it' },
      count: 2,
      numbers: [],
    },
  ],
  losses: [
    {
      field: 'mode',
      what: 'no-field',
      detail: { fr: 'Mode : l’outil cible n’a pas de champ pour cela', en: 'Mode: the target has no field for it' },
      kept: false,
      count: 1,
    },
  ],
  forecast: {
    calls: 6,
    seconds: 5_400,
    mails: 4,
    reactions: [{ kind: 'mail', name: 'Opened', count: 4 }],
    keeps: { author: false, instant: false, silence: false },
  },
  ready: false,
};

const cellsOf = (words: Words): readonly string[] => sheetOf(plan, words).sections.flatMap(({ rows }) => rows.flat());

describe('what the command line shows', () => {
  it('puts what nobody decided first, with the row to add', () => {
    const shown = planTable(sheetOf(plan, fr), fr);
    expect(shown).toContain('La migration ne commencera pas');
    expect(shown.indexOf('PERSONNE')).toBeLessThan(shown.indexOf('mappings/cassius.yaml:56'));
    expect(shown).toContain('Courriels que la cible enverrait : 4');
    expect(cellsOf(fr)).toEqual(
      expect.arrayContaining([
        'un groupe de servicenow',
        'créez-le',
        'état',
        'Mode : l’outil cible n’a pas de champ pour cela',
      ]),
    );
    expect(cellsOf(fr)).toContain('gardée en texte ; Zoë Müller (zm) ; Müller Zoë (zm2, inactif)');
  });

  it('says the same in English', () => {
    const shown = planTable(sheetOf(plan, en), en);
    expect(shown).toContain('Mails that the target would send: 4');
    expect(shown).not.toMatch(/courriel|Courriel|PERSONNE/);
    expect(cellsOf(en)).toEqual(
      expect.arrayContaining(['a group of servicenow', 'create it', 'Mode: the target has no field for it']),
    );
  });

  it('names the fields that moves lack, how many tickets and some of them, and shows no such table where none does', () => {
    const lacking = {
      class: 'UserRequest',
      from: 'new',
      to: 'resolved',
      by: ['ev_assign', 'ev_resolve'],
      missing: ['team_id', 'service_id'],
      trouble: null,
      count: 1_204,
      numbers: ['RITM1', 'RITM2', 'RITM3', 'RITM4'],
    };
    const impossible = {
      ...lacking,
      by: [],
      to: 'pending',
      missing: [],
      trouble: { fr: 'itop : rien ne mène à pending', en: 'itop: nothing leads to pending' },
      count: 1,
    };
    const withMoves = sheetOf({ ...plan, moves: [lacking, impossible] }, fr);
    const section = withMoves.sections.find(({ title }) => title === fr.plan.sections.moves);
    expect(section?.rows.map((row) => row.slice(1, 4))).toEqual([
      ['new → resolved', 'ev_assign, ev_resolve', 'il manque : team_id, service_id'],
      ['new → pending', '', 'itop : rien ne mène à pending'],
    ]);
    expect(section?.rows[0]?.slice(-2)).toEqual([(1_204).toLocaleString('fr-FR'), 'RITM1, RITM2, RITM3']);
    expect(planReport(withMoves, 'fr', plan.made)).toContain('Transitions auxquelles il manque');
    expect(planTable(sheetOf(plan, fr), fr)).not.toContain('Transitions auxquelles');
    expect(planTable(sheetOf({ ...plan, moves: [lacking] }, en), en)).toContain('Moves that lack something');
  });

  it('lets no control sequence of a tool reach the terminal', () => {
    expect(printable('a\u001B[2Jb\r\nc\u202Ed\u0007')).toBe('a\u{FFFD}[2Jb cd\u{FFFD}');
    expect(printable('état 🖥️ عربي')).toBe('état 🖥️ عربي');
  });

  it('makes a report in which a tool’s word stays a word, and that asks nothing of anybody', () => {
    const report = planReport(sheetOf(plan, fr), 'fr', plan.made);
    expect(report).toContain('&lt;script&gt;alert(&quot;état&quot;)&lt;/script&gt;');
    expect(report).not.toMatch(/<script|https?:\/\//);
    expect(report).toContain('lang="fr"');
    expect(report).toContain('default-src &#39;none&#39;');
  });

  it('escapes attributes as well as text, and nothing twice', () => {
    const inner = html`<b title="${'"\'&'}">${'a < b'}</b>`;
    expect(html`<p>${inner}</p>`.markup).toBe('<p><b title="&quot;&#39;&amp;">a &lt; b</b></p>');
    expect(page('en', '</title><script>', [table(['<th>'], [['<td>']])])).not.toMatch(/<\/title><script>|<td><td>/);
  });

  it('writes spreadsheets in which no cell runs', async () => {
    const sheet = spreadsheet(['ancien', 'nouveau']);
    for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'Élodie; "test"']) sheet.write([cell, 'RITM1']);
    sheet.end();
    const text = (await sheet.toArray()).join('');
    expect(text.startsWith('\u{FEFF}ancien;nouveau\r\n')).toBe(true);
    const cells = text
      .split('\r\n')
      .slice(1, 6)
      .map((line) => line.replace(/^"/, '')[0]);
    expect(cells).toEqual(["'", "'", "'", "'", "'"]);
    expect(text).toContain('"Élodie; ""test"""');
  });

  it('shows gaps by name, and an internal line that crossed as an alarm', () => {
    const verification: Verification = {
      tickets: { seen: 2, arrived: 1 },
      entries: { seen: 3, arrived: 2, internal: 1, crossed: 1 },
      attachments: { seen: 1, arrived: 1 },
      left: [],
      outOfScope: 0,
      gapCount: 2,
      gaps: [
        {
          number: 'RITM1',
          what: 'crossed',
          expected: { fr: 'note de travail 1 interne', en: 'work_note 1 internal' },
          came: { fr: 'visible du demandeur dans comments', en: 'public in comments' },
        },
        {
          number: 'RITM2',
          what: 'ticket',
          expected: { fr: 'un ticket dans servicenow', en: 'a ticket in servicenow' },
          came: { fr: 'rien', en: 'nothing' },
        },
      ],
      moved: [],
      lossy: [{ field: 'title', what: 'no-field', kept: true, count: 1 }],
      sample: [
        { old: 'RITM1', new: 'INC1', url: null, title: '<b>Écran</b>', status: 'new', entries: 1, attachments: 0 },
      ],
      whole: false,
    };
    const shown = receipt(verification, fr);
    expect(shown).toContain('Lignes internes visibles du demandeur : 1');
    expect(shown).toContain('RITM1 · INTERNE VISIBLE · note de travail 1 interne → visible du demandeur dans comments');
    expect(shown).toContain('RITM2 · ticket absent · un ticket dans servicenow → rien');
    expect(shown).toContain('Titre · pas de champ pour cela · 1 (gardé en texte)');
    expect(receipt(verification, en)).toContain('a ticket in servicenow → nothing');
    expect(shown).not.toContain(fr.verify.whole);
    expect(receipt({ ...verification, gaps: [], gapCount: 0, whole: true }, fr)).toContain(fr.verify.whole);
    expect(sampleSheet(verification, fr, 'fr')).toContain('&lt;b&gt;Écran&lt;/b&gt;');
  });
});
