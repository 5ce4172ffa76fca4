import { afterEach, describe, expect, it } from '@jest/globals';
import { Fault } from '@passerelle/connector';
import { collect, openStage, type Stage, type StageOptions } from '../testing/stage.js';

let stage: Stage;
afterEach(() => stage.close());

async function given(options: StageOptions = {}): Promise<Stage> {
  stage = await openStage(options);
  return stage;
}

const client = { kind: 'oauth', client: 'passerelle-client', secret: 'passerelle-secret' } as const;
const tokens = (): number => stage.sim.meter.calls.get('POST /oauth_token.do') ?? 0;
const read = () => collect(stage.connector.source?.pull(null));

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Fault) return error;
  throw new Error(`expected a fault, came ${String(error)}`);
}

describe('a wrong password', () => {
  it('is tried twice and not again, although many requests wait, so that the account is not locked', async () => {
    const { connector, sim } = await given({
      config: { auth: { kind: 'basic', user: 'passerelle', password: 'mauvais' } },
    });
    const works = Array.from({ length: 12 }, () => collect(connector.source?.read(['incident:1'])));
    for (const { reason } of (await Promise.allSettled(works)) as readonly PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ kind: 'unauthorized' });
    }
    expect(sim.meter.total).toBe(2);
    expect(sim.findBy('sys_user', 'user_name', 'passerelle')?.['locked_out']).not.toBe('true');
    expect((await faultOf(read())).message).toContain('lest the account be locked');
  });

  it('would lock the account if it were tried as often as requests wait', async () => {
    const { connect, sim } = await given();
    const config = { auth: { kind: 'basic', user: 'passerelle', password: 'mauvais' } };
    for (let nth = 0; nth < 6; nth++) await faultOf(collect(connect(config).source?.read(['incident:1'])));
    expect(sim.findBy('sys_user', 'user_name', 'passerelle')?.['locked_out']).toBe('true');
  });

  it('may be tried once more when somebody asks for a check', async () => {
    const { connector, sim } = await given({
      config: { auth: { kind: 'basic', user: 'passerelle', password: 'mauvais' } },
    });
    for (let nth = 0; nth < 3; nth++) await faultOf(read());
    const { ok, findings } = await connector.check();
    expect([ok, sim.meter.total]).toEqual([false, 3]);
    expect(findings).toMatchObject([{ name: 'credentials', blocking: true }]);
  });

  it('is told apart from a wrong client', async () => {
    const { connect } = await given();
    const bad = { ...client, grant: 'password', user: 'passerelle', password: 'mauvais' };
    expect((await connect({ auth: bad }).check()).findings[0]?.detail.en).toContain('user, password or refresh token');
    const wrong = { ...client, secret: 'mauvais' };
    expect((await connect({ auth: wrong }).check()).findings[0]?.detail.en).toContain('client id or secret');
  });
});

describe('a token', () => {
  it.each([
    ['client_credentials', client],
    ['password', { ...client, user: 'passerelle', password: 'passerelle' }],
  ] as const)('by %s is asked for once, whatever waits for it', async (_grant, auth) => {
    const { connector } = await given({ config: { auth } });
    await Promise.all(Array.from({ length: 8 }, () => collect(connector.source?.read(['incident:1']))));
    expect(tokens()).toBe(1);
  });

  it('is renewed a minute before it ends', async () => {
    const { clock } = await given({ config: { auth: client } });
    await read();
    clock.advance(1_730_000);
    await read();
    expect(tokens()).toBe(1);
    clock.advance(10_000);
    await read();
    expect(tokens()).toBe(2);
    // The instance gives the same token again, with a minute left: it is not asked for with every request of that minute.
    clock.advance(10_000);
    for (let nth = 0; nth < 5; nth++) await read();
    expect(tokens()).toBe(2);
    clock.advance(60_000);
    await read();
    expect(tokens()).toBe(3);
  });

  it('that the instance has ended is renewed once for all that wait', async () => {
    const { connector, sim } = await given({ config: { auth: client } });
    await read();
    sim.instance.tokens.revoke();
    await Promise.all(Array.from({ length: 8 }, () => collect(connector.source?.read(['incident:1']))));
    expect(tokens()).toBe(2);
  });

  it('by refresh token works until that one ends, and then says so', async () => {
    const { sim, connect, clock } = await given();
    const refreshToken = sim.instance.tokens.refresh('passerelle', client.client, true, clock.now().getTime()).value;
    const connector = connect({ auth: { ...client, refreshToken } });
    expect(await collect(connector.source?.pull(null))).toHaveLength(1);
    clock.advance(8_640_001_000);
    expect((await faultOf(collect(connector.source?.pull(null)))).message).toContain(
      'refresh token is wrong or has expired',
    );
  });

  it('that belongs to guest is a finding', async () => {
    const { connect } = await given({ clients: [{ id: 'sans-compte', secret: 's' }] });
    const { ok, findings } = await connect({ auth: { kind: 'oauth', client: 'sans-compte', secret: 's' } }).check();
    expect([ok, findings[0]?.name]).toEqual([false, 'credentials']);
  });

  it('without the scope useraccount says what to give it', async () => {
    const { connect } = await given({
      clients: [{ id: 'etroit', secret: 's', userName: 'passerelle', userAccountScope: false }],
    });
    const { findings } = await connect({ auth: { kind: 'oauth', client: 'etroit', secret: 's' } }).check();
    expect(findings[0]?.detail.en).toContain('useraccount');
  });
});

describe('a key', () => {
  it('is an account too', async () => {
    await given({ config: { auth: { kind: 'apiKey', key: 'now_passerelle_simulated_key' } } });
    expect(await read()).toHaveLength(1);
  });
});

describe('a session', () => {
  it('is never kept: requests side by side are not queued behind each other', async () => {
    const { connector, sim } = await given();
    await Promise.all(Array.from({ length: 20 }, () => collect(connector.source?.read(['incident:1']))));
    expect(sim.meter.statuses.get(202) ?? 0).toBe(0);
  });
});
