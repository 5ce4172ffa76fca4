import type { State } from './state.js';

/** What getGlpiConfig tells, as far as tools look at it. */
export function configTold(state: State): Readonly<Record<string, unknown>> {
  const { version, baseUrl, timezones } = state.quirks;
  const matrix = ['11222', '12233', '22344', '23445', '23455'];
  const rows = matrix.map((row, at) => [
    String(at + 1),
    Object.fromEntries(row.split('').map((cell, column) => [String(column + 1), Number(cell)])),
  ]);
  return {
    version,
    url_base_api: baseUrl,
    url_base: baseUrl.replace(/\/apirest\.php$/, ''),
    language: 'fr_FR',
    priority_matrix: Object.fromEntries(rows) as unknown,
    use_timezones: timezones ? 1 : 0,
    document_max_size: '50',
    use_notifications: 1,
    notifications_mailing: 1,
  };
}
