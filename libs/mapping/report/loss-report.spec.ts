import { describe, expect, it } from '@jest/globals';
import { loadText, open, wellLoaded } from '../testing/load-from.js';
import { lossReport, type PassageLoss } from './loss-report.js';

const cassius = open('cassius');
const servicenow = open('servicenow');
const of = (losses: readonly PassageLoss[], from: string) =>
  losses
    .filter((loss) => loss.from === from)
    .map(({ field, what, kept }) => `${field} ${what}${kept ? '' : ', not kept'}`);

describe('what cannot pass from CASSIUS to ServiceNow', () => {
  const losses = lossReport(cassius, servicenow, { language: 'fr' });

  it('is named for demandes, before any ticket is read', () => {
    expect([...new Set(of(losses, 'sc_req_item'))]).toEqual([
      'status approximated, not kept',
      'pendingReason no-field',
      'outcome no-field',
      'resolved no-field',
      'closed no-field',
      'openedBy no-field',
      'resolution no-field',
      'reassignedCount no-field',
      'updated no-field',
      'tags no-field',
      'custom no-field',
      'category no-field',
    ]);
  });

  it('is named word by word where words are bent', () => {
    const bent = losses
      .filter(({ from, what }) => from === 'incident' && what === 'approximated')
      .map(({ detail }) => detail.fr);
    expect(bent).toContain('État : « Planifié » devient « En cours », le plus proche');
    expect(bent).toContain(
      "Motif d'attente : « Attente de matériel » devient « Attente du fournisseur », le plus proche",
    );
    expect(bent).toContain('Catégorie : « Autre » devient « Renseignement et aide », le plus proche');
    expect(bent).toContain('Catégorie : « Téléphonie › Carte SIM » devient « Matériel », le plus proche');
  });

  it('is not what passes whole: titles, people, teams, places, dates of opening, priorities of demandes', () => {
    for (const field of [
      'title',
      'description',
      'requester',
      'assignee',
      'group',
      'site',
      'organisation',
      'created',
      'priority',
    ])
      expect(losses.filter((loss) => loss.from === 'sc_req_item' && loss.field === field)).toEqual([]);
  });

  it('is less where the companion keeps real dates, and more where a demande must become an incident', () => {
    const kept = lossReport(cassius, servicenow, { language: 'en', keepsInstants: true });
    expect(kept.some(({ field }) => field === 'updated' || field === 'closed')).toBe(false);
    const asIncident = lossReport(cassius, servicenow, { language: 'en', as: { request: 'incident' } });
    expect(asIncident.filter(({ from, field }) => from === 'sc_req_item' && field === 'kind')).toEqual([
      {
        from: 'sc_req_item',
        to: 'incident',
        field: 'kind',
        what: 'approximated',
        detail: {
          fr: 'Nature : « Demande » devient « Incident », le plus proche',
          en: 'Kind: “Request” becomes “Incident”, the nearest',
        },
        kept: true,
        row: null,
      },
    ]);
  });

  it('is everything where the target has no class for it', () => {
    expect(lossReport(servicenow, cassius, { language: 'en' }).map(({ detail, to }) => [detail.en, to])[0]).toEqual([
      'Incident: the target has no class for it',
      null,
    ]);
  });
});

describe('a target that lacks words', () => {
  const narrow = wellLoaded(
    loadText(`connector: outil
status: etat
statuses:
  - { native: "1", is: new }
fields:
  - { native: prio, is: priority }
words:
  priority: { rows: [{ native: haute, is: 1 }] }
classes:
  demande: { is: request, writes: [request, incident], audience: public }
journals:
  - { native: public, is: comment }
  - { native: interne, is: work_note }
`),
  );

  it('is told of with the rows to add', () => {
    const rows = lossReport(cassius, narrow, { language: 'fr' }).flatMap(({ from, row }) =>
      from === 'incident' && row ? [row] : [],
    );
    expect(rows).toContain('- { for: status, class: "demande", native: "?", is: "pending" }');
    expect(rows).toContain('- { for: priority, native: "?", is: 3 }');
    expect(rows).not.toContain('- { for: priority, native: "?", is: 1 }');
  });
});
