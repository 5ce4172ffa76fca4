import type { ServiceNow } from '../../../connectors/servicenow/simulator/index.js';
import type { Option } from '../page/page.js';

export function peopleOptions(tool: ServiceNow): readonly Option[] {
  return tool
    .records('sys_user')
    .filter((row) => row['active'] === 'true' && row['user_name'] !== 'guest')
    .map((row) => ({ value: row['user_name'] ?? '', label: `${row['name'] ?? ''} (${row['user_name'] ?? ''})` }))
    .sort((a, b) => a.label.localeCompare(b.label, 'fr'));
}

export function groupOptions(tool: ServiceNow, nothing: string): readonly Option[] {
  return [{ value: '', label: nothing }, ...named(tool, 'sys_user_group')];
}

export function agentOptions(tool: ServiceNow, nothing: string): readonly Option[] {
  return [{ value: '', label: nothing }, ...named(tool, 'sys_user')];
}

/** The codes that an incident may be resolved with. */
export function codeOptions(tool: ServiceNow): readonly Option[] {
  const codes = tool
    .records('sys_choice')
    .filter((row) => row['element'] === 'close_code' && row['name'] === 'incident' && row['inactive'] !== 'true')
    .map((row) => row['value'] ?? '');
  return [...new Set(codes)].map((code) => ({ value: code, label: code }));
}

function named(tool: ServiceNow, table: string): readonly Option[] {
  return tool
    .records(table)
    .filter((row) => row['active'] !== 'false')
    .map((row) => ({ value: row['sys_id'] ?? '', label: row['name'] ?? '' }))
    .sort((a, b) => a.label.localeCompare(b.label, 'fr'));
}
