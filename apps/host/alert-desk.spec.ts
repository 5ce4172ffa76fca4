import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Secret, asIs } from '@passerelle/connector';
import { createLog, type Notice } from '@passerelle/runtime';
import { openMirrorStage } from '../../libs/runtime/testing/mirror-stage.js';
import { AlertDesk } from './alert-desk.js';
import { MirrorRunner } from './mirror-runner.js';
import { MirrorSchedule } from './mirror-schedule.js';
import { RouteRunner } from './route-runner.js';
import { RouteSchedule } from './route-schedule.js';
import { Turns } from './turns.js';
import { WordWatch } from './word-watch.js';

interface Message {
  readonly type: 'alerts' | 'digest';
  readonly notices?: readonly Notice[];
  readonly text?: string;
}

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function staged(more: object = {}) {
  const state = { answer: 204, down: false };
  const got: Message[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      if (state.answer === 204) got.push(JSON.parse(body) as Message);
      response.writeHead(state.answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));
  const at = await openMirrorStage({
    connections: { a: 'every: 30s', b: 'every: 30s, owner: Équipe du lycée' },
    before: (name, simulator) => ({
      handle: (request) =>
        state.down && name === 'b' ? { status: 401, headers: {}, body: '{}' } : simulator.handle(request),
    }),
  });
  const url = new Secret(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jeton-secret`);
  const alerts = { ...at.configuration.alerts, webhooks: [url], ...more };
  const house = { ...at.house, configuration: { ...at.configuration, alerts } };
  const lines: string[] = [];
  const log = createLog({ level: 'debug', secrets: [], sink: { write: (line) => void lines.push(line) } });
  const registry = new SchedulerRegistry();
  const runner = new MirrorRunner(house, log, new Turns());
  const schedule = new MirrorSchedule(house, log, registry, runner, new WordWatch(house, log));
  const routes = new RouteSchedule(house.configuration, log, registry, new RouteRunner(house, log, new Turns()));
  const desk = new AlertDesk(house, log, registry, schedule, routes);
  schedule.onApplicationBootstrap();
  desk.onApplicationBootstrap();
  for (const name of schedule.scheduled) await runner.turn(name, { pull: true, backlog: false });
  ends.push(async () => {
    for (const name of registry.getIntervals()) registry.deleteInterval(name);
    await runner.beforeApplicationShutdown();
    for (const name of registry.getTimeouts()) registry.deleteTimeout(name);
    await at.close();
  });
  const second = new AlertDesk(house, log, new SchedulerRegistry(), schedule, routes);
  return { at, desk, second, schedule, state, got, lines };
}

const told = (got: readonly Message[]): string[] =>
  got.flatMap(({ notices = [] }) => notices.map(({ state, alert }) => `${state} ${alert.cause}`));

describe('alerts', () => {
  it('tell that a connection fails, once, with whom to ask', async () => {
    const { desk, schedule, state, got } = await staged();
    await desk.look();
    state.down = true;
    await schedule.tick('b');
    for (let look = 0; look < 3; look += 1) await desk.look();
    expect(told(got)).toEqual(['raised failing:b']);
    expect(got[0]?.notices?.[0]?.alert).toMatchObject({ owner: 'Équipe du lycée', detail: 'b: unauthorized' });
    expect(JSON.stringify(got)).not.toMatch(/toy-|jeton/);
  });

  it('tell that a connection has been silent for several of its intervals, and that it is heard again', async () => {
    const { at, desk, schedule, got } = await staged();
    at.clock.advance(5 * 30_000 + 1_000);
    await schedule.tick('a');
    await desk.look();
    await schedule.tick('b');
    await desk.look();
    expect(told(got)).toEqual(['raised silent:b', 'cleared silent:b']);
  });

  it('are told again where nobody took them, and leave no address in the log', async () => {
    const { desk, schedule, state, got, lines } = await staged();
    state.down = true;
    await schedule.tick('b');
    state.answer = 500;
    await desk.look();
    expect(told(got)).toEqual([]);
    state.answer = 204;
    await desk.look();
    expect(told(got)).toEqual(['raised failing:b']);
    expect(lines.join()).toContain('it answered 500');
    expect(lines.join()).not.toContain('jeton-secret');
  });

  it('count what waits in quarantine by what it waits for', async () => {
    const { at, desk, got } = await staged();
    const stopped = (native: string, reason: 'unknown-word' | 'broken') => {
      const since = at.clock.now().toISOString();
      const [detail, advice] = [asIs('d'), asIs('a')];
      return { connection: 'a', native, number: null, reason, detail, advice, run: 'r', at: since };
    };
    await at.store.commit({
      quarantined: [stopped('1', 'unknown-word'), stopped('2', 'unknown-word'), stopped('3', 'broken')],
    });
    await desk.look();
    expect(got[0]?.notices?.map(({ alert: { kind, count } }) => [kind, count])).toEqual([
      ['words', 2],
      ['quarantine', 1],
    ]);
  });

  it('are told by one of two hosts, so that the other does not call them over', async () => {
    const { desk, second, schedule, state, got } = await staged();
    state.down = true;
    await schedule.tick('b');
    await desk.look();
    // What `b` does is unknown to the second: alone it would say that all is well.
    await second.look();
    expect(told(got)).toEqual(['raised failing:b']);
  });

  it('tell that credentials end soon, and that words of a tool have changed', async () => {
    const { at, desk, got } = await staged();
    const b = at.configuration.connections.get('b');
    if (!b) throw new Error('b is a connection of the stage');
    (at.configuration.connections as Map<string, typeof b>).set('b', { ...b, expires: '1970-01-02' });
    const now = at.clock.now().toISOString();
    const report = { words: {}, changes: ['ticket.state: «9» is new'], at: now };
    const run = { id: 'words:a', route: 'words:a', verb: 'verify', state: 'done', started: now, ended: now } as const;
    await at.store.commit({ runs: [{ ...run, report }] });
    await desk.look();
    expect(told(got)).toEqual(['raised vocabulary:a', 'raised expiring:b']);
    at.clock.advance(7 * 86_400_000 + 1);
    await desk.look();
    expect(told(got)).toContain('cleared vocabulary:a');
  });

  it('come with a digest in the morning, once', async () => {
    const { at, desk, got } = await staged({ digest: '00:00', timezone: 'UTC' });
    for (let look = 0; look < 3; look += 1) await desk.look();
    at.clock.advance(86_400_000);
    await desk.look();
    expect(got.filter(({ type }) => type === 'digest')).toHaveLength(2);
    expect(got[0]?.text).toBe('Rien n’attend.');
  });
});
