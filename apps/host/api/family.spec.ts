import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleBond, sampleTicket } from '../../../libs/sync/testing/samples.js';
import { openApiStage, type ApiStage, type Person } from './testing/stage.js';

describe('one outage that several people tell of', () => {
  let stage: ApiStage;
  let agent: Person;
  let viewer: Person;
  beforeAll(async () => {
    stage = await openApiStage();
    await stage.opened.store.commit({
      tickets: [
        sampleTicket('panne', { audience: 'public', title: 'Réseau coupé à l’étage' }),
        sampleTicket('aussi', { audience: 'public', title: 'Plus d’internet' }),
        sampleTicket('vol', { audience: 'internal', title: 'Commutateur volé' }),
      ],
      bonds: ['panne', 'aussi', 'vol'].map((id) => sampleBond('a', id, id)),
    });
    await stage.refresh();
    agent = await stage.enter('agathe', { internal: true });
    viewer = await stage.enter('victor', { role: 'viewer' });
  });
  afterAll(() => stage.close());

  const params = { ticket: 'panne' };

  it('is one lead with those under it, and says so to each', async () => {
    await agent.get('gatherTickets', { params, body: { tickets: ['aussi', 'vol'] } });
    const [whole, aussi] = [
      await agent.get('readTicket', { params }),
      await agent.get('readTicket', { params: { ticket: 'aussi' } }),
    ];
    expect([whole.members, whole.lead]).toEqual([2, null]);
    expect(aussi.lead).toEqual({ id: 'panne', number: 'RITM-panne', title: 'Réseau coupé à l’étage', byHand: true });
    const { rows } = await agent.get('listTickets', { query: { lead: 'panne' } });
    expect(rows.map(({ id }) => id).toSorted()).toEqual(['aussi', 'panne', 'vol']);
    expect((await agent.get('countTickets', { query: { lead: 'panne' } })).total).toBe(3);
  });

  it('counts for nobody what they may not see', async () => {
    expect((await viewer.get('readTicket', { params })).members).toBe(1);
    expect((await viewer.get('listTickets', { query: { lead: 'panne' } })).rows).toHaveLength(2);
    expect((await viewer.get('countTickets', { query: { lead: 'vol' } })).total).toBe(0);
  });

  it('takes no ticket that is not there for whoever gathers, and then none at all', async () => {
    const outsider = await stage.enter('odile');
    const refused = await outsider.ask('gatherTickets', { params: { ticket: 'aussi' }, body: { tickets: ['vol'] } });
    expect(refused.status).toBe(404);
    const half = await outsider.ask('gatherTickets', {
      params: { ticket: 'aussi' },
      body: { tickets: ['panne', 'nulle-part'] },
    });
    expect(half.status).toBe(404);
    expect((await agent.get('readTicket', { params })).members).toBe(2);
  });

  it('ends for a ticket that is taken out again, and stands in the audit', async () => {
    await agent.get('releaseTicket', { params: { ticket: 'aussi' } });
    expect((await agent.ask('releaseTicket', { params: { ticket: 'aussi' } })).status).toBe(404);
    expect((await agent.get('readTicket', { params })).members).toBe(1);
    const chief = await stage.enter('chef', { role: 'administrator' });
    const { rows } = await chief.get('listAudit', { query: { object: 'ticket:panne' } });
    expect(rows.map(({ what }) => what)).toContain('gatherTickets');
  });

  it('can be followed without having a part in it', async () => {
    await viewer.get('followTicket', { params });
    const { views } = await viewer.get('listViews');
    const desk = views.find(({ id }) => id === 'followed');
    const { rows } = await viewer.get('listTickets', { query: desk?.filter as Record<string, string> });
    expect(rows).toMatchObject([{ id: 'panne', followed: true }]);
    expect((await agent.get('readTicket', { params })).followed).toBe(false);
    await viewer.get('unfollowTicket', { params });
    expect((await viewer.get('readTicket', { params })).followed).toBe(false);
  });
});
