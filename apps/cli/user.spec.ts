import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLog, isPassword, openHouse, readConfiguration, type House } from '@passerelle/runtime';
import { databaseAt, openStore } from '@passerelle/store';
import { createTestDatabase, dropTestDatabase } from '../../libs/store/testing/index.js';
import { addUser, listUsers, passwordOf, switchUser } from './commands/user.js';
import type { Session } from './session.js';
import { captured } from './testing/captured.js';

describe('an account that is made by hand', () => {
  let url: string;
  let house: House;
  let session: Session;
  beforeAll(async () => {
    url = await createTestDatabase();
    const configuration = readConfiguration(
      { path: 'passerelle.yaml', text: 'connections: {}\n', folder: '/tmp' },
      [],
      {},
    );
    house = await openHouse(configuration, [], {
      log: createLog({ level: 'error', secrets: [] }),
      database: () => Promise.resolve(openStore(databaseAt(url))),
    });
    session = { house, holder: 'spec', signal: new AbortController().signal };
  });
  afterAll(async () => {
    await house.close();
    await dropTestDatabase(url);
  });

  it('signs in with the password that is printed once, and kept as a hash alone', async () => {
    const output = captured();
    const answer = () => output.answers.at(-1);
    await addUser(session, 'Zoé', { config: '', role: 'administrator', internal: true, team: ['Réseau'] }, output);
    const { password } = answer() as { readonly password: string };
    const account = await house.access?.accountNamed('zoe');
    expect(account).toMatchObject({ role: 'administrator', internal: true, mustChange: true, teams: ['Réseau'] });
    expect(account?.secret).toMatch(/^\$argon2id\$/);
    expect(await isPassword(password, account?.secret ?? null)).toBe(true);
    expect(await isPassword(`${password}x`, account?.secret ?? null)).toBe(false);
    await expect(addUser(session, 'ZOE', { config: '', role: 'agent' }, output)).rejects.toThrow(/ZOE/);
  });

  it('is let in again with another password, and can be closed', async () => {
    const output = captured();
    const answer = () => output.answers.at(-1);
    await passwordOf(session, 'zoé', output);
    const { password } = answer() as { readonly password: string };
    expect(await isPassword(password, (await house.access?.accountNamed('zoe'))?.secret ?? null)).toBe(true);
    await switchUser(session, 'zoe', true, output);
    expect(answer()).toMatchObject({ users: [{ login: 'Zoé', disabled: true }] });
    await listUsers(session, output);
    expect(JSON.stringify(answer())).not.toContain('argon2');
    await expect(switchUser(session, 'personne', true, output)).rejects.toThrow(/personne/);
    const lines = (await house.access?.audited({ after: null, limit: 9 })) ?? [];
    expect(lines.map(({ what, through }) => `${through} ${what}`)).toEqual([
      'cli changeUser',
      'cli changeUser',
      'cli makeUser',
    ]);
  });
});
