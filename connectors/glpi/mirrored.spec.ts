import { describe, expect, it } from '@jest/globals';
import { append, apply, attach, create, openStage } from './testing/stage.js';

describe('looking for what was perhaps written', () => {
  it('takes no line and no file for ours that is known to be something else', async () => {
    const { connector } = openStage();
    const [made] = await apply(connector, create('Écran noir'));
    const id = made?.outcome === 'done' ? made.id : '';
    const said = append(id, 'Bonjour [réf. a · 1]', 'followup', { mark: '[réf. a · 1]' });
    const file = attach(id, 'photo.png', Buffer.from('pixels'));
    const parts: string[] = [];
    for await (const receipt of connector.sink?.apply([said, file]) ?? [])
      if (receipt.outcome === 'done') parts.push(receipt.part ?? '');
    const [line = '', document = ''] = parts;
    expect(await connector.sink?.find(said)).toMatchObject({ verdict: 'landed', receipt: { part: line } });
    expect(await connector.sink?.find(file)).toMatchObject({ verdict: 'landed', receipt: { part: document } });
    expect(await connector.sink?.find(said, new Set([line]))).toEqual({ verdict: 'not-landed' });
    expect(await connector.sink?.find(file, new Set([document]))).toEqual({ verdict: 'not-landed' });
  });
});

describe('a creation', () => {
  it('that cannot be read back may have landed: it is never told to have failed', async () => {
    const { connector, sim } = openStage();
    const handle = sim.handle.bind(sim);
    let made = false;
    const broken: typeof handle = (request) => {
      if (made && request.method === 'GET') return { status: 500, headers: {}, body: 'Oups' };
      made ||= request.method === 'POST' && request.url.endsWith('/Ticket');
      return handle(request);
    };
    Object.assign(sim, { handle: broken });
    const command = create('Écran noir');
    expect(await apply(connector, command)).toMatchObject([{ outcome: 'unknown', fault: { landed: 'unknown' } }]);
    Object.assign(sim, { handle });
    expect(await connector.sink?.find(command)).toMatchObject({ verdict: 'landed' });
  });
});
