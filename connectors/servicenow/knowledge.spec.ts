import { afterEach, describe, expect, it } from '@jest/globals';
import { openStage, type Stage, type StageOptions } from './testing/stage.js';

let stage: Stage;
afterEach(() => stage.close());

async function given(options: StageOptions = {}): Promise<Stage> {
  stage = await openStage(options);
  return stage;
}

const nobody = { name: null, email: null, login: null, employeeNumber: null };

describe('the directory', () => {
  it('finds by each hint, whatever accents and case the directory has', async () => {
    const { connector, person } = await given();
    const found = await connector.directory?.persons([
      { ...nobody, name: 'maëlle le goff' },
      { ...nobody, email: 'ACCUEIL@exemple.fr' },
      { ...nobody, login: 'yannis.ozturk' },
      { ...nobody, employeeNumber: 'P10008' },
    ]);
    expect(found?.map(({ id }) => id).toSorted()).toEqual(
      ['maelle.legoff', 'accueil.nord', 'accueil.sud', 'yannis.ozturk', 'anne-sophie.lhermitte'].map(person).toSorted(),
    );
  });

  it('asks for hundreds of people in a handful of calls', async () => {
    const { connector, door } = await given();
    const hints = Array.from({ length: 400 }, (_, nth) => ({
      ...nobody,
      email: `personne.${nth}@exemple.fr`,
      name: `P ${nth}`,
    }));
    await connector.directory?.persons(hints);
    expect(door.tally().calls).toBeLessThan(8);
  });

  it('believes nobody whom the instance names without having been asked for them', async () => {
    // Where a column may not be filtered by, the condition is dropped and everybody comes.
    const { connector } = await given({ tables: [] });
    stage.sim.instance.database.update('sys_user', stage.sim.findBy('sys_user', 'user_name', 'o.petit') as never, {
      employee_number: 'P1^ORactive=true',
    });
    const found = await connector.directory?.persons([{ ...nobody, employeeNumber: 'P1^ORactive=true' }]);
    expect(found?.map(({ login }) => login)).toEqual(['o.petit']);
  });
});

describe('the vocabulary', () => {
  it('tells lengths, labels and choices, those of the class before those of task', async () => {
    const { connector } = await given();
    const { classes } = (await connector.vocabulary?.describe()) ?? { classes: {} };
    expect(classes['incident']?.['short_description']).toMatchObject({
      maxLength: 160,
      mandatory: false,
      choices: null,
    });
    expect(classes['incident']?.['state']?.choices?.map(({ code, label }) => `${code} ${label}`)).toEqual([
      '1 Nouveau',
      '2 En cours',
      '3 En attente',
      '6 Résolu',
      '7 Clos',
      '8 Annulé',
    ]);
    expect(classes['sc_req_item']?.['state']?.choices?.map(({ code }) => code)).toEqual([
      '-5',
      '1',
      '2',
      '3',
      '4',
      '7',
    ]);
    expect(classes['incident']?.['subcategory']?.choices).toContainEqual({
      code: 'vpn',
      label: 'VPN',
      active: true,
      under: { field: 'category', code: 'network' },
    });
  });

  it('speaks the language that the configuration prefers', async () => {
    const { connect } = await given();
    const { classes } = (await connect({ languages: ['en'] }).vocabulary?.describe()) ?? { classes: {} };
    expect(classes['incident']?.['state']?.choices?.[0]?.label).toBe('New');
  });

  it('shows what is retired as inactive', async () => {
    const { sim, connector } = await given();
    const row = sim.instance.database
      .all('sys_choice')
      .filter((one) => one['name'] === 'incident' && one['element'] === 'category' && one['value'] === 'database');
    for (const one of row) sim.instance.database.update('sys_choice', one, { inactive: 'true' });
    const { classes } = (await connector.vocabulary?.describe()) ?? { classes: {} };
    expect(classes['incident']?.['category']?.choices?.find(({ code }) => code === 'database')?.active).toBe(false);
  });

  it('lets the sink know how much of a text is kept', async () => {
    const { connector } = await given();
    const long = 'é'.repeat(200);
    expect(connector.sink?.normal('incident', 'short_description', long)).toBe(long);
    await connector.vocabulary?.describe();
    expect(connector.sink?.normal('incident', 'short_description', long)).toBe('é'.repeat(160));
    expect(connector.sink?.normal('incident', 'comments', 'x'.repeat(9000))).toHaveLength(9000);
  });

  it('says which right is missing rather than that there is nothing', async () => {
    const { connect } = await given();
    const plain = connect({ auth: { kind: 'basic', user: 'beth.anglin', password: 'beth.anglin' } });
    await expect(plain.vocabulary?.describe()).rejects.toThrow('grant the account read on sys_dictionary');
  });
});

describe('the reactions', () => {
  it('name what a write sets off, by class and by act', async () => {
    const { connector } = await given();
    const list = (await connector.reactions?.list()) ?? [];
    const said = list.map(({ kind, name, class: nativeClass, on }) => `${kind}: ${nativeClass} ${on}: ${name}`);
    expect(said).toEqual(
      expect.arrayContaining([
        'mail: incident comment: Incident commented - caller',
        'mail: incident work_note: Incident work noted',
        'mail: incident resolve: Incident resolved for caller',
        'mail: sc_req_item create: Requested item opened',
        'flow: sc_req_item create: Réalisation standard',
        'flow: sc_request create: Service Catalog Request',
        'clock: incident create: Prise en charge 8 h',
      ]),
    );
    expect(list.map(({ name }) => name).filter((name) => /Ancien|former|Brouillon/.test(name))).toEqual([]);
  });

  it('tell which of them mind the word for silence', async () => {
    const { connector } = await given();
    const list = (await connector.reactions?.list()) ?? [];
    const hushed = list.filter((one) => one.hushed).map(({ name }) => name);
    expect(hushed).toContain('Incident commented - caller');
    expect(hushed).not.toContain('Incident work noted');
    expect(hushed).not.toContain('Requested item opened');
  });

  it('are said to be missing where they may not be read', async () => {
    const { connect, warnings } = await given();
    const plain = connect({ auth: { kind: 'basic', user: 'beth.anglin', password: 'beth.anglin' } });
    expect(await plain.reactions?.list()).toEqual([]);
    expect(warnings.join()).toContain('is not counted');
  });
});
