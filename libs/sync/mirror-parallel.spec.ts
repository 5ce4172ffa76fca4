import { expect, it } from '@jest/globals';
import { desk } from '../../test/simulation/desk.js';

const tools = { itop: 'itop', glpi: 'glpi', servicenow: 'servicenow' } as const;
const journals = { itop: 'public_log', glpi: 'followup', servicenow: 'comments' } as const;
const names = ['itop', 'glpi', 'servicenow'] as const;

it('loses no comment of people who write in three tools at once, over several rounds, also while it writes itself', async () => {
  const said: string[] = [];
  let busy = false;
  const copies = new Map<string, string>();
  const speak = (name: (typeof names)[number], text: string): void => {
    const id = copies.get(name);
    if (id === undefined) return;
    said.push(text);
    void at.tool(name).world.humans.write?.(id, journals[name], text);
  };
  const at = await desk({
    tools,
    before: (name, simulator) => ({
      handle: (request) => {
        const answer = simulator.handle(request);
        // Somebody in iTop writes right after each line of ours.
        if (name === 'itop' && busy && /add_item/.test(decodeURIComponent(request.body.toString())) && said.length < 40)
          speak('itop', `Entre-temps ${said.length}.`);
        return answer;
      },
    }),
  });
  copies.set('glpi', await at.tool('glpi').world.humans.open('Écran noir'));
  await at.sync();
  for (const name of ['itop', 'servicenow'] as const)
    copies.set(name, (await at.store.bondsOfConnection(name, null, 9))[0]?.native ?? '');
  busy = true;
  for (let round = 0; round < 4; round += 1) {
    for (const name of names) speak(name, `De ${name}, ${round} : été 🔒`);
    await at.sync();
  }
  busy = false;
  await at.sync();
  await at.sync();
  expect(said.length).toBeGreaterThan(12);
  for (const name of names) {
    const truth = await at.tool(name).world.look(copies.get(name) ?? '');
    const times = said.map((text) => truth?.entries.filter((entry) => entry.text.includes(text)).length);
    expect({ name, times }).toEqual({ name, times: said.map(() => 1) });
  }
});
