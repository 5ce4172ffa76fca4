import type { ServiceNow } from '../../../connectors/servicenow/simulator/index.js';
import { lock } from './export.js';

/** What stands in the target, by its own records. `doubled` are those beyond the first of each. */
export interface Truth {
  readonly tickets: number;
  readonly entries: number;
  readonly attachments: number;
  readonly doubled: number;
  /** Internal lines where the requester reads them. */
  readonly crossed: number;
}

/** Titles, lines and names of files of the benchmark's export are all different, so two alike are one told twice. */
export function truthOf(tool: ServiceNow): Truth {
  const rows = tool.records('sc_req_item').filter((row) => row['correlation_display'] === 'passerelle');
  const lines = rows.flatMap((row) => tool.journal(String(row['sys_id'])));
  const files = rows.flatMap((row) => tool.attachmentsOf(String(row['sys_id'])).map((file) => file.row));
  const titles = new Set(rows.map((row) => row['short_description']));
  const said = new Set(lines.map(({ value }) => value));
  const names = new Set(files.map((row) => row['file_name']));
  return {
    tickets: titles.size,
    entries: said.size,
    attachments: names.size,
    doubled: rows.length - titles.size + lines.length - said.size + files.length - names.size,
    crossed: lines.filter(({ element, value }) => element !== 'work_notes' && value.includes(lock)).length,
  };
}
