import { describe, expect, it } from '@jest/globals';
import type { NativeTicket } from '@passerelle/connector';
import { memoryRegister } from './memory/memory-register.js';
import type { ITop } from '../../connectors/itop/simulator/index.js';
import { keep, rowsOf, type Glpi } from '../../connectors/glpi/simulator/index.js';
import { idFor, type ServiceNow } from '../../connectors/servicenow/simulator/index.js';
import { desk, type Desk, type ToolKind } from '../../test/simulation/desk.js';

const bellevue = 'Lycée Bellevue (0310094J)';

async function opened(
  kind: 'servicenow' | 'itop',
  site: string,
  there: readonly string[],
  places = memoryRegister(),
): Promise<Desk> {
  const tools: Record<string, ToolKind> = { glpi: 'glpi', other: kind };
  const at = await desk({ tools, places });
  const { state } = at.tool('glpi').world.simulator as Glpi;
  keep(state, 'Location', { id: 900, name: site, completename: site });
  for (const name of there) addPlace(at, kind, name);
  const id = await at.tool('glpi').world.humans.open('Écran noir');
  const ticket = rowsOf(state, 'Ticket').find((row) => String(row['id']) === id);
  Object.assign(ticket ?? {}, { locations_id: 900, itilcategories_id: 0 });
  await at.sync();
  return at;
}

function addPlace(at: Desk, kind: 'servicenow' | 'itop', name: string): void {
  const { simulator } = at.tool('other').world;
  if (kind === 'itop') (simulator as ITop).instance.database.insert('Organization', { name, status: 'active' });
  else plant(simulator as ServiceNow, name);
}

function plant({ instance }: ServiceNow, name: string): string {
  const sys_id = idFor('cmn_location', name);
  instance.engine.plant('cmn_location', { sys_id, name, full_name: name }, '2026-01-05 08:00:00', 'admin');
  return sys_id;
}

/** Categories of a GLPI are its site's own. */
const categories = `
extends: glpi
words:
  category:
    rows:
      - { native: Messagerie, is: inquiry }
`;

async function theirs(at: Desk): Promise<NativeTicket> {
  for await (const page of at.tool('other').connector.source!.pull(null))
    for (const ticket of page.items) if ((ticket.createdBy ?? null) !== null) return ticket;
  throw new Error('expected our ticket in the tool; it is not there');
}

const known = async (at: Desk) => {
  const [bond] = await at.store.bondsOfConnection('glpi', null, 9);
  return (await at.store.tickets([bond?.ticket ?? ''])).get(bond?.ticket ?? '')?.ticket.site ?? null;
};

describe('a site that another tool has', () => {
  it.each([
    ['by its code', '0310094J LYC BELLEVUE TLSE', bellevue],
    ['by its name without accents and case', 'LYCEE BELLEVUE', 'Lycée Bellevue'],
  ])('is written there, known %s', async (_, name, site) => {
    const at = await opened('servicenow', site, [name, 'Lycée Toulouse-Lautrec (0311323V)']);
    expect((await theirs(at)).fields['location']).toMatchObject({ id: idFor('cmn_location', name), name });
    expect(JSON.stringify((await theirs(at)).fields['description'])).not.toContain(site);
  });

  it('is said once, and stays what the first tool calls it', async () => {
    const at = await opened('servicenow', bellevue, ['0310094J LYC BELLEVUE TLSE']);
    await at.sync();
    const changes = at.tool('other').world.changes?.();
    await at.sync();
    await at.sync();
    expect(at.tool('other').world.changes?.()).toBe(changes);
    expect(await known(at)).toBe(bellevue);
  });

  it.each([
    ['nobody there is called so', []],
    ['two are called so', ['LYCEE BELLEVUE', 'Lycée  BELLEVUE']],
    ['its code is another', ['Lycée Bellevue (0810959U)']],
  ])('is text where %s: nobody guesses', async (_, there) => {
    const at = await opened('servicenow', there.length === 1 ? bellevue : 'Lycée Bellevue', there);
    const { fields } = await theirs(at);
    expect(fields['location'] ?? null).toBeNull();
    expect(JSON.stringify(fields['description'])).toContain('Lycée Bellevue');
  });
});

describe('what is known of a site', () => {
  it('is kept with its evidence, and what fits several is shown with all of them', async () => {
    const places = memoryRegister();
    await opened('servicenow', 'Lycée Bellevue', ['LYCEE BELLEVUE', 'Lycée  BELLEVUE'], places);
    expect(await places.places({ connection: 'other', kind: 'site', limit: 9 })).toMatchObject([
      {
        name: 'Lycée Bellevue',
        native: null,
        evidence: 'ambiguous',
        candidates: [{ name: 'LYCEE BELLEVUE' }, { name: 'Lycée  BELLEVUE' }],
      },
    ]);
    const sure = memoryRegister();
    await opened('servicenow', bellevue, ['0310094J LYC BELLEVUE TLSE'], sure);
    expect(await sure.places({ kind: 'site', connection: 'other', limit: 9 })).toMatchObject([
      { native: idFor('cmn_location', '0310094J LYC BELLEVUE TLSE'), evidence: 'code' },
    ]);
  });

  it('is what somebody decided, whatever else fits', async () => {
    const places = memoryRegister();
    const decision = { connection: 'other', kind: 'site', name: 'Lycée Bellevue', evidence: 'decision' } as const;
    const native = idFor('cmn_location', 'Lycée  BELLEVUE');
    const said = { candidates: [], by: 'zoé', at: '2026-01-05T08:00:00.000Z', called: 'Lycée  BELLEVUE' };
    await places.keepPlaces([{ ...decision, ...said, native }]);
    const at = await opened('servicenow', 'Lycée Bellevue', ['LYCEE BELLEVUE', 'Lycée  BELLEVUE'], places);
    expect((await theirs(at)).fields['location']).toMatchObject({ id: native });
    // Control: without the decision nobody guesses.
    const undecided = await opened('servicenow', 'Lycée Bellevue', ['LYCEE BELLEVUE', 'Lycée  BELLEVUE']);
    expect((await theirs(undecided)).fields['location'] ?? null).toBeNull();
  });

  it('is nothing where somebody decided that the tool has none', async () => {
    const places = memoryRegister();
    const none = { native: null, called: null, candidates: [], by: 'zoé', at: '2026-01-05T08:00:00.000Z' };
    await places.keepPlaces([{ connection: 'other', kind: 'site', name: bellevue, evidence: 'decision', ...none }]);
    const at = await opened('servicenow', bellevue, ['0310094J LYC BELLEVUE TLSE'], places);
    expect((await theirs(at)).fields['location'] ?? null).toBeNull();
  });
});

describe('a site that GLPI has', () => {
  it('is written there by its complete name, and stays silent', async () => {
    const at = await desk({ tools: { now: 'servicenow', glpi: 'glpi' }, overlays: { glpi: categories } });
    keep((at.tool('glpi').world.simulator as Glpi).state, 'Location', {
      id: 900,
      name: 'Bellevue (0310094J)',
      completename: 'Lycées > Bellevue (0310094J)',
    });
    const now = at.tool('now').world;
    const id = await now.humans.open('Écran noir');
    const location = plant(now.simulator as ServiceNow, 'LYC BELLEVUE 0310094J');
    const fields = { location: { id: location, name: null } };
    const typed = { key: 'b'.repeat(32), kind: 'update', id, fields } as const;
    for await (const receipt of at.tool('now').connector.sink!.apply([typed])) expect(receipt.outcome).toBe('done');
    await at.sync();
    await at.sync();
    const [told] = rowsOf((at.tool('glpi').world.simulator as Glpi).state, 'Ticket').slice(-1);
    expect(told).toMatchObject({ name: 'Écran noir', locations_id: 900 });
    const changes = [now.changes?.(), at.tool('glpi').world.changes?.()];
    await at.sync();
    expect([now.changes?.(), at.tool('glpi').world.changes?.()]).toEqual(changes);
  });
});

describe('an organisation that iTop', () => {
  it('does not have is text, and the ticket goes to the one that its site set up', async () => {
    const at = await opened('itop', 'Salle 1', []);
    const { fields } = await theirs(at);
    expect(fields['org_id']).not.toBeNull();
    expect(JSON.stringify(fields['description'])).toContain('Entité racine');
  });

  it('has is the one that its ticket belongs to', async () => {
    const at = await opened('itop', 'Salle 1', ['ENTITE RACINE']);
    expect((await theirs(at)).fields['org_id']).toMatchObject({ name: 'ENTITE RACINE' });
    // Control: that organisation is not where tickets go by themselves.
    const without = await opened('itop', 'Salle 1', []);
    expect((await theirs(without)).fields['org_id']).not.toMatchObject({ name: 'ENTITE RACINE' });
  });
});
