import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Entry, Ticket } from '@passerelle/ticket';
import { evaluate } from './evaluate/evaluate.js';
import { rulesFor } from './load/rules-for.js';
import type { RuleSet } from './rule.js';
import { voiceOf, type Ruling } from './ruling.js';
import { load, faultsOf, shipped, shippedFile } from './testing/rules.js';
import { kept, line, noon, paul, step, suzanne, ticket } from './testing/samples.js';
import { elapsed } from './timers/due.js';

const sites = ['academie', 'lycee', 'universite', 'intranet'] as const;
const academie = shipped('commun', 'academie');
const lycee = shipped('commun', 'lycee');
const universite = shipped('commun', 'universite');
const intranet = shipped('commun', 'intranet');

const hours = (count: number): string => new Date(Date.parse(noon) + count * 3_600_000).toISOString();

/** What a site says when a ticket goes from one state to another, with these lines. */
function rulingOn(
  rules: RuleSet,
  was: Partial<Ticket> | null,
  is: Partial<Ticket>,
  ...fresh: readonly Entry[]
): Ruling {
  return evaluate(rules, step(was && ticket(was), ticket({ ...was, ...is }), { fresh }));
}
const said = (...asked: Parameters<typeof rulingOn>) => voiceOf(rulingOn(...asked)).said;

const task = (said: Partial<NonNullable<Entry['task']>>): Entry =>
  line('tache', {
    kind: 'task',
    author: suzanne,
    text: 'Test d’un redémarrage en mode sans échec',
    task: {
      state: 'to_do',
      category: null,
      technician: suzanne,
      plannedFrom: null,
      plannedTo: null,
      forecast: 900,
      spent: null,
      ...said,
    },
  });
const verdict = (accepted: boolean, text = '', reason: string | null = null): Entry =>
  line('avis', { kind: 'verdict', text, verdict: { accepted, reason } });

describe('the shipped rules', () => {
  it('load, alone and all together for a ticket that is bonded everywhere', () => {
    const files = readdirSync(join(import.meta.dirname, '..', '..', 'mappings', 'rules'))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.replace('.yaml', ''));
    expect(files.sort()).toEqual(['commun', ...sites].sort());
    for (const names of [...files.map((name) => [name]), ...sites.map((site) => ['commun', site])])
      expect(faultsOf(load(names.map(shippedFile)))).toEqual([]);
    const owned = sites.map((site) => ({ connection: site, rules: shipped('commun', site) }));
    expect(faultsOf(rulesFor(owned, 'lycee'))).toEqual([]);
    expect(faultsOf(rulesFor(owned, null))).toEqual([]);
  });

  it('have a label in French and in English, and messages in both', () => {
    for (const name of ['commun', ...sites])
      for (const language of ['fr', 'en'] as const) {
        const loaded = load([shippedFile(name)], { language });
        const rules = 'rules' in loaded ? loaded.rules.rules : [];
        expect(rules.filter((rule) => rule.label === rule.name)).toEqual([]);
        expect(rules.length).toBeGreaterThan(0);
      }
  });
});

describe('at the académie', () => {
  it('a ticket without a team goes to HELPDESK, as its first team too, and waits there for an agent', () => {
    expect(said(academie, null, {})).toEqual({
      group: { name: 'HELPDESK', codes: [] },
      firstGroup: { name: 'HELPDESK', codes: [] },
      status: 'queued',
    });
  });

  it('a ticket that has a team keeps it', () => {
    expect(said(academie, null, { group: { name: 'PILOTES', codes: [] } })).toEqual({ status: 'queued' });
  });

  it('a ticket that loses its team comes back to HELPDESK, and its first team stays', () => {
    const pilotes = { name: 'PILOTES', codes: [] };
    const was = { status: 'queued', group: pilotes, firstGroup: pilotes } as const;
    expect(said(academie, was, { group: null })).toEqual({ group: { name: 'HELPDESK', codes: [] } });
  });

  it('a ticket that is over needs no team', () => {
    expect(said(academie, null, { status: 'closed' })).toEqual({});
  });

  it('a ticket that awaits approval is not given to the team before', () => {
    const helpdesk = { name: 'HELPDESK', codes: [] };
    expect(said(academie, null, { approval: 'requested', group: helpdesk })).toEqual({});
    expect(said(academie, null, { approval: 'approved', group: helpdesk })).toEqual({ status: 'queued' });
  });

  it('«M’assigner» makes it assigned', () => {
    const was = { status: 'queued', group: { name: 'HELPDESK', codes: [] } } as const;
    expect(said(academie, was, { assignee: suzanne })).toEqual({ status: 'assigned' });
  });
});

describe('at the lycée', () => {
  const assigned = { status: 'assigned', assignee: suzanne } as const;
  const resolved = { ...assigned, status: 'resolved', outcome: 'solved', resolved: noon } as const;
  const reopened = { status: 'assigned', outcome: null } as const;

  it('a ticket is assigned as soon as it has somebody', () => {
    expect(said(lycee, {}, { assignee: suzanne })).toEqual({ status: 'assigned' });
    expect(said(lycee, { status: 'in_progress' }, { assignee: suzanne })).toEqual({});
  });

  it('a ticket is planned at the first planned task, and not at a task that nobody planned', () => {
    expect(said(lycee, assigned, {}, task({ plannedFrom: hours(20) }))).toEqual({ status: 'planned' });
    expect(said(lycee, assigned, {}, task({}))).toEqual({});
  });

  it('a planned task that was there before plans nothing again', () => {
    const known = task({ plannedFrom: hours(20) });
    const situation = step(ticket(assigned), ticket({ ...assigned, title: 'autre' }), { entries: [known] });
    expect(evaluate(lycee, situation).deltas).toEqual([]);
  });

  it('a ticket waits for the part that was ordered, where a task says so', () => {
    expect(said(lycee, assigned, { status: 'pending' }, task({ category: 'Commande' }))).toEqual({
      pendingReason: 'part',
    });
    expect(said(lycee, assigned, { status: 'pending' })).toEqual({});
    expect(said(lycee, assigned, { status: 'pending' }, task({ category: 'Commande', state: 'done' }))).toEqual({});
  });

  it('an accepted solution closes it', () => {
    expect(said(lycee, resolved, {}, verdict(true))).toEqual({ status: 'closed' });
    const resolution = { code: null, text: 'SSD remplacé', verdict: null, reason: null };
    expect(said(lycee, { ...resolved, resolution }, { resolution: { ...resolution, verdict: 'accepted' } })).toEqual({
      status: 'closed',
    });
  });

  it('a refusal without a reason is not taken: the ticket stays resolved, and the requester is told why', () => {
    const ruling = rulingOn(lycee, resolved, reopened, verdict(false));
    expect(voiceOf(ruling).said).toEqual({ status: 'resolved', outcome: 'solved' });
    expect(ruling.refusals).toMatchObject([{ rule: 'refus-sans-motif', entries: ['avis'] }]);
    expect(ruling.refusals[0]?.message).toContain('merci d’en indiquer le motif'.replace('’', "'"));
  });

  it('nor is one that only the ticket tells of', () => {
    const resolution = { code: null, text: 'SSD remplacé', verdict: null, reason: null };
    const refused = { ...reopened, resolution: { ...resolution, verdict: 'refused' } } as const;
    const ruling = rulingOn(lycee, { ...resolved, resolution }, refused);
    expect(voiceOf(ruling).said).toEqual({ status: 'resolved', outcome: 'solved', resolution });
    expect(ruling.refusals).toHaveLength(1);
  });

  it('a refusal with a reason makes it new again, with nobody assigned', () => {
    for (const avis of [verdict(false, 'Toujours très lent…'), verdict(false, '', 'Écran noir 😢')]) {
      const ruling = rulingOn(lycee, resolved, reopened, avis);
      expect(voiceOf(ruling).said).toEqual({ status: 'new', assignee: null });
      expect(ruling.refusals).toEqual([]);
      expect(ruling.trouble).toBeNull();
    }
  });

  it('a refusal on the day of a planned task makes it new all the same, in no circle', () => {
    const ruling = rulingOn(lycee, resolved, reopened, task({ plannedFrom: hours(20) }), verdict(false, 'Non'));
    expect(ruling.trouble).toBeNull();
    expect(voiceOf(ruling).said).toEqual({ status: 'new', assignee: null });
  });

  it('a ticket is closed 24 hours after it was resolved, once', () => {
    const first = rulingOn(lycee, assigned, { status: 'resolved', resolved: noon });
    expect(first.timers.set).toMatchObject([{ due: hours(24) }]);
    const whole = { ticket: ticket({ ...assigned, status: 'resolved', resolved: noon }), entries: [] };
    expect(evaluate(lycee, elapsed(whole, first.timers.set, hours(23.9))).deltas).toEqual([]);
    const due = elapsed(whole, first.timers.set, hours(24));
    const closing = evaluate(lycee, due);
    expect(voiceOf(closing).said).toEqual({ status: 'closed', outcome: 'solved' });
    expect(voiceOf(closing).why.status).toMatch(/^mappings\/rules\/lycee\.yaml:\d+ cloture-apres-24-heures$/);
    expect(evaluate(lycee, kept(due, closing, hours(48))).deltas).toEqual([]);
  });
});

describe('at the université', () => {
  it('takes a task to do for a delay, whose last one done ends it', () => {
    const assigned = { status: 'assigned', assignee: suzanne } as const;
    expect(said(universite, assigned, {}, task({}))).toEqual({ status: 'pending', pendingReason: 'other' });
    expect(said(universite, assigned, {}, task({ category: 'Commande' }))).toEqual({
      status: 'pending',
      pendingReason: 'part',
    });
    // What is planned or only told is none, and elsewhere a task is work.
    expect(said(universite, assigned, {}, task({ plannedFrom: noon }))).toEqual({});
    expect(said(universite, assigned, {}, task({ state: 'information' }))).toEqual({});
    expect(said(lycee, assigned, {}, task({}))).toEqual({});
    const waits = ticket({ ...assigned, status: 'pending', pendingReason: 'part' });
    const done = task({ state: 'done', category: 'Commande' });
    const after = (entries: readonly Entry[], amended: readonly Entry[]) =>
      voiceOf(evaluate(universite, step(waits, waits, { entries, news: { amended: amended.map(({ id }) => id) } })))
        .said;
    expect(after([done], [done])).toEqual({ status: 'in_progress', pendingReason: null });
    // One that was done before, or another that is still to do, ends nothing.
    expect(after([done], [])).toEqual({});
    const other = { ...task({}), id: 'autre' };
    expect(after([done, other], [done])).toEqual({});
  });

  const assigned = { status: 'in_progress', assignee: suzanne } as const;
  const resolved = { ...assigned, status: 'resolved', outcome: 'solved', resolved: noon } as const;

  it('a refusal leaves the request in progress, with who has it', () => {
    const ruling = rulingOn(
      universite,
      resolved,
      { status: 'assigned', outcome: null },
      verdict(false, 'Le wifi tombe encore'),
    );
    expect(voiceOf(ruling).said).toEqual({ status: 'in_progress' });
  });

  it('a refusal without a reason is not taken', () => {
    const ruling = rulingOn(universite, resolved, { status: 'assigned', outcome: null }, verdict(false));
    expect(ruling.refusals).toHaveLength(1);
    expect(voiceOf(ruling).said).toHaveProperty('status', 'resolved');
  });

  it('an accepted solution closes it', () => {
    expect(said(universite, resolved, {}, verdict(true, 'Merci !'))).toEqual({ status: 'closed' });
  });

  it('silence closes it after 7 days, and not after 24 hours as at the lycée', () => {
    const { timers } = rulingOn(universite, assigned, { status: 'resolved', resolved: noon });
    const whole = { ticket: ticket(resolved), entries: [] };
    const at = (count: number) => voiceOf(evaluate(universite, elapsed(whole, timers.set, hours(count)))).said;
    expect(at(24)).toEqual({});
    expect(at(7 * 24 - 1)).toEqual({});
    expect(at(7 * 24)).toEqual({ status: 'closed' });
  });

  it('reopening takes the clock away', () => {
    const { timers } = rulingOn(universite, assigned, { status: 'resolved', resolved: noon });
    const reopening = step(ticket(resolved), ticket(assigned), { timers: timers.set, now: hours(100) });
    expect(evaluate(universite, reopening).timers).toEqual({ set: [], cancel: timers.set.map(({ id }) => id) });
  });
});

describe('on the intranet', () => {
  const resolved = { status: 'resolved', outcome: 'solved' } as const;

  it('an answer of the requester takes a resolved ticket up again', () => {
    expect(said(intranet, resolved, {}, line('a', { author: paul }))).toEqual({ status: 'in_progress', outcome: null });
  });

  it('an answer of somebody else, an internal one, or one to a closed ticket does not', () => {
    expect(said(intranet, resolved, {}, line('a', { author: suzanne }))).toEqual({});
    expect(said(intranet, resolved, {}, line('a', { audience: 'internal' }))).toEqual({});
    expect(said(intranet, { ...resolved, status: 'closed' }, {}, line('a'))).toEqual({});
  });
});
