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

/** Waits until nobody is connected to the database any more: the server takes a moment to notice that somebody has left. */
export async function allGone(url: string): Promise<number> {
  for (let look = 0; look < 300; look += 1) {
    if ((await connectionsTo(url)) === 0) return 0;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return connectionsTo(url);
}
