import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import type { Logger } from 'pino';
import { createTestDatabase, dropTestDatabase } from '../../store/testing/index.js';
import type { Configuration } from '../configuration/settings.js';
import type { House } from '../house/house.js';
import { createLog } from '../log/create-log.js';
import { allGone, connectionsTo } from '../testing/connections-to.js';
import { definitions } from '../testing/definitions.js';
import { CONFIGURATION, HOUSE, LOG, PasserelleModule } from './passerelle.module.js';

let folder: string;
let url: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-nest-'));
  url = await createTestDatabase();
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await dropTestDatabase(url);
});

describe('the Nest module', () => {
  it('gives configuration, log and house, and closes the house at shutdown', async () => {
    const file = join(folder, 'passerelle.yaml');
    await writeFile(file, 'database: ${DATABASE_URL}\nconnections: { a: { connector: paper, folder: . } }\n');
    const lines: string[] = [];
    const log = createLog({ level: 'debug', secrets: [], sink: { write: (line) => void lines.push(line) } });
    const module = await Test.createTestingModule({
      imports: [
        PasserelleModule.forRoot({
          configurationFile: file,
          definitions,
          environment: { DATABASE_URL: url },
          parts: { log },
        }),
      ],
    }).compile();
    await module.init();
    const house = module.get<House>(HOUSE);
    expect(module.get<Configuration>(CONFIGURATION)).toBe(house.configuration);
    expect(module.get<Logger>(LOG)).toBe(log);
    expect(await house.store.cursor('nothing')).toBeNull();
    expect(await connectionsTo(url)).toBeGreaterThan(0);
    await module.close();
    expect(await allGone(url)).toBe(0);
  });

  it('does not start on a faulty configuration, and says why', async () => {
    const file = join(folder, 'passerelle.yaml');
    await writeFile(file, 'connections: { a: { connector: papr } }\n');
    const compiled = Test.createTestingModule({
      imports: [PasserelleModule.forRoot({ configurationFile: file, definitions, environment: {} })],
    }).compile();
    await expect(compiled).rejects.toMatchObject({ code: 'configuration' });
  });

  it('says which file it looked for', async () => {
    const compiled = Test.createTestingModule({
      imports: [PasserelleModule.forRoot({ configurationFile: join(folder, 'absent.yaml'), definitions })],
    }).compile();
    await expect(compiled).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('there is no such file'),
      advice: expect.stringContaining('passerelle.example.yaml'),
    });
  });
});
