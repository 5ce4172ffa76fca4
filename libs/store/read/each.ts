/**
 * `columns` of the rows of a table for each element of the list in the last parameter. One look into the index per element,
 * whatever the planner believes: before the first ANALYZE it takes any list for half of the table and reads all of it.
 * OFFSET 0 keeps the look-up from being turned into another kind of join.
 */
export function each(columns: string, table: string, where: string, list: number): string {
  return `select found.* from unnest($${list}::text[]) as wanted(id)
    cross join lateral (select ${columns} from ${table} where ${where} offset 0) as found`;
}
