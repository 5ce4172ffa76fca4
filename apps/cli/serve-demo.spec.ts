import { describe, expect, it } from '@jest/globals';
import { serveDemo } from './commands/demo/serve.js';
import { captured } from './testing/captured.js';

interface Row {
  readonly connections: readonly string[];
}

describe('the demonstration that is served', () => {
  it('lets somebody in with the login that it prints, and shows a day of two tools as one', async () => {
    const stop = new AbortController();
    const output = captured('en');
    let rows: readonly Row[] = [];
    const look = async (url: string, login: string, password: string): Promise<void> => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ login, password });
      const entered = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body });
      const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const shared = (): boolean => rows.length === 20 && rows.every(({ connections }) => connections.length === 2);
      for (let look = 0; look < 120 && !shared(); look += 1) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        const answer = await fetch(`${url}/api/v1/tickets`, { headers: { cookie } });
        ({ rows } = (await answer.json()) as { readonly rows: readonly Row[] });
      }
    };
    const served = (url: string, login: string, password: string): void =>
      void look(url, login, password).finally(() => stop.abort());
    expect(await serveDemo({ port: 0, stop: stop.signal, served }, output)).toBe(0);
    expect(rows.map(({ connections }) => connections)).toEqual(
      Array.from({ length: 20 }, () => ['glpi', 'servicenow']),
    );
    expect(output.text).toMatch(/The console: http:\/\/127\.0\.0\.1:\d+\n {2}admin \/ \S+ {2}\(administrator\)/);
  });
});
