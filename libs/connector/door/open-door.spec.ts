import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Fault } from '../fault.js';
import type { ToolRequest, ToolResponse } from '../testing/simulation/exchange.js';
import { manualClock, seededRandom, type ManualClock } from '../testing/simulation/ports.js';
import { serveSimulator } from '../testing/simulation/serve.js';
import type { HttpDoor, HttpRequest, Pace } from './door.js';
import { openDoor } from './open-door.js';
import { withUrgency } from './urgency.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Stage {
  readonly door: HttpDoor;
  readonly clock: ManualClock;
  readonly seen: ToolRequest[];
  /** Milliseconds on the clock, since the start, at which each request came. */
  readonly at: number[];
}

/** A tool on loopback that answers from a list, its last answer for ever, and a door to it. */
async function stage(answers: readonly Partial<ToolResponse>[], pace: Pace = {}, prefix = ''): Promise<Stage> {
  const clock = manualClock();
  const start = clock.now().getTime();
  const seen: ToolRequest[] = [];
  const at: number[] = [];
  const served = await serveSimulator({
    handle(request) {
      seen.push(request);
      at.push(clock.now().getTime() - start);
      return { status: 200, headers: {}, body: '', ...answers[Math.min(seen.length, answers.length) - 1] };
    },
  });
  closers.push(() => served.close());
  const door = openDoor({ connection: 'tool', url: served.url + prefix, pace, clock, random: seededRandom(1) });
  return { door, clock, seen, at };
}

/** A server that answers with raw bytes; null cuts the connection once the request is here. */
async function raw(answer: string | null): Promise<HttpDoor> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => (answer === null ? socket.destroy() : socket.end(answer)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return openDoor({ connection: 'tool', url, pace: {}, clock: manualClock(), random: seededRandom(1) });
}

const read: HttpRequest = { method: 'GET', path: '/tickets', effect: 'read' };
const write: HttpRequest = { method: 'POST', path: '/tickets', effect: 'write', body: '{}' };
const fault = (asked: Promise<unknown>): Promise<Fault> =>
  asked.then(
    () => Promise.reject(new Error('expected a fault')),
    (error: unknown) => {
      expect(error).toBeInstanceOf(Fault);
      return error as Fault;
    },
  );

describe('a door', () => {
  it('sends what it is given and answers what came, byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 128, 13, 10, 0xf0, 0x9f, 0x99, 0x82]);
    const { door, seen } = await stage([{ status: 201, headers: { 'X-Number': 'INC1' }, body: bytes }], {}, '/glpi');
    const answer = await door.send({
      method: 'POST',
      path: '/tickets',
      query: { zone: 'Été à 100 %' },
      headers: { 'Content-Type': 'application/octet-stream' },
      body: bytes,
      effect: 'write',
    });
    expect(answer).toMatchObject({ status: 201, headers: { 'x-number': 'INC1' } });
    expect(answer.body.equals(bytes)).toBe(true);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/glpi/tickets?zone=%C3%89t%C3%A9%20%C3%A0%20100%20%25',
      headers: { 'content-type': 'application/octet-stream', 'content-length': '9' },
    });
    expect(seen[0]?.body.equals(bytes)).toBe(true);
  });

  it.each([200, 204, 301, 302, 400, 401, 404, 500])('takes status %i for an answer', async (status) => {
    const { door, seen } = await stage([{ status, headers: { location: 'http://127.0.0.1:1/elsewhere' } }]);
    expect((await door.send(write)).status).toBe(status);
    expect(seen).toHaveLength(1);
  });

  it('keeps no cookies', async () => {
    const { door, seen } = await stage([{ headers: { 'set-cookie': ['JSESSIONID=1; Path=/', 'route=2'] } }]);
    expect((await door.send(read)).headers['set-cookie']).toBe('JSESSIONID=1; Path=/, route=2');
    await door.send(read);
    expect(seen[1]?.headers['cookie']).toBeUndefined();
  });

  it('keeps its connection for the requests that follow', async () => {
    let connections = 0;
    const server = createHttpServer((_request, response) => response.end('ok'));
    server.on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close().closeAllConnections());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const door = openDoor({ connection: 'tool', url, pace: {}, clock: manualClock(), random: seededRandom(1) });
    for (let k = 0; k < 5; k++) await door.send(read);
    expect(connections).toBe(1);
    expect(door.tally()).toEqual({ calls: 5, reads: 5, writes: 0, limited: 0, retried: 0 });
  });

  it('reads compressed answers', async () => {
    const text = 'Demande créée 🙂'.repeat(1_000);
    const { door } = await stage([
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync(text) },
      { headers: { 'content-encoding': 'br' }, body: brotliCompressSync(text) },
    ]);
    expect((await door.send(read)).body.toString()).toBe(text);
    expect((await door.send(read)).body.toString()).toBe(text);
  });

  it('sends a streamed body', async () => {
    const { door, seen } = await stage([{ status: 201 }]);
    await door.send({ ...write, body: Readable.from([Buffer.from('pièce '), Buffer.from('jointe')]) });
    expect(seen[0]?.body.toString()).toBe('pièce jointe');
  });

  it('never asks more at once than its concurrency, and interactive requests go first', async () => {
    const order: string[] = [];
    let now = 0;
    let most = 0;
    const door = openDoor({
      connection: 'tool',
      url: 'http://tool.example',
      pace: { concurrency: 2 },
      clock: manualClock(),
      random: seededRandom(1),
      adapter: async (config) => {
        most = Math.max(most, (now += 1));
        await new Promise(setImmediate);
        order.push(new URL(config.url ?? '').pathname);
        now -= 1;
        return { status: 200, statusText: '', headers: {}, data: Buffer.alloc(0), config };
      },
    });
    const bulk = Array.from({ length: 8 }, (_, k) => door.send({ ...read, path: `/bulk/${k}` }));
    const human = door.send({ ...read, path: '/human', priority: 'interactive' });
    await Promise.all([...bulk, human]);
    expect(most).toBe(2);
    expect(order.indexOf('/human')).toBe(2);
  });

  it('lets what is done for people go before a scan, though no connector says so', async () => {
    const order: string[] = [];
    const door = openDoor({
      connection: 'tool',
      url: 'http://tool.example',
      pace: { concurrency: 1 },
      clock: manualClock(),
      random: seededRandom(1),
      adapter: async (config) => {
        await new Promise(setImmediate);
        order.push(new URL(config.url ?? '').pathname);
        return { status: 200, statusText: '', headers: {}, data: Buffer.alloc(0), config };
      },
    });
    // As connectors read: through generators and promises of their own.
    async function* pages(name: string) {
      yield Promise.all(Array.from({ length: 4 }, () => door.send({ ...read, path: `/${name}` })));
    }
    const whole = async (name: string): Promise<void> => {
      for await (const _ of pages(name)) continue;
    };
    await Promise.all([
      withUrgency('bulk', () => whole('scan')),
      whole('plain'),
      withUrgency('interactive', () => whole('people')),
    ]);
    expect(order[0]).toBe('/scan');
    const four = (name: string): readonly string[] => Array<string>(4).fill(name);
    expect(order.slice(1)).toEqual([...four('/people'), ...four('/plain'), ...four('/scan').slice(1)]);
    // The control: nobody says for whom, and each waits for whoever came before.
    order.length = 0;
    await Promise.all([whole('scan'), whole('plain'), whole('people')]);
    expect(order).toEqual([...four('/scan'), ...four('/plain'), ...four('/people')]);
  });

  it('is asked four at once where its pace says nothing', async () => {
    let most = 0;
    let now = 0;
    const door = openDoor({
      connection: 'tool',
      url: 'http://tool.example',
      pace: {},
      clock: manualClock(),
      random: seededRandom(1),
      adapter: async (config) => {
        most = Math.max(most, (now += 1));
        await new Promise(setImmediate);
        now -= 1;
        return { status: 200, statusText: '', headers: {}, data: Buffer.alloc(0), config };
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => door.send(read)));
    expect(most).toBe(4);
  });
});

describe('a door that is told 429', () => {
  it.each([write, read])('waits as told and asks the same $method again', async (request) => {
    const { door, seen, at } = await stage([{ status: 429, headers: { 'Retry-After': '30' } }, { status: 201 }]);
    expect((await door.send(request)).status).toBe(201);
    expect(seen).toHaveLength(2);
    expect(at[1]! - at[0]!).toBe(30_000);
    expect(door.tally()).toMatchObject({ calls: 2, limited: 1 });
  });

  it('waits until the date that it is told', async () => {
    const { door, at } = await stage([
      {
        status: 429,
        headers: { 'Retry-After': 'Mon, 05 Jan 2026 08:02:00 GMT', Date: 'Mon, 05 Jan 2026 08:00:00 GMT' },
      },
      {},
    ]);
    await door.send(write);
    expect(at[1]! - at[0]!).toBe(120_000);
  });

  it('waits 5 s, then twice as long each time, and a little more, where it is told nothing', async () => {
    const { door, at } = await stage([{ status: 429 }, { status: 429 }, { status: 429 }, {}]);
    await door.send(write);
    const gaps = at.slice(1).map((each, k) => (each - at[k]!) / (5_000 * 2 ** k));
    expect(gaps).toHaveLength(3);
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(1);
      expect(gap).toBeLessThanOrEqual(1.26);
    }
  });

  it('holds back every other request meanwhile', async () => {
    const { door, at, seen } = await stage([{ status: 429, headers: { 'Retry-After': '10' } }, {}], { concurrency: 1 });
    await Promise.all([door.send(write), door.send({ ...read, path: '/other' })]);
    expect(seen.map(({ url }) => url)).toEqual(['/tickets', '/tickets', '/other']);
    expect(at).toEqual([0, 10_000, 10_000]);
  });

  it('asks ever more rarely where it is told to come back at once, and not for ever', async () => {
    const { door, at } = await stage([{ status: 429, headers: { 'Retry-After': '0' } }]);
    expect(await fault(door.send(write))).toMatchObject({ kind: 'rate-limited' });
    expect(at.slice(0, 4)).toEqual([0, 0, 1_000, 3_000]);
    expect(at.length).toBeLessThan(14);
  });

  it('gives up after ten minutes, saying how long the tool wants', async () => {
    const { door, seen, at } = await stage([{ status: 429 }]);
    const given = await fault(door.send(write));
    expect(given).toMatchObject({ kind: 'rate-limited', landed: 'no', status: 429 });
    expect(given.retryAfter).toBeGreaterThan(0);
    expect(at.at(-1)).toBeLessThanOrEqual(600_000);
    expect(at.at(-1)).toBeGreaterThan(300_000);
    expect(seen.length).toBe(7);
  });

  it('does not wait at all for an hour, and asks nothing else before it has passed', async () => {
    const { door, clock, seen } = await stage([{ status: 429, headers: { 'Retry-After': '3600' } }, {}]);
    const before = clock.now();
    expect(await fault(door.send(write))).toMatchObject({ kind: 'rate-limited', retryAfter: 3_600_000 });
    expect(await fault(door.send(read))).toMatchObject({ kind: 'rate-limited', retryAfter: 3_600_000 });
    expect(clock.now()).toEqual(before);
    expect(seen).toHaveLength(1);
    clock.advance(3_600_000);
    expect((await door.send(read)).status).toBe(200);
  });

  it('cannot send a streamed body again and says so', async () => {
    const { door, seen } = await stage([{ status: 429, headers: { 'Retry-After': '7' } }, {}]);
    const given = await fault(door.send({ ...write, body: Readable.from([Buffer.from('x')]) }));
    expect(given).toMatchObject({ kind: 'rate-limited', landed: 'no', retryAfter: 7_000 });
    expect(seen).toHaveLength(1);
  });

  it('keeps what the tool tells of its limits for the report, and is not led by it', async () => {
    const headers = { 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1767603600' };
    const { door, at } = await stage([{ headers }]);
    await door.send(read);
    await door.send(read);
    expect(at).toEqual([0, 0]);
    expect(door.tally().quota).toEqual({ limit: '100', remaining: '0', reset: '1767603600' });
  });
});

describe('a door whose tool fails', () => {
  it.each([502, 503, 504])('asks a read again after %i, three times, then answers it', async (status) => {
    const { door, seen, at } = await stage([{ status, body: 'Bad Gateway' }]);
    expect((await door.send(read)).status).toBe(status);
    expect(seen).toHaveLength(4);
    expect(door.tally()).toMatchObject({ calls: 4, reads: 4, retried: 3 });
    const gaps = at.slice(1).map((each, k) => each - at[k]!);
    for (const [k, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual(500 * 2 ** k);
  });

  it('goes on when a read succeeds at last', async () => {
    const { door } = await stage([{ status: 503 }, { cut: true }, { status: 200, body: 'ok' }]);
    expect((await door.send(read)).body.toString()).toBe('ok');
  });

  it('waits for a read as long as a 503 tells it', async () => {
    const { door, at } = await stage([{ status: 503, headers: { 'Retry-After': '20' } }, {}]);
    await door.send(read);
    expect(at[1]! - at[0]!).toBe(20_000);
  });

  it.each([500, 502, 503, 504])('sends a write once whatever comes, %i for one', async (status) => {
    const { door, seen } = await stage([{ status }]);
    expect((await door.send(write)).status).toBe(status);
    expect(seen).toHaveLength(1);
  });

  it('sends a write once when the connection breaks, and does not know whether it landed', async () => {
    const { door, seen } = await stage([{ cut: true }, {}]);
    expect(await fault(door.send(write))).toMatchObject({ kind: 'unavailable', landed: 'unknown' });
    expect(seen).toHaveLength(1);
  });

  it('would send it twice if it were called a read (control)', async () => {
    const { door, seen } = await stage([{ cut: true }, {}]);
    await door.send({ ...write, effect: 'read' });
    expect(seen).toHaveLength(2);
  });

  it('knows that nothing landed when nobody listens', async () => {
    const served = await serveSimulator({ handle: () => ({ status: 200, headers: {}, body: '' }) });
    await served.close();
    const clock = manualClock();
    const door = openDoor({ connection: 'tool', url: served.url, pace: {}, clock, random: seededRandom(1) });
    const given = await fault(door.send(write));
    expect(given).toMatchObject({ kind: 'unavailable', landed: 'no' });
    expect(given.message).toMatch(
      /^tool: no connection to the tool \(.*ECONNREFUSED.*\); is it up, and is the url right\?$/,
    );
    expect(door.tally()).toMatchObject({ calls: 1, retried: 0 });
    await fault(door.send(read));
    expect(door.tally()).toMatchObject({ calls: 5, retried: 3 });
  });

  it('knows that nothing landed when the name of the host leads nowhere', async () => {
    const url = 'http://tool.invalid';
    const door = openDoor({ connection: 'tool', url, pace: {}, clock: manualClock(), random: seededRandom(1) });
    expect(await fault(door.send(write))).toMatchObject({ kind: 'unavailable', landed: 'no' });
  });

  it.each([
    ['shorter than announced', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', 'unavailable'],
    ['cut in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab', 'unavailable'],
    ['not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'malformed'],
    ['not there', null, 'unavailable'],
    ['falsely compressed', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc', 'malformed'],
  ])('never takes an answer that is %s for one', async (_name, answer, kind) => {
    const door = await raw(answer);
    expect(await fault(door.send(read))).toMatchObject({ kind, landed: 'no' });
    expect(await fault(door.send(write))).toMatchObject({ landed: 'unknown' });
  });

  it('refuses an answer above the limit, before it is in memory, compressed ones too', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20));
    expect(bomb.length).toBeLessThan(2 ** 20);
    const { door } = await stage([
      { body: Buffer.alloc(1_001) },
      { body: Buffer.alloc(1_000) },
      { headers: { 'content-encoding': 'gzip' }, body: bomb },
    ]);
    const given = await fault(door.send({ ...read, maxBytes: 1_000 }));
    expect(given).toMatchObject({ kind: 'malformed', landed: 'no' });
    expect(given.message).toBe('tool: the answer to GET /tickets is larger than 1000 bytes; ask for less');
    expect((await door.send({ ...read, maxBytes: 1_000 })).body).toHaveLength(1_000);
    expect(await fault(door.send(read))).toMatchObject({ kind: 'malformed' });
    expect(await fault(door.send(write))).toMatchObject({ kind: 'malformed', landed: 'unknown' });
  });

  it('stops waiting at the time limit of the request', async () => {
    const { door } = await stage([{ delay: 400 }]);
    const given = await fault(door.send({ ...read, timeout: 50 }));
    expect(given).toMatchObject({ kind: 'unavailable', landed: 'no' });
    expect(given.message).toBe('tool: no whole answer to GET /tickets within 0.05 s');
    expect(await fault(door.send({ ...write, timeout: 50 }))).toMatchObject({ landed: 'unknown' });
    expect(door.tally()).toMatchObject({ retried: 0 });
  });

  it('stops an answer that drips', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 10);
        socket.once('close', () => clearInterval(drip));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const door = openDoor({ connection: 'tool', url, pace: {}, clock: manualClock(), random: seededRandom(1) });
    expect(await fault(door.send({ ...read, timeout: 100 }))).toMatchObject({ kind: 'unavailable' });
  });
});

describe('a door that is stopped', () => {
  it('sends nothing for a signal that is already given', async () => {
    const { door, seen } = await stage([{}]);
    const given = await fault(door.send({ ...write, signal: AbortSignal.abort() }));
    expect(given).toMatchObject({ kind: 'unavailable', landed: 'no' });
    expect(seen).toHaveLength(0);
  });

  it('ends an exchange under way, whose write may have landed', async () => {
    const stop = new AbortController();
    const { door, seen } = await stage([{ delay: 400 }]);
    const asked = fault(door.send({ ...write, signal: stop.signal }));
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort();
    expect(await asked).toMatchObject({ kind: 'unavailable', landed: 'unknown' });
  });

  it('tells the answer of a write that had it before the stop was heard', async () => {
    const stop = new AbortController();
    const clock = manualClock();
    const door = openDoor({
      connection: 'tool',
      url: 'http://tool.example',
      pace: {},
      clock,
      random: seededRandom(1),
      adapter: async (config) => {
        stop.abort();
        return { status: 201, statusText: '', headers: {}, data: Buffer.alloc(0), config };
      },
    });
    expect((await door.send({ ...write, signal: stop.signal })).status).toBe(201);
  });

  it('ends a wait for its turn, and the request never leaves', async () => {
    const stop = new AbortController();
    const { door, seen } = await stage([{ delay: 30 }], { concurrency: 1 });
    const first = door.send(read);
    const second = fault(door.send({ ...write, signal: stop.signal }));
    stop.abort();
    expect(await second).toMatchObject({ landed: 'no' });
    await first;
    expect(seen).toHaveLength(1);
  });
});

describe('a pace', () => {
  it.each([{ perSecond: 0 }, { perSecond: Number.NaN }, { perHour: -1 }, { concurrency: 0 }, { concurrency: 1.5 }])(
    'of %j is refused before anything is asked',
    (pace) => {
      const clock = manualClock();
      const open = (): HttpDoor =>
        openDoor({ connection: 'tool', url: 'http://tool.example', pace, clock, random: seededRandom(1) });
      expect(open).toThrow(Fault);
      expect(open).toThrow(/^tool: expected pace\.\w+ to be a .*number above 0/);
    },
  );
});

describe('a streamed answer', () => {
  it('comes whole', async () => {
    const body = Buffer.alloc(3 * 2 ** 20, 'é');
    const { door } = await stage([{ body, headers: { 'content-type': 'image/png' } }, { body: '' }]);
    const answer = await door.stream(read);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
    expect((await buffer(answer.body)).equals(body)).toBe(true);
    expect(await buffer((await door.stream(read)).body)).toHaveLength(0);
  });

  it('waits for 429 and asks again for 503 like any other', async () => {
    const { door, seen } = await stage([{ status: 429 }, { status: 503 }, { body: 'contenu' }]);
    expect((await buffer((await door.stream(read)).body)).toString()).toBe('contenu');
    expect(seen).toHaveLength(3);
  });

  it('fails rather than end short when the connection breaks', async () => {
    const door = await raw('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc');
    const { body } = await door.stream(read);
    expect(await fault(buffer(body))).toMatchObject({ kind: 'unavailable', landed: 'no' });
  });

  it('fails above its limit, compressed or not', async () => {
    const { door } = await stage([
      { body: Buffer.alloc(1_001) },
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(5_000_000)) },
    ]);
    for (let k = 0; k < 2; k++) {
      const { body } = await door.stream({ ...read, maxBytes: 1_000 });
      expect(await fault(buffer(body))).toMatchObject({ kind: 'malformed' });
    }
  });

  it('fails when the tool falls silent', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const door = openDoor({ connection: 'tool', url, pace: {}, clock: manualClock(), random: seededRandom(1) });
    const { body } = await door.stream({ ...read, timeout: 40 });
    expect(await fault(buffer(body))).toMatchObject({ kind: 'unavailable' });
  });

  it('waits for a reader that takes its time', async () => {
    const content = Buffer.alloc(2 ** 20, 'x');
    const { door } = await stage([{ body: content }]);
    const { body } = await door.stream({ ...read, timeout: 20 });
    let size = 0;
    let rested = false;
    for await (const chunk of body) {
      size += (chunk as Buffer).length;
      if (!rested) await new Promise((resolve) => setTimeout(resolve, 90));
      rested = true;
    }
    expect(size).toBe(content.length);
  });

  it('stops when its signal is given, and when its reader goes away', async () => {
    const stop = new AbortController();
    const { door } = await stage([{ body: Buffer.alloc(2 ** 22) }]);
    const { body } = await door.stream({ ...read, signal: stop.signal });
    stop.abort();
    expect(await fault(buffer(body))).toMatchObject({ kind: 'unavailable' });
    const other = await door.stream(read);
    other.body.destroy();
    expect((await door.send(read)).body).toHaveLength(2 ** 22);
  });
});

describe('what a door says of a failure', () => {
  it('holds no secret, however it is printed', async () => {
    const canaries = ['canary-basic', 'canary-query', 'canary-body', 'canary-agent'];
    const { door } = await stage([{ cut: true }]);
    const broken = await raw('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc');
    const served = await serveSimulator({ handle: () => ({ status: 200, headers: {}, body: '' }) });
    await served.close();
    const closed = openDoor({
      connection: 'tool',
      url: served.url,
      pace: {},
      clock: manualClock(),
      random: seededRandom(1),
    });
    const request: HttpRequest = {
      method: 'POST',
      path: '/tickets?token=canary-query',
      query: { token: 'canary-query' },
      headers: { Authorization: 'Basic canary-basic', 'X-App-Token': 'canary-agent' },
      body: 'password=canary-body',
      effect: 'write',
    };
    const faults = [
      await fault(door.send(request)),
      await fault(broken.send(request)),
      await fault(closed.send(request)),
      await fault(door.send({ ...request, headers: { authorization: 'canary-basic\n' } })),
      await fault(door.send({ ...request, timeout: 0 })),
    ];
    for (const given of faults) {
      const printed = [
        String(given),
        given.stack,
        JSON.stringify(given),
        inspect(given, { depth: 20, showHidden: true }),
      ];
      for (const canary of canaries) expect(printed.join('\n')).not.toContain(canary);
    }
  });
});
