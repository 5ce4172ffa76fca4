import { openDoor, systemClock, systemRandom } from '@passerelle/connector';
import { startEmbedded } from '@passerelle/store';
import { answerParent } from '../child.js';
import { databaseSeconds, startLoad, type Load } from '../load.js';
import { makeTables, openMemory, type Memory } from './memory.js';
import { batchesOf, type Ticket } from './source.js';
import { openInstance, text, type Instance } from './target.js';
import { outgoing, type Command, type Outgoing } from './commands.js';

/** The least that a migrator must do that can be killed at any moment; in a process of its own. */
export interface ReferenceQuestion {
  readonly exportFolder: string;
  readonly dataFolder: string;
  readonly url: string;
}

export interface ReferenceFigures extends Load {
  readonly databaseCpuSeconds: number;
  readonly created: number;
}

/** As ours: lanes with batches of so many tickets, of which so many share their calls. */
const lanes = 3;
const batchSize = 100;
const packSize = 20;

answerParent<ReferenceQuestion>(async ({ exportFolder, dataFolder, url }): Promise<ReferenceFigures> => {
  const server = await startEmbedded({ folder: dataFolder });
  const { host, port, user, name } = server.database;
  await makeTables(host, port, user, name);
  const memories = await Promise.all(Array.from({ length: lanes }, () => openMemory(host, port, user, name)));
  const door = openDoor({ connection: 'reference', url, pace: {}, clock: systemClock, random: systemRandom });
  const instance = openInstance(door);
  const database = databaseSeconds(dataFolder);
  const load = startLoad();
  const group = await groupOf(instance);
  const batches = batchesOf(exportFolder, batchSize);
  let created = 0;
  const lane = async (memory: Memory): Promise<void> => {
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      await move(exportFolder, instance, memory, next.value, () => group);
      created += next.value.length;
    }
  };
  await Promise.all(memories.map(lane));
  const whole = load();
  const databaseCpuSeconds = databaseSeconds(dataFolder) - database;
  await Promise.all(memories.map((memory) => memory.close()));
  await server.stop();
  return { ...whole, databaseCpuSeconds, created };
});

/** One batch: looked for, mapped, committed, sent, read back, committed. */
async function move(
  folder: string,
  instance: Instance,
  memory: Memory,
  tickets: readonly Ticket[],
  group: (name: string) => string,
): Promise<void> {
  if ((await there(instance, tickets)) > 0) throw new Error('expected an empty target');
  const batch = await Promise.all(tickets.map((ticket) => outgoing(folder, ticket, group)));
  await memory.intend(batch);
  const links = await Promise.all(
    Array.from({ length: Math.ceil(batch.length / packSize) }, (_, at) =>
      deliver(instance, batch.slice(at * packSize, (at + 1) * packSize)),
    ),
  );
  await memory.link(links.flat());
}

async function deliver(instance: Instance, pack: readonly Outgoing[]): Promise<[string, string, string][]> {
  const links: [string, string, string][] = [];
  const take = async (commands: readonly Command[]): Promise<void> => {
    for (let from = 0; from < commands.length; from += packSize) {
      const some = commands.slice(from, from + packSize);
      const rows = await instance.batch(some);
      for (const [index, row] of rows.entries())
        links.push([some[index]?.key ?? '', text(row, 'sys_id'), text(row, 'number')]);
    }
  };
  await take(pack.map(({ request }) => request));
  await take(pack.map(({ item }) => item));
  await take(pack.flatMap(({ notes }) => notes));
  await readBack(instance, pack);
  const uploads = pack.flatMap((one) => one.uploads);
  await Promise.all(
    uploads.map(async (upload) => {
      const row = await instance.upload(upload);
      if (text(row, 'hash') !== upload.sha256) throw new Error(`${upload.file}: the instance kept another file`);
      links.push([upload.key, text(row, 'table_sys_id'), text(row, 'sys_id')]);
    }),
  );
  return links;
}

/** Every line must be there, and no internal one where the requester reads. */
async function readBack(instance: Instance, pack: readonly Outgoing[]): Promise<void> {
  const rows = await instance.rows('/api/now/table/sys_journal_field', {
    sysparm_query: `element_idIN${pack.map(({ sysId }) => sysId).join(',')}^elementINcomments,work_notes^ORDERBYsys_id`,
    sysparm_fields: 'sys_id,element,element_id,value,sys_created_on,sys_created_by',
    sysparm_limit: '2000',
    sysparm_suppress_pagination_header: 'true',
    sysparm_exclude_reference_link: 'true',
  });
  const shown = new Map(rows.map((row) => [text(row, 'value').split(' · ', 2).join(' · '), text(row, 'element')]));
  for (const { ticket } of pack) {
    for (const [index, { internal }] of ticket.lines.entries()) {
      const journal = shown.get(`[cassius ${ticket.number} · ${index + 1}`);
      if (journal !== (internal ? 'work_notes' : 'comments')) throw new Error(`${ticket.number}: ${journal}`);
    }
  }
}

async function there(instance: Instance, tickets: readonly Ticket[]): Promise<number> {
  const numbers = tickets.map(({ number }) => number).join(',');
  const tail = '^sys_class_nameINincident,sc_request,sc_req_item,sc_task^ORDERBYsys_id';
  const rest = `&sysparm_fields=${encodeURIComponent('sys_id,sys_class_name,number,correlation_id')}&sysparm_limit=1000&sysparm_suppress_pagination_header=true&sysparm_exclude_reference_link=true`;
  return instance.queries(
    ['number', 'correlation_id'].map(
      (field) => `/api/now/table/task?sysparm_query=${encodeURIComponent(`${field}IN${numbers}${tail}`)}${rest}`,
    ),
  );
}

async function groupOf(instance: Instance): Promise<string> {
  const query = { sysparm_query: 'name=HELPDESK', sysparm_fields: 'sys_id,name', sysparm_limit: '1' };
  return text((await instance.rows('/api/now/table/sys_user_group', query))[0], 'sys_id');
}
