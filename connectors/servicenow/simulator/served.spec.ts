import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { serveSimulator, type ServedSimulator } from '@passerelle/connector/testing';
import { probe } from './probe.js';

const incident = '/api/now/table/incident';

let served: ServedSimulator | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

function ask(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const login = `Basic ${Buffer.from('passerelle:passerelle').toString('base64')}`;
  const call = request(
    `${served?.url}${path}`,
    { method, headers: { authorization: login, 'content-type': 'application/json', ...headers } },
    (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(parts) }),
      );
      incoming.on('error', reject);
    },
  );
  call.on('error', reject);
  call.end(body);
  return promise;
}

describe('the simulator behind a real HTTP server', () => {
  it('answers what it answers without one, gzip, HEAD, 204 and long URLs included', async () => {
    const { sim } = probe();
    served = await serveSimulator(sim);
    const made = await ask('POST', incident, JSON.stringify({ short_description: 'Écran noir' }), {
      'accept-encoding': 'gzip',
    });
    expect([made.status, made.headers['content-encoding'], made.headers['server']]).toEqual([
      201,
      'gzip',
      'ServiceNow',
    ]);
    const { result } = JSON.parse(gunzipSync(made.body).toString()) as { result: Record<string, string> };
    expect(result['short_description']).toBe('Écran noir');
    const head = await ask('HEAD', `${incident}?sysparm_limit=1`);
    expect([head.status, head.headers['x-total-count'], head.body.length]).toEqual([200, '1', 0]);
    expect((await ask('GET', `${incident}?sysparm_query=${'a'.repeat(40_000)}`)).status).toBe(414);
    sim.faults.set([{ do: 'accepted-empty' }]);
    expect(await ask('GET', incident)).toMatchObject({ status: 202, body: Buffer.alloc(0) });
  });

  it('cuts the connection before or after the commit', async () => {
    const { sim } = probe({
      faults: [
        { do: 'cut-before', times: 1 },
        { do: 'cut-after-commit', times: 1 },
      ],
    });
    served = await serveSimulator(sim);
    await expect(ask('POST', incident, '{}')).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(sim.records('incident')).toHaveLength(0);
    await expect(ask('POST', incident, '{}')).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(sim.records('incident')).toHaveLength(1);
    expect((await ask('GET', incident)).status).toBe(200);
  });
});
