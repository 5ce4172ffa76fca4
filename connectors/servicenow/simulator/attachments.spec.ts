import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { probe } from './probe.js';

const api = '/api/now/attachment';
const incident = '/api/now/table/incident';

const upload = (id: string, name: string, extra = ''): string =>
  `${api}/file?table_name=incident&table_sys_id=${id}&file_name=${encodeURIComponent(name)}${extra}`;

describe('44. attachments', () => {
  it('an upload answers 201 with the metadata and a Location that ends in /file, and leaves the ticket as it was', () => {
    const { as, sim } = probe();
    const id = as('itil').incident();
    const bytes = Buffer.from('contenu é');
    const made = as('itil').post(upload(id, 'reçu.txt'), bytes, { 'content-type': 'text/plain' });
    const file = String(made.record['sys_id']);
    expect(made.status).toBe(201);
    expect(made.header['location']).toBe(`https://exemple.service-now.com${api}/${file}/file`);
    expect(made.record).toMatchObject({
      file_name: 'reçu.txt',
      content_type: 'text/plain',
      table_name: 'incident',
      table_sys_id: id,
      size_bytes: String(bytes.length),
      hash: createHash('sha256').update(bytes).digest('hex'),
      state: 'pending',
      chunk_size_bytes: '700000',
      sys_mod_count: '0',
      sys_updated_by: 'itil',
      download_link: `https://exemple.service-now.com${api}/${file}/file`,
    });
    for (const value of Object.values(made.record)) expect(typeof value).toBe('string');
    expect(sim.record('incident', id)).toMatchObject({ sys_mod_count: '0' });
  });

  it('a second later the scan has run as system', () => {
    const { as, clock } = probe();
    const id = as('itil').incident();
    const file = String(
      as('itil').post(upload(id, 'a'), Buffer.from('x'), { 'content-type': 'text/plain' }).record['sys_id'],
    );
    clock.advance(999);
    expect(as('itil').get(`${api}/${file}`).record['state']).toBe('pending');
    clock.advance(1);
    expect(as('itil').get(`${api}/${file}`).record).toMatchObject({
      state: 'available',
      sys_mod_count: '1',
      sys_updated_by: 'system',
      sys_updated_on: '2026-01-05 08:00:01',
    });
  });

  it('the file comes back byte for byte with its type and its metadata in an ASCII header', () => {
    const { as } = probe();
    const id = as('itil').incident();
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    const file = String(
      as('itil').post(upload(id, 'été 🌞.bin'), bytes, { 'content-type': 'application/x-thing' }).record['sys_id'],
    );
    const got = as('itil').get(`${api}/${file}/file`, { accept: '*/*' });
    expect([got.status, got.header['content-type'], Buffer.from(got.body).equals(bytes)]).toEqual([
      200,
      'application/x-thing',
      true,
    ]);
    expect(got.header['x-attachment-metadata']).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(got.header['x-attachment-metadata'] ?? '')).toMatchObject({ file_name: 'été 🌞.bin' });
  });

  it('creation_time backdates; two files of one name are two rows', () => {
    const { as } = probe();
    const id = as('itil').incident();
    const send = (extra = '') =>
      as('itil').post(upload(id, 'test', extra), Buffer.from('x'), { 'content-type': 'text/plain' });
    expect(send('&creation_time=2019-03-04%2005:06:07').record['sys_created_on']).toBe('2019-03-04 05:06:07');
    send();
    const list = as('itil').get(`${api}?sysparm_query=table_sys_id=${id}^ORDERBYsys_created_on`);
    expect([list.rows.length, list.header['x-total-count']]).toEqual([2, '2']);
    expect(as('itil').get(`${api}?table_sys_id=${id}&file_name=test&sysparm_limit=1`).rows).toHaveLength(1);
  });

  it('a form carries table and record first and the file last', () => {
    const { as, sim } = probe();
    const id = as('itil').incident();
    const part = (head: string, body: string): string =>
      `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
    const table = part('name="table_name"', 'incident');
    const record = part('name="table_sys_id"', id);
    const file = part('name="uploadFile"; filename="photo.png"\r\nContent-Type: image/png', 'PNG');
    const send = (parts: string) =>
      as('itil').post(`${api}/upload`, Buffer.from(`${parts}--B--\r\n`), {
        'content-type': 'multipart/form-data; boundary=B',
      });
    expect(send(table + record + file)).toMatchObject({
      status: 201,
      record: { file_name: 'photo.png', content_type: 'image/png', size_bytes: '3' },
    });
    expect(send(file + table + record).status).toBe(400);
    expect(sim.attachmentsOf(id).map((one) => one.bytes.toString())).toEqual(['PNG']);
  });

  it('missing parameters and types are 400, missing records 404, sizes and extensions beyond the limits refused', () => {
    const { as } = probe({ quirks: { attachmentMaxMb: 0, attachmentExtensions: ['txt'] } });
    const { post, incident: make } = as('itil');
    const id = make();
    const type = { 'content-type': 'text/plain' };
    expect(post(`${api}/file?table_name=incident&table_sys_id=${id}`, Buffer.from('x'), type).status).toBe(400);
    expect(post(upload(id, 'a.txt'), Buffer.from('x'), { 'content-type': '' }).status).toBe(400);
    expect(post(upload('0'.repeat(32), 'a.txt'), Buffer.from('x'), type)).toMatchObject({
      status: 404,
      error: { message: 'No Record found' },
    });
    // An empty com.glide.attachment.max_size means 1 KB.
    expect(post(upload(id, 'a.txt'), Buffer.alloc(1024), type).status).toBe(201);
    expect(post(upload(id, 'a.txt'), Buffer.alloc(1025), type).status).toBe(400);
    expect(post(upload(id, 'a.exe'), Buffer.from('x'), type).status).toBe(400);
  });

  it('is renamed and deleted with 204, goes with its ticket, and is not read by who may not read the ticket', () => {
    const { as, user, sim } = probe();
    const id = as('itil').incident({ caller_id: user('ess') });
    const type = { 'content-type': 'text/plain' };
    const file = String(as('itil').post(upload(id, 'a.txt'), Buffer.from('x'), type).record['sys_id']);
    expect(as('itil').patch(`${api}/${file}`, { file_name: 'b.txt' }).status).toBe(204);
    expect(as('itil').get(`${api}/${file}`).record['file_name']).toBe('b.txt');
    expect([as('ess').get(`${api}/${file}`).status, as('marc.dubois').get(`${api}/${file}`).status]).toEqual([
      200, 404,
    ]);
    expect(as('passerelle').del(`${api}/${file}`).status).toBe(403);
    expect([as('itil').del(`${api}/${file}`).status, as('itil').del(`${api}/${file}`).status]).toEqual([204, 404]);
    as('itil').post(upload(id, 'c.txt'), Buffer.from('x'), type);
    as('admin').del(`${incident}/${id}`);
    expect(sim.records('sys_attachment')).toEqual([]);
  });

  it('pages by 1000 unless asked otherwise, and may hold a file back until it is scanned', () => {
    const { as, sim, clock } = probe({ quirks: { pendingDownloadFails: true } });
    const id = as('itil').incident();
    for (let i = 0; i < 1001; i++) sim.as('itil').attach(id, `f${i}`, Buffer.from('x'));
    expect(as('itil').get(api).rows).toHaveLength(1000);
    const file = sim.attachmentsOf(id)[0]?.row['sys_id'];
    expect(as('itil').get(`${api}/${file}/file`).status).toBe(404);
    clock.advance(1000);
    expect(as('itil').get(`${api}/${file}/file`).status).toBe(200);
  });
});
