import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '@passerelle/connector';
import { manualClock, type ManualClock } from '@passerelle/connector/testing';
import { openGate, worth, type Hook } from './gate.js';
import { largest } from './hook-door.js';
import { startHookServer, type HookServer } from './testing/hook-server.js';

const [old, fresh, other] = ['clé-ancienne-é', `whsec_${Buffer.from('clé-neuve').toString('base64')}`, 'une-autre-clé'];
const raw = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);

const hooks = new Map<string, Hook>([
  ['servicenow', { style: 'standard', secrets: [new Secret(old), new Secret(fresh)] }],
  ['glpi', { style: 'glpi', secrets: [new Secret(other)] }],
]);

let clock: ManualClock;
let server: HookServer;
let looks: string[];

beforeEach(async () => {
  clock = manualClock();
  looks = [];
  server = await startHookServer({
    gate: openGate(hooks, clock),
    look: (connection) => void looks.push(connection),
  });
});
afterEach(() => server.close());

interface Delivery {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const seconds = (): number => Math.floor(clock.now().getTime() / 1_000);

function standard(secret: string, body = '{"n":1}', id = 'msg_1', at = seconds()): Delivery {
  const signature = createHmac('sha256', raw(secret)).update(`${id}.${at}.${body}`).digest('base64');
  return {
    headers: { 'webhook-id': id, 'webhook-timestamp': `${at}`, 'webhook-signature': `v1,${signature}` },
    body,
  };
}

function glpi(secret: string, body = '{"event":"update"}', at = seconds()): Delivery {
  const signature = createHmac('sha256', raw(secret)).update(`${body}${at}`).digest('hex');
  return { headers: { 'x-glpi-signature': signature, 'x-glpi-timestamp': `${at}` }, body };
}

async function challenge(connection: string, token: string): Promise<readonly [number, string]> {
  const answer = await fetch(`${server.url}/hooks/${connection}?crc_token=${encodeURIComponent(token)}`);
  return [answer.status, await answer.text()];
}

async function post(connection: string, { headers, body }: Delivery): Promise<number> {
  const { status } = await fetch(`${server.url}/hooks/${connection}`, { method: 'POST', headers, body });
  return status;
}

describe('a challenge of GLPI', () => {
  const signed = (token: string): string => createHmac('sha256', raw(other)).update(token).digest('hex');

  it('is answered with its token, signed, and wakes nobody', async () => {
    expect(await challenge('glpi', 'aZ9-é🙂')).toEqual([200, signed('aZ9-é🙂')]);
    expect(looks).toEqual([]);
  });

  it('signs nothing that could be sent as a delivery', async () => {
    const body = '{"event":"update"}';
    const at = seconds();
    expect(await challenge('glpi', `${body}${at}`)).toEqual([404, '']);
    // The control: that very answer would have been taken for GLPI's signature.
    const headers = { 'x-glpi-signature': signed(`${body}${at}`), 'x-glpi-timestamp': `${at}` };
    expect(await post('glpi', { headers, body })).toBe(204);
    // Nor with an instant of fewer digits.
    const forged = { 'x-glpi-signature': signed('{}5'), 'x-glpi-timestamp': '5' };
    expect([(await challenge('glpi', '{}5'))[0], await post('glpi', { headers: forged, body: '{}' })]).toEqual([
      200, 401,
    ]);
  });

  it('is answered to nobody else', async () => {
    expect(await challenge('servicenow', 'abc')).toEqual([404, '']);
    expect((await challenge('inconnu', 'abc'))[0]).toBe(404);
    expect((await challenge('glpi', ''))[0]).toBe(404);
    expect((await challenge('glpi', 'x'.repeat(300)))[0]).toBe(404);
  });
});

describe('a webhook', () => {
  it.each([
    ['with the secret that is going', () => standard(old)],
    ['with the one that takes its place', () => standard(fresh)],
  ])('that is signed %s says «look», once', async (_, delivery) => {
    const made = delivery();
    expect([await post('servicenow', made), await post('servicenow', made)]).toEqual([204, 204]);
    expect(looks).toEqual(['servicenow']);
  });

  it('may hold anything at all, since nobody reads it', async () => {
    for (const [at, body] of ['', 'pas du JSON', '🙏 مرحبا', '\u0000'.repeat(1_000)].entries())
      expect(await post('servicenow', standard(old, body, `msg_${at}`))).toBe(204);
    expect(looks).toHaveLength(4);
  });

  it('that came twice with two names says it twice', async () => {
    await post('servicenow', standard(old, 'a', 'msg_1'));
    await post('servicenow', standard(old, 'a', 'msg_2'));
    expect(looks).toHaveLength(2);
  });

  it('may carry the signature of a secret that we do not know yet beside ours', async () => {
    const made = standard(old);
    const both = `v1,${'A'.repeat(43)}= v1a,x ${made.headers['webhook-signature']}`;
    expect(await post('servicenow', { ...made, headers: { ...made.headers, 'webhook-signature': both } })).toBe(204);
    expect(looks).toEqual(['servicenow']);
  });
});

describe('nothing happens for a webhook', () => {
  const refused: readonly (readonly [string, () => Delivery])[] = [
    ['without a signature', () => ({ headers: {}, body: '{"n":1}' })],
    ['signed by another connection’s secret', () => standard(other)],
    ['signed by an empty secret', () => standard('')],
    ['in the other style', () => glpi(old)],
    ['with two secrets swapped around', () => standard(raw(fresh).toString('base64'))],
    ['older than its signature is worth', () => standard(old, 'x', 'm', seconds() - worth / 1_000 - 1)],
    ['from further ahead than that', () => standard(old, 'x', 'm', seconds() + worth / 1_000 + 1)],
    [
      'dated by a word',
      () => ({ ...standard(old), headers: { ...standard(old).headers, 'webhook-timestamp': 'NaN' } }),
    ],
  ];
  it.each(refused)('%s', async (_, delivery) => {
    expect(await post('servicenow', delivery())).toBe(401);
    expect(looks).toEqual([]);
  });

  it('that was made for another connection, or for one that has no secret', async () => {
    expect(await post('glpi', standard(old))).toBe(401);
    expect(await post('itop', standard(old))).toBe(401);
    expect(looks).toEqual([]);
  });

  it('with one bit of its body, name, instant or signature turned', async () => {
    const { headers, body } = standard(old, '{"id":"Écran"}');
    const gate = openGate(hooks, clock);
    let tried = 0;
    const flips = (text: Buffer): Buffer[] =>
      Array.from({ length: text.length * 8 }, (_, bit) => {
        const turned = Buffer.from(text);
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return turned;
      });
    for (const turned of flips(Buffer.from(body))) {
      tried += 1;
      expect(gate.judge('servicenow', headers, turned)).toBe('refused');
    }
    for (const [name, value] of Object.entries(headers))
      for (const turned of flips(Buffer.from(value))) {
        tried += 1;
        const changed = { ...headers, [name]: turned.toString('latin1') };
        expect(gate.judge('servicenow', changed, Buffer.from(body))).toBe('refused');
      }
    expect(tried).toBeGreaterThan(500);
    // The control: untouched it is believed.
    expect(gate.judge('servicenow', headers, Buffer.from(body))).toBe('look');
  });

  it('that is played back ten thousand times', () => {
    const gate = openGate(hooks, clock);
    const made = [standard(old), glpi(other)] as const;
    expect(gate.judge('servicenow', made[0].headers, Buffer.from(made[0].body))).toBe('look');
    expect(gate.judge('glpi', made[1].headers, Buffer.from(made[1].body))).toBe('look');
    let again = 0;
    for (let time = 0; time < 10_000; time += 1) {
      clock.advance(250);
      if (gate.judge('servicenow', made[0].headers, Buffer.from(made[0].body)) === 'look') again += 1;
      if (gate.judge('glpi', made[1].headers, Buffer.from(made[1].body)) === 'look') again += 1;
    }
    expect(again).toBe(0);
  });

  it('that is larger than anybody needs', async () => {
    const status = await post('servicenow', standard(old, 'é'.repeat(largest))).catch(() => 413);
    expect(status).toBe(413);
    expect(looks).toEqual([]);
  });

  it('that is no delivery at all', async () => {
    const { status } = await fetch(`${server.url}/hooks/servicenow`);
    expect(status).toBe(405);
    for (const path of ['/', '/hooks/', '/hooks/../servicenow', '/hooks/SERVICENOW'])
      expect((await fetch(`${server.url}${path}`, { method: 'POST' })).status).toBe(404);
    expect(looks).toEqual([]);
  });
});

describe('GLPI, which signs when it queues', () => {
  it('is believed however late its delivery comes, and once', async () => {
    const made = glpi(other);
    clock.advance(6 * 3_600_000);
    expect([await post('glpi', made), await post('glpi', made)]).toEqual([204, 204]);
    expect(looks).toEqual(['glpi']);
  });
});
