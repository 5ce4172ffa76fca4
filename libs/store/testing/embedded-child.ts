import { createInterface } from 'node:readline';
import pg from 'pg';
import { startEmbedded } from '../embedded/start-embedded.js';

/*
 * A process of its own that uses an embedded server: `embedded-child.ts <folder>`. Says «ready» once it is in, then obeys
 * one word a line, each answered by a line: `write <n>` commits n rows, `count` tells how many there are, `stop` leaves.
 */

const server = await startEmbedded({ folder: process.argv[2] ?? '' });
const { host, port, user, name } = server.database;
const client = new pg.Client({ host, port, user, database: name });
await client.connect();
// Two that create it in the same instant both find it missing: «if not exists» does not wait for the other.
await client.query('select pg_advisory_lock(1)');
await client.query('create table if not exists row_of_child (id int primary key)');
await client.query('select pg_advisory_unlock(1)');
console.log('ready');

for await (const line of createInterface({ input: process.stdin })) {
  const [word, argument] = line.split(' ');
  if (word === 'write') {
    await client.query(
      'insert into row_of_child select max(id) + 1 from (select id from row_of_child union select 0) as r',
    );
    for (let left = Number(argument) - 1; left > 0; left -= 1) {
      await client.query('insert into row_of_child select max(id) + 1 from row_of_child');
    }
    console.log('written');
  } else if (word === 'count') {
    const { rows } = await client.query<{ count: string }>('select count(*) from row_of_child');
    console.log(rows[0]?.count);
  } else {
    await client.end();
    await server.stop();
    console.log('stopped');
    break;
  }
}
process.exit(0);
