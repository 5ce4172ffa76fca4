import pg from 'pg';

/** How many connections our stores hold to this database now. */
export async function connectionsTo(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from pg_stat_activity where datname = current_database() and application_name = 'passerelle'`,
    );
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}
