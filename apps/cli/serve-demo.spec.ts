import { describe, expect, it } from '@jest/globals';
import { serveDemo } from './commands/demo/serve.js';
import { captured } from './testing/captured.js';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly connections: readonly string[];
}

describe('the demonstration that is served', () => {
  it('lets somebody in with the login that it prints, and shows a day of all tools as one', async () => {
    const stop = new AbortController();
    const output = captured('en');
    let rows: readonly Row[] = [];
    const waiting: unknown[] = [];
    let slow: unknown = null;
    const look = async (url: string, login: string, password: string): Promise<void> => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ login, password });
      const entered = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body });
      const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      for (let look = 0; look < 240 && !there(rows); look += 1) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        const answer = await fetch(`${url}/api/v1/tickets`, { headers: { cookie } });
        ({ rows } = (await answer.json()) as { readonly rows: readonly Row[] });
      }
      const read = async (path: string): Promise<unknown> =>
        (await fetch(`${url}/api/v1/${path}`, { headers: { cookie } })).json();
      for (const path of ['quarantine', 'dead-letters', 'conflicts']) waiting.push(await read(path));
      slow = await read(`tickets/${rows.find(({ title }) => title.startsWith('Ordinateur très lent'))?.id ?? ''}`);
    };
    const served = (url: string, login: string, password: string): void =>
      void look(url, login, password).finally(() => stop.abort());
    expect(await serveDemo({ port: 0, stop: stop.signal, served }, output)).toBe(0);
    expect(tally(rows)).toEqual(day);
    expect(waiting).toEqual([{ held: [] }, { letters: [] }, { conflicts: [] }]);
    // By the serial number that the OCS and the GLPI both know.
    expect(slow).toMatchObject({
      assets: [{ name: '203-02', serial: 'SN000002FR' }],
      timeline: [{ kind: 'work_note', audience: 'internal' }],
    });
    expect(output.text).toMatch(/The console: http:\/\/127\.0\.0\.1:\d+\n {2}admin \/ \S+ {2}\(administrator\)/);
    // A busy machine: what did not arrive is named, rather than that time was over.
  }, 120_000);
});

/** Tickets by the tools that have them. */
const day = {
  'glpi+servicenow': 21,
  // Incidents of the form.
  'glpi+intranet+servicenow': 3,
  'glpi+intranet': 2,
  // Handed over to PILOTES.
  'itop+servicenow': 1,
  // The cart and the task that ServiceNow makes around an item are not read: nobody works on them.
  itop: 2,
};

function tally(rows: readonly Row[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { connections } of rows) {
    const where = [...connections].sort().join('+');
    counts[where] = (counts[where] ?? 0) + 1;
  }
  return counts;
}

function there(rows: readonly Row[]): boolean {
  const counts = tally(rows);
  return Object.entries(day).every(([where, count]) => counts[where] === count);
}
