import { describe, expect, it } from '@jest/globals';
import type { Keyed, NativeCommand, Receipt } from '@passerelle/connector';
import { rowsOf, str } from './simulator/index.js';
import { key, openStage, type Stage, type StageOptions } from './testing/stage.js';

const configured = { config: { knowledge: {} } };

async function send(stage: Stage, command: Keyed<NativeCommand>): Promise<Receipt> {
  for await (const receipt of stage.connector.sink!.apply([command])) return receipt;
  throw new Error('expected a receipt');
}

async function ticketIn(options: StageOptions = configured): Promise<{ readonly stage: Stage; readonly id: string }> {
  const stage = openStage(options);
  const fields = { name: 'Écran noir en 203 « été »', content: 'Depuis ce matin' };
  const receipt = await send(stage, {
    key: key('billet'),
    kind: 'create',
    ticket: { class: 'incident', fields, at: null },
  });
  if (receipt.outcome !== 'done') throw new Error(JSON.stringify(receipt));
  return { stage, id: receipt.id };
}

function solution(id: string, text: string, fields: Readonly<Record<string, string>> = {}): Keyed<NativeCommand> {
  const mark = '[SNOW INC0010001 · solution 3]';
  const entry = { journal: 'solution', audience: 'public', text, author: null, at: null, mark, fields } as const;
  return { key: key(`solution ${id}`), kind: 'append', id, entry };
}

const articles = ({ sim }: Stage) => rowsOf(sim.state, 'KnowbaseItem');
const ties = ({ sim }: Stage) => rowsOf(sim.state, 'KnowbaseItem_Item');

describe('a solution that is marked for the knowledge base', () => {
  it.each(['9.5', '10', '11'] as const)(
    '%s: becomes an article without the mark, tied to its ticket',
    async (profile) => {
      const { stage, id } = await ticketIn({ ...configured, profile });
      const receipt = await send(stage, solution(id, 'Câble <b>vidéo</b> remplacé. #BDC'));
      expect(receipt).toMatchObject({ outcome: 'done' });
      expect(receipt).not.toHaveProperty('dropped');
      expect(articles(stage)).toHaveLength(1);
      expect(str(articles(stage)[0]!, 'name')).toBe('Écran noir en 203 « été »');
      expect(str(articles(stage)[0]!, 'answer')).toMatch(/^Câble .*vidéo.* remplacé\./u);
      expect(str(articles(stage)[0]!, 'answer')).not.toMatch(/#bdc/i);
      expect(ties(stage)).toMatchObject([{ itemtype: 'Ticket', items_id: Number(id) }]);
      expect(rowsOf(stage.sim.state, 'ITILSolution')).toHaveLength(1);
    },
  );

  it('is marked by a flag of the entry as well as by the word', async () => {
    const { stage, id } = await ticketIn();
    await send(stage, solution(id, 'Câble remplacé.', { knowledge: '1' }));
    expect(articles(stage)).toHaveLength(1);
  });

  it('becomes none without the word, or where the site does not say so', async () => {
    const plain = await ticketIn();
    await send(plain.stage, solution(plain.id, 'Câble remplacé.'));
    expect(articles(plain.stage)).toEqual([]);
    const other = await ticketIn({});
    await send(other.stage, solution(other.id, 'Câble remplacé. #bdc'));
    expect([articles(other.stage).length, rowsOf(other.stage.sim.state, 'ITILSolution').length]).toEqual([0, 1]);
  });

  it('makes no second article when it is tried again after its answer was lost', async () => {
    const { stage, id } = await ticketIn();
    const command = solution(id, 'Câble remplacé. #bdc');
    let cut = false;
    const handle = stage.sim.handle.bind(stage.sim);
    stage.sim.handle = (request) => {
      const answer = handle(request);
      const lost = !cut && request.method === 'POST' && request.url.endsWith('/KnowbaseItem');
      cut ||= lost;
      return lost ? { status: 200, headers: {}, body: '', cut: true } : answer;
    };
    const first = await send(stage, command);
    expect(first.outcome).not.toBe('done');
    expect([articles(stage).length, rowsOf(stage.sim.state, 'ITILSolution').length]).toEqual([1, 0]);
    expect((await send(stage, command)).outcome).toBe('done');
    expect([articles(stage).length, ties(stage).length]).toEqual([1, 1]);
  });

  it('solves where the account may write no articles, and says so', async () => {
    const { stage, id } = await ticketIn();
    const handle = stage.sim.handle.bind(stage.sim);
    stage.sim.handle = (request) =>
      request.method === 'POST' && request.url.endsWith('/KnowbaseItem')
        ? {
            status: 400,
            headers: { 'content-type': 'application/json' },
            body: '["ERROR_GLPI_ADD","Vous n’avez pas le droit d’exécuter cette action"]',
          }
        : handle(request);
    const receipt = await send(stage, solution(id, 'Câble remplacé. #bdc'));
    expect(receipt).toMatchObject({ outcome: 'done', dropped: [{ field: 'knowledge', sent: '1' }] });
    expect(rowsOf(stage.sim.state, 'ITILSolution')).toHaveLength(1);
  });
});
