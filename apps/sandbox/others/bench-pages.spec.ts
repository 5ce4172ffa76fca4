import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { manualClock } from '@passerelle/connector/testing';
import { startSandbox, type Sandbox } from '../sandbox.js';

describe('the pages of the other tools', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, clock: manualClock('2026-01-05T08:00:00Z') });
  });
  afterAll(() => sandbox.close());

  const page = async (path: string): Promise<string> => (await fetch(`${sandbox.url}/_sandbox${path}`)).text();
  const send = (path: string, form: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/_sandbox${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams(form),
    });

  it.each(['glpi', 'itop', 'intranet'])('show what people write there, and who can read it (%s)', async (tool) => {
    const title = `Écran noir <b>d’accueil</b> & « ${tool} »`;
    const opened = await send(`/${tool}/tickets`, { label: title, text: 'Depuis ce matin 🙏' });
    const at = (opened.headers.get('location') ?? '').replace('/_sandbox', '').replace('?done', '');
    expect([opened.status, at]).toEqual([303, expect.stringMatching(new RegExp(`^/${tool}/tickets/\\d+$`))]);
    await send(at, { audience: 'public', text: 'Nous regardons <script>alert(1)</script>' });
    await send(at, { audience: 'internal', text: 'Câble à changer' });
    const shown = await page(at);
    expect(shown).toMatch(/<li class="public">[\s\S]*?Public : le demandeur le lit[\s\S]*?Nous regardons/);
    expect(shown).toMatch(/<li class="internal">[\s\S]*?Interne : l’équipe seule[\s\S]*?Câble à changer/);
    expect(shown).not.toMatch(/<script|<b>d/);
    expect(await page(`/${tool}/tickets`)).toContain(`/_sandbox${at}`);
  });

  it('are only there for this machine and for tickets that exist', async () => {
    const foreign = await send('/glpi/tickets', { label: 'x', text: 'x' }, { origin: 'https://mal.example' });
    expect(foreign.status).toBe(403);
    for (const path of ['/glpi/tickets/999999', '/itop/tickets/999999', '/intranet/tickets/999999', '/ocs/tickets'])
      expect([path, (await fetch(`${sandbox.url}/_sandbox${path}`)).status]).toEqual([path, 404]);
  });
});
