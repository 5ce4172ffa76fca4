import { createHash } from 'node:crypto';
import type { Quirks } from '../quirks.js';
import type { Act } from '../rules/change.js';
import type { Engine } from '../rules/engine.js';
import type { Jobs } from '../rules/jobs.js';
import type { Database } from '../store/database.js';
import { idOf, type Row } from '../store/row.js';
import { Refusal } from '../transport/refusal.js';
import { stamp } from '../values/instants.js';

export interface NewFile {
  /** Table and record it hangs on; inline images carry the table as `ZZ_YY<table>`. */
  readonly table: string;
  readonly record: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
  /** Stored form; the one official way to backdate over REST. */
  readonly createdOn?: string;
  readonly createdBy?: string;
}

export interface Files {
  add(act: Act, file: NewFile): Row;
  bytes(id: string): Buffer;
}

const chunk = 700_000;

export function createFiles(database: Database, engine: Engine, jobs: Jobs, quirks: Quirks): Files {
  const contents = new Map<string, Buffer>();
  const max = quirks.attachmentMaxMb === 0 ? 1024 : quirks.attachmentMaxMb * 1_048_576;
  return {
    bytes: (id) => contents.get(id) ?? Buffer.alloc(0),
    add(act, file) {
      if (file.bytes.length > max) {
        throw new Refusal(
          400,
          'Failed to create the attachment',
          `File size ${file.bytes.length} exceeds the maximum of ${max} bytes`,
        );
      }
      const extension = file.name.split('.').at(-1)?.toLowerCase() ?? '';
      if (quirks.attachmentExtensions.length > 0 && !quirks.attachmentExtensions.includes(extension)) {
        throw new Refusal(400, 'Failed to create the attachment', `File type ${extension} is not allowed`);
      }
      const row = engine.plant(
        'sys_attachment',
        {
          file_name: file.name.slice(0, 100),
          content_type: file.type,
          table_name: file.table,
          table_sys_id: file.record,
          size_bytes: String(file.bytes.length),
          // The ratio of the recorded upload (5881 to 4343 bytes); clients can make nothing of it.
          size_compressed: String(Math.ceil(file.bytes.length * 0.74)),
          compressed: 'true',
          state: 'pending',
          hash: createHash('sha256').update(file.bytes).digest('hex'),
          chunk_size_bytes: String(chunk),
          sys_created_on: file.createdOn ?? '',
          sys_created_by: file.createdBy ?? '',
        },
        act.stamp,
        act.actor.userName,
      );
      contents.set(idOf(row), file.bytes);
      if (act.visibleAt !== undefined) database.conceal(row, null, act.visibleAt);
      // Recorded: one second later the scan has run, as user system.
      jobs.at(act.now + 1000, () => {
        if (database.find('sys_attachment', idOf(row)) !== row) return;
        database.update('sys_attachment', row, {
          state: 'available',
          sys_mod_count: '1',
          sys_updated_by: 'system',
          sys_updated_on: stamp(act.now + 1000),
        });
      });
      return row;
    },
  };
}
