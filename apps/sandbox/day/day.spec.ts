import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock } from '@passerelle/connector/testing';
import { logOf } from '../../../connectors/itop/simulator/index.js';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { itopAuth } from './itop.js';
import { liveADay } from './live-a-day.js';
import { ocsAuth } from './ocs.js';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, clock: manualClock('2026-01-05T08:00:00Z') });
  liveADay(sandbox);
});
afterEach(() => sandbox.close());

const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

describe('a day at the service desk', () => {
  it('hands a request of the iTop over to PILOTES, with a word that only colleagues read', async () => {
    const body = new URLSearchParams({
      version: '1.3',
      json_data: JSON.stringify({
        operation: 'core/get',
        class: 'UserRequest',
        key: "SELECT UserRequest WHERE team_name = 'PILOTES'",
        output_fields: 'title,public_log,private_log',
      }),
    });
    const answer = await fetch(`${sandbox.itopUrl}/webservices/rest.php`, {
      method: 'POST',
      headers: basic(itopAuth.user, itopAuth.password),
      body,
    });
    const { objects } = (await answer.json()) as { readonly objects: Readonly<Record<string, unknown>> };
    expect(Object.keys(objects)).toHaveLength(1);
    const [handed] = sandbox.itop.instance.database.all('UserRequest');
    if (!handed) throw new Error('expected a request in the iTop');
    const said = (log: string): string =>
      logOf(handed, log)
        .map(({ message }) => message)
        .join('');
    expect(said('private_log')).toContain('l’entrepôt de données');
    expect(said('public_log')).not.toContain('l’entrepôt de données');
  });

  it('has one person submit the same need twice to the form, and another choose the wrong category', async () => {
    const { tickets, notes } = sandbox.form.tool.tables;
    const all = [...tickets.values()];
    const again = all.filter(({ subject }) => subject === 'Position 14 très lente');
    expect(again.map(({ email }) => email)).toEqual(Array(2).fill('aminata.kone@exemple.ci'));
    expect([...notes.values()].map(({ message }) => message)).toEqual([expect.stringContaining('Mauvaise catégorie')]);
    const page = await fetch(`${sandbox.formUrl}/index.php?a=add`);
    expect(`${page.status} ${await page.text()}`).toContain('DSI Connexion internet');
  });

  it('lists the machines of room 203 to whoever has the account, and to nobody else', async () => {
    const ask = (headers: Record<string, string>) => fetch(`${sandbox.ocsUrl}/v1/computers/listID`, { headers });
    expect((await ask({})).status).toBe(401);
    const listed = await ask(basic(ocsAuth.user, ocsAuth.password));
    expect(await listed.json()).toHaveLength(2);
  });
});
