import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock } from '@passerelle/connector/testing';
import { defaultQuirks, type FaultKind } from '../../connectors/servicenow/simulator/index.js';
import { startSandbox, type Sandbox } from './sandbox.js';
import { faultKinds, mishaps } from './servicenow/faults.js';
import { habits } from './servicenow/habits.js';
import { en } from './words/en.js';
import { fr } from './words/fr.js';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, clock: manualClock('2026-01-05T08:00:00Z') });
});
afterEach(() => sandbox.close());

const authorization = `Basic ${Buffer.from('passerelle:passerelle').toString('base64')}`;

async function api(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${sandbox.servicenowUrl}${path}`, {
    ...init,
    headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
  });
}

async function page(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await fetch(`${sandbox.url}/_sandbox${path}`, { headers });
  return `${answer.status} ${await answer.text()}`;
}

async function send(path: string, form: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(`${sandbox.url}/_sandbox${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
}

function incident(values: Readonly<Record<string, string>> = {}): string {
  const caller = sandbox.servicenow.findBy('sys_user', 'user_name', 'clement.stevenin')?.['sys_id'] ?? '';
  const row = sandbox.servicenow.as('itil').create('incident', {
    short_description: 'Écran noir à l’accueil',
    caller_id: caller,
    ...values,
  });
  return row['sys_id'] ?? '';
}

describe('the sandbox', () => {
  it('is a ServiceNow below its own path, whose links lead back to it', async () => {
    const made = await api('/api/now/table/incident', {
      method: 'POST',
      body: JSON.stringify({ short_description: 'Écran noir' }),
    });
    const { result } = (await made.json()) as { result: { sys_id: string; opened_by: { link: string } } };
    expect(made.status).toBe(201);
    expect(sandbox.servicenow.record('incident', result.sys_id)?.['short_description']).toBe('Écran noir');
    expect(result.opened_by.link).toMatch(`${sandbox.servicenowUrl}/api/now/table/sys_user/`);
    const followed = await fetch(result.opened_by.link, { headers: { authorization, accept: 'application/json' } });
    expect(((await followed.json()) as { result: { user_name: string } }).result.user_name).toBe('passerelle');
  });

  it('lets nobody in without an account', async () => {
    const answer = await fetch(`${sandbox.servicenowUrl}/api/now/table/incident`);
    expect(answer.status).toBe(401);
  });

  it('leads people from its root to the control page', async () => {
    const answer = await fetch(`${sandbox.url}/`, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/_sandbox');
    expect(await page('')).toContain(sandbox.servicenowUrl);
  });

  it('makes the same ids from the same seed', async () => {
    const other = await startSandbox({ port: 0, clock: manualClock('2026-01-05T08:00:00Z') });
    const third = await startSandbox({ port: 0, clock: manualClock('2026-01-05T08:00:00Z'), seed: 2 });
    const id = (one: Sandbox): string =>
      one.servicenow.as('itil').create('incident', { short_description: 'a' })['sys_id'] ?? '';
    const ids = [sandbox, other, third].map(id);
    await Promise.all([other.close(), third.close()]);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

describe('the control page', () => {
  it('speaks French first, and English to whoever asks', async () => {
    expect(await page('')).toMatch(/<html lang="fr">[\s\S]*Vue d’ensemble/);
    const chosen = await fetch(`${sandbox.url}/_sandbox/language/en`, { redirect: 'manual' });
    const cookie = (chosen.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(await page('', { cookie })).toMatch(/<html lang="en">[\s\S]*Overview/);
  });

  it('shows a ticket with who can read what', async () => {
    const id = incident({ description: 'Depuis ce matin' });
    sandbox.servicenow.as('itil').comment(id, 'Nous regardons 👀');
    sandbox.servicenow.as('itil').workNote(id, 'Câble à changer');
    sandbox.servicenow.as('itil').attach(id, 'été & hiver.txt', Buffer.from('contenu'), 'text/plain');
    const shown = await page(`/servicenow/tickets/${id}`);
    expect(shown).toMatch(/<li class="public">[\s\S]*?Public : le demandeur le lit[\s\S]*?Nous regardons 👀/);
    expect(shown).toMatch(/<li class="internal">[\s\S]*?Interne : l’équipe seule[\s\S]*?Câble à changer/);
    expect(shown).toContain('Clément Stévenin');
    expect(shown).toContain('été &amp; hiver.txt');
    const list = await page(`/servicenow/tickets?q=${encodeURIComponent('écran')}`);
    expect(list).toContain(`/_sandbox/servicenow/tickets/${id}`);
    expect(await page('/servicenow/tickets?q=introuvable')).toContain('Rien ici.');
  });

  it('gives out an attachment to be saved, never to be shown', async () => {
    const id = incident();
    const bytes = Buffer.from('<script>alert(1)</script>');
    const file = sandbox.servicenow.as('itil').attach(id, 'été.html', bytes, 'text/html');
    const answer = await fetch(`${sandbox.url}/_sandbox/servicenow/files/${file['sys_id']}`);
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C3%A9t%C3%A9.html");
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('escapes everything that a ticket holds, and lets no script run', async () => {
    const evil = '<script>alert("x")</script><img src=x onerror=alert(1)>\' " &';
    const id = incident({ short_description: evil, description: evil });
    sandbox.servicenow.as('itil').comment(id, evil);
    sandbox.servicenow.as('itil').attach(id, evil, Buffer.from('x'), evil);
    for (const path of [
      `/servicenow/tickets/${id}`,
      '/servicenow/tickets',
      '/servicenow/mails',
      '/servicenow/tickets?q=<script>',
    ]) {
      const answer = await fetch(`${sandbox.url}/_sandbox${path}`);
      const text = await answer.text();
      expect(text).not.toMatch(/<script|<img/);
      expect(text).toContain('&lt;script&gt;');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('asks for nothing outside this machine', async () => {
    for (const path of ['', '/servicenow/tickets', '/servicenow/mails', '/servicenow/faults', '/servicenow/habits']) {
      const shown = await page(path);
      const links = [...shown.matchAll(/(?:src|href|action)="([^"]*)"/g)].map(([, link]) => link);
      expect(links.length).toBeGreaterThan(5);
      expect(links.filter((link) => !/^(\/_sandbox|#|data:,)/.test(link ?? ''))).toEqual([]);
    }
  });

  it('labels every field, and gives no id twice', async () => {
    const id = incident();
    for (const path of [
      `/servicenow/tickets/${id}`,
      '/servicenow/tickets',
      '/servicenow/faults',
      '/servicenow/habits',
    ]) {
      const shown = await page(path);
      const all = (pattern: RegExp): string[] => [...shown.matchAll(pattern)].map(([, name]) => name ?? '');
      const ids = all(/ id="([^"]+)"/g);
      expect(new Set(ids).size).toBe(ids.length);
      const fields = all(/<(?:select|textarea|input)[^>]*? id="([^"]+)"/g);
      expect(fields.length).toBeGreaterThan(0);
      expect(all(/<label for="([^"]+)"/g).sort()).toEqual([...fields].sort());
    }
  });
});

describe('acting as a user', () => {
  it('comments as the caller, who is believed to be the one who writes', async () => {
    const id = incident();
    const answer = await send(`/servicenow/tickets/${id}`, {
      act: 'comment',
      as: 'clement.stevenin',
      text: 'Toujours noir, merci',
    });
    expect(answer.status).toBe(303);
    expect(sandbox.servicenow.journal(id)).toEqual([
      expect.objectContaining({ element: 'comments', value: 'Toujours noir, merci', author: 'clement.stevenin' }),
    ]);
  });

  it('writes a work note, assigns, resolves and closes', async () => {
    const id = incident();
    const group = sandbox.servicenow.findBy('sys_user_group', 'name', 'HELPDESK')?.['sys_id'] ?? '';
    const code =
      /<option value="([^"]+)"/.exec(
        /name="code"[\s\S]*?<\/select>/.exec(await page(`/servicenow/tickets/${id}`))?.[0] ?? '',
      )?.[1] ?? '';
    await send(`/servicenow/tickets/${id}`, { act: 'note', as: 'itil', text: 'Vu' });
    await send(`/servicenow/tickets/${id}`, { act: 'assign', as: 'itil', group, agent: '' });
    expect(sandbox.servicenow.record('incident', id)).toMatchObject({ assignment_group: group });
    await send(`/servicenow/tickets/${id}`, { act: 'resolve', as: 'itil', code, notes: 'Câble changé' });
    expect(sandbox.servicenow.record('incident', id)).toMatchObject({ state: '6', close_notes: 'Câble changé' });
    await send(`/servicenow/tickets/${id}`, { act: 'close', as: 'itil' });
    expect(sandbox.servicenow.record('incident', id)).toMatchObject({ state: '7' });
    expect(sandbox.servicenow.journal(id).map(({ element }) => element)).toEqual(['work_notes']);
  });

  it('opens a ticket, and the mails that it sends can be read and thrown away', async () => {
    const answer = await send('/servicenow/tickets', { as: 'clement.stevenin', table: 'incident', label: 'Souris' });
    const path = answer.headers.get('location') ?? '';
    expect(path).toMatch(/^\/_sandbox\/servicenow\/tickets\/[0-9a-f]{32}\?done$/);
    expect(await page(path.replace('/_sandbox', ''))).toContain('C’est fait.');
    const id = path.slice(-37, -5);
    await send(`/servicenow/tickets/${id}`, { act: 'comment', as: 'itil', text: 'Laquelle ?' });
    expect(sandbox.servicenow.mailbox.map(({ to }) => to)).toContain('clement.stevenin@exemple.fr');
    expect(await page('/servicenow/mails')).toContain(sandbox.servicenow.mailbox[0]?.subject ?? 'no mail');
    await send('/servicenow/mails', {});
    expect(sandbox.servicenow.mailbox).toEqual([]);
  });

  it.each([
    [{ act: 'comment', as: 'itil', text: '  ' }, /expected some text/],
    [{ act: 'comment', as: 'nobody', text: 'x' }, /no user nobody/],
    [{ act: 'explode', as: 'itil' }, /expected one of comment/],
  ])('says why it is refused: %j', async (form, says) => {
    const id = incident();
    const answer = await send(`/servicenow/tickets/${id}`, form as unknown as Record<string, string>);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(says);
    expect(sandbox.servicenow.journal(id)).toEqual([]);
  });

  it('is not open to a page of another site', async () => {
    const id = incident();
    const evil = await fetch(`${sandbox.url}/_sandbox/servicenow/tickets/${id}`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ act: 'comment', as: 'itil', text: 'x' }),
    });
    expect(evil.status).toBe(403);
    expect(await statusFor('evil.example')).toBe(403);
    expect(sandbox.servicenow.journal(id)).toEqual([]);
    // The control: the same from here goes through.
    const ours = await fetch(`${sandbox.url}/_sandbox/servicenow/tickets/${id}`, {
      method: 'POST',
      headers: { origin: sandbox.url },
      redirect: 'manual',
      body: new URLSearchParams({ act: 'comment', as: 'itil', text: 'x' }),
    });
    expect(ours.status).toBe(303);
  });

  it('answers 404 for what is not there', async () => {
    expect(await page(`/servicenow/tickets/${'0'.repeat(32)}`)).toMatch(/^404 /);
    expect(await page('/servicenow/nowhere')).toMatch(/^404 /);
    expect(await page('/glpi')).toMatch(/^404 /);
    expect((await fetch(`${sandbox.url}/elsewhere`)).status).toBe(404);
  });
});

describe('faults', () => {
  it('strike as their form says, and are gone once removed', async () => {
    const get = async (): Promise<number> => (await api('/api/now/table/incident?sysparm_limit=1')).status;
    await send('/servicenow/faults', { do: 'unavailable-503', method: 'GET', path: '/api/now/table', times: '2' });
    expect([await get(), await get(), await get()]).toEqual([503, 503, 200]);
    await send('/servicenow/faults', { do: 'error-500', method: '', path: '', every: '2' });
    expect([await get(), await get()]).toEqual([200, 500]);
    expect(await page('/servicenow/faults')).toContain('répond 500 sans rien faire');
    await send('/servicenow/faults', { act: 'clear' });
    expect([await get(), await get()]).toEqual([200, 200]);
  });

  it('have a button each for common mishaps', async () => {
    for (const [index, fault] of mishaps.entries()) {
      await send('/servicenow/faults', { mishap: String(index) });
      expect(sandbox.servicenow.faults.rules.at(-1)).toEqual(fault);
    }
  });

  it('are refused where their form makes no sense', async () => {
    for (const form of [
      { do: 'explode' },
      { do: 'slow', ms: '-1' },
      { do: 'slow', rate: '2' },
      { do: 'slow', times: '0' },
    ])
      expect((await send('/servicenow/faults', form as unknown as Record<string, string>)).status).toBe(422);
    expect(sandbox.servicenow.faults.rules).toEqual([]);
  });

  it('all have words in both languages', () => {
    const kinds: Readonly<Record<FaultKind, string>> = en.fault;
    expect(Object.keys(fr.fault)).toEqual(Object.keys(kinds));
    expect(faultKinds).toEqual(Object.keys(kinds));
  });
});

describe('habits', () => {
  it('change from the next request on', async () => {
    const id = incident();
    await send('/servicenow/habits', { emptyClearsChoices: 'true', commitLag: '5000', acceptRequired: 'true' });
    expect(sandbox.servicenow.instance.quirks).toMatchObject({
      emptyClearsChoices: true,
      commitLag: 5000,
      acceptRequired: true,
    });
    expect(sandbox.servicenow.record('incident', id)).toBeDefined();
    expect(await statusWithoutAccept(`/servicenow/api/now/table/incident/${id}`)).toBe(400);
    await send('/servicenow/habits', { acceptRequired: 'false' });
    expect(await statusWithoutAccept(`/servicenow/api/now/table/incident/${id}`)).toBe(200);
  });

  it('are changed all together or not at all', async () => {
    const answer = await send('/servicenow/habits', { commitLag: '5000', collision: 'explode' });
    expect(answer.status).toBe(422);
    expect(sandbox.servicenow.instance.quirks.commitLag).toBe(0);
  });

  it('are offered with the values that they start with', () => {
    for (const [name, values] of Object.entries(habits) as [keyof typeof habits, readonly string[] | 'number'][]) {
      const usual = defaultQuirks[name];
      expect(values === 'number' ? typeof usual === 'number' : values.includes(String(usual))).toBe(true);
    }
  });
});

/** fetch sets Host and Accept itself; these do not. */
function statusFor(host: string): Promise<number> {
  return status({ path: '/_sandbox', headers: { host } });
}

function statusWithoutAccept(path: string): Promise<number> {
  return status({ path, headers: { authorization } });
}

function status(wanted: {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}): Promise<number> {
  const { port } = new URL(sandbox.url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, ...wanted }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
