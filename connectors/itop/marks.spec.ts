import { describe, expect, it } from '@jest/globals';
import { lineNames } from '@passerelle/connector';
import { logOf } from './simulator/index.js';
import { append, apply, openStage, read, type Stage } from './testing/stage.js';

const mark = '[GLPI #59 · suivi 1 ·';
const ticketIn = (stage: Stage): string => {
  const { id } = stage.sim.as('buffet').open('UserRequest', { title: 'Écran', description: '<p>x</p>', org_id: 1 });
  return `UserRequest::${id}`;
};
const log = (stage: Stage, journal: 'public_log' | 'private_log') =>
  logOf(stage.sim.instance.database.find('UserRequest', 1)!, journal).map(({ message }) => message);

describe('our mark in somebody else’s line', () => {
  const pasted = `<p>${mark} Marie · 05/01/2026 10:00:00]<br>recopié pour mémoire</p>`;

  it('is not taken for ours when words of their own stand under it', async () => {
    const stage = openStage();
    const ticket = ticketIn(stage);
    stage.sim.as('buffet').write(1, 'public_log', pasted);
    const command = append(ticket, 'Relancé ce matin', 'public_log', { mark });
    expect(await stage.connector.sink!.find(command)).toEqual({ verdict: 'not-landed' });
    await apply(stage.connector, command);
    expect(log(stage, 'public_log')).toHaveLength(2);
    expect((await stage.connector.sink!.find(command)).verdict).toBe('landed');
  });

  it('does not make an internal line public', async () => {
    const stage = openStage();
    const ticket = ticketIn(stage);
    stage.sim.as('buffet').write(1, 'public_log', pasted);
    const [receipt] = await apply(stage.connector, append(ticket, 'Entre nous', 'private_log', { mark }));
    expect(receipt).toMatchObject({ outcome: 'done', audience: 'internal' });
  });

  it('is a leak where our words stand under it, too', async () => {
    const stage = openStage();
    const ticket = ticketIn(stage);
    stage.sim.as('buffet').write(1, 'public_log', `<p>Entre nous<br>${mark}</p>`);
    const [receipt] = await apply(stage.connector, append(ticket, 'Entre nous', 'private_log', { mark }));
    expect(receipt).toMatchObject({ outcome: 'done', audience: 'public' });
  });

  it('is nobody’s but theirs once their line is known, though it says the very same', async () => {
    const stage = openStage();
    const ticket = ticketIn(stage);
    stage.sim.as('buffet').write(1, 'public_log', `<p>Fait<br>${mark}</p>`);
    const command = append(ticket, 'Fait', 'public_log', { mark });
    expect((await stage.connector.sink!.find(command)).verdict).toBe('landed');
    const others = new Set(lineNames((await read(stage.connector, ticket))!.entries));
    expect(await stage.connector.sink!.find(command, others)).toEqual({ verdict: 'not-landed' });
    const receipts = [];
    for await (const each of stage.connector.sink!.apply([command], undefined, new Map([[ticket, others]])))
      receipts.push(each);
    expect(receipts).toMatchObject([{ outcome: 'done' }]);
    expect(log(stage, 'public_log')).toHaveLength(2);
  });
});
