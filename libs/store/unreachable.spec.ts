import { createServer, type AddressInfo, type Server } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { databaseAt } from './database.js';
import { openStore } from './open-store.js';
import { sampleRun } from '../sync/testing/samples.js';
import { rivalOf } from './testing/rival.js';
import { createTestDatabase } from './testing/test-database.js';
import { StoreUnreachable } from './unreachable.js';

const password = 'tr0ub4dor';

describe('a database that cannot be used', () => {
  let server: Server | undefined;
  afterEach(async () => {
    const closing = server;
    server = undefined;
    if (closing) await new Promise((resolve) => closing.close(resolve));
  });

  /** Something that answers whoever knocks. */
  const listen = async (answer: (knock: Buffer) => Buffer | null): Promise<string> => {
    const listening = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (knock) => {
        const reply = answer(knock);
        if (reply) socket.end(reply);
        else socket.destroy();
      });
    });
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    return `postgres://app:${password}@127.0.0.1:${(listening.address() as AddressInfo).port}/tickets`;
  };

  const trouble = async (url: string): Promise<Error> => {
    const opened = openStore(databaseAt(url));
    try {
      for (const use of [() => opened.migrate(), () => opened.store.runs('r'), () => opened.store.bondsOf(['t'])]) {
        const error = await use().catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(StoreUnreachable);
        expect(inspect(error, { depth: 9 })).not.toContain(password);
      }
      return (await opened.store
        .commit({ cursors: [{ stream: 's', cursor: 'c' }] })
        .catch((error: unknown) => error)) as Error;
    } finally {
      await opened.close();
    }
  };

  it('is named with what to do when nothing listens', async () => {
    const url = await listen(() => null);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    const { message } = await trouble(url);
    expect(message).toMatch(/app@127\.0\.0\.1:\d+\/tickets cannot be used: nothing listens there; start PostgreSQL/);
  });

  it('is named with what to do when there is no socket', async () => {
    const { message } = await trouble(`postgres://app:${password}@/tickets?host=/nowhere`);
    expect(message).toMatch(/app@\/nowhere:5432\/tickets cannot be used: there is no such socket/);
  });

  it.each([
    ['28P01', 'PostgreSQL refuses the password'],
    ['28000', 'pg_hba.conf'],
    ['3D000', 'create it (createdb)'],
    ['53300', 'max_connections'],
    ['57P03', 'in a moment'],
    ['53100', 'its disk is full'],
  ])('is named with what to do when PostgreSQL says %s', async (code, words) => {
    const { message } = await trouble(await listen(() => refusing(code)));
    expect(message).toContain(words);
  });

  it('is named when the connection breaks before it is one', async () => {
    expect((await trouble(await listen(() => null))).message).toMatch(/cannot be used/);
  });

  it('is named when it is no PostgreSQL', async () => {
    const url = await listen(() => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect((await trouble(url)).message).toMatch(/cannot be used/);
  });

  it('is told apart from one whose tables are missing', async () => {
    const database = databaseAt(await createTestDatabase());
    const opened = openStore({ ...database, name: 'postgres' });
    await expect(opened.store.cursor('s')).rejects.toThrow('passerelle db migrate');
    await opened.close();
  });

  it('is told of in the middle of a step, which leaves no trace, and can be used again afterwards', async () => {
    const url = await createTestDatabase();
    const [opened, rival] = [openStore(databaseAt(url)), await rivalOf(url)];
    await opened.store.commit({ cursors: [{ stream: 's', cursor: 'before' }] });
    await rival.ask('begin');
    await rival.ask('lock table run');
    const breaking = opened.store.commit({ cursors: [{ stream: 's', cursor: 'after' }], runs: [sampleRun('r')] });
    await rival.waiting(1);
    await rival.endOthers();
    await expect(breaking).rejects.toBeInstanceOf(StoreUnreachable);
    await rival.ask('rollback');
    expect(await opened.store.cursor('s').catch(() => opened.store.cursor('s'))).toBe('before');
    expect(await opened.store.run('r')).toBeNull();
    await opened.store.commit({ cursors: [{ stream: 's', cursor: 'again' }] });
    expect(await opened.store.cursor('s')).toBe('again');
    await Promise.all([opened.close(), rival.close()]);
  });
});

/** An ErrorResponse (PostgreSQL documentation, «Message Formats»). */
function refusing(code: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mno\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
