import { afterEach, describe, expect, it } from '@jest/globals';
import { append, apply, collect, create, openStage, type Stage, type StageOptions } from './testing/stage.js';

let stage: Stage;
afterEach(() => stage.close());

async function given(options: StageOptions = {}): Promise<Stage> {
  stage = await openStage(options);
  return stage;
}

describe('what goes wrong at an instance is said in French and in English', () => {
  it('where it sleeps, to whoever reads and in the check', async () => {
    const { connector, sim } = await given();
    sim.faults.set([{ do: 'hibernating' }]);
    await expect(collect(connector.source?.pull(null))).rejects.toMatchObject({
      told: {
        fr: 'sn : GET incident : l’instance est en veille ; réveillez-la sur developer.servicenow.com, puis relancez',
      },
      message: 'sn: GET incident: the instance is hibernating; wake it at developer.servicenow.com, then run again',
    });
    const { findings } = await connector.check();
    expect(findings[0]?.detail.fr).toContain('réveillez-la');
  });

  it('where a ticket of somebody else stands in the place of ours', async () => {
    const { connector, sim } = await given();
    const command = create('À moi');
    sim.as('admin').create('incident', { sys_id: command.key, correlation_id: 'EXT-1' });
    const [receipt] = await apply(connector, command);
    expect(receipt).toMatchObject({
      fault: {
        told: {
          fr: `sn : incident:${command.key} est pris par un ticket qui a un autre correlation_id ; il est laissé tel quel`,
        },
        message: `sn: incident:${command.key} is taken by a ticket with another correlation_id; it is left alone`,
      },
    });
  });

  it('where an entry is too long', async () => {
    const { connector } = await given();
    const command = create('Long');
    const [, receipt] = await apply(connector, command, append({ createdBy: command.key }, 'x'.repeat(70_000)));
    expect(receipt).toMatchObject({
      fault: {
        told: { fr: expect.stringContaining('raccourcissez-la, ou joignez-la en fichier') },
        message: expect.stringContaining('shorten it, or attach it as a file'),
      },
    });
  });

  it('where nobody can tell whether a ticket was made', async () => {
    const { connector, sim } = await given({
      acls: [{ table: 'incident', operation: 'read', when: (row) => row['category'] !== 'network' }],
    });
    const command = create('Caché');
    sim.as('admin').create('incident', { sys_id: command.key, category: 'network', correlation_id: command.key });
    expect(await connector.sink?.find(command)).toEqual({
      verdict: 'undecided',
      why: {
        fr: `incident:${command.key} est là, mais caché au compte`,
        en: `incident:${command.key} is there, but hidden from the account`,
      },
    });
  });
});
