import { Migration20261121231244 } from './Migration20261121231244.js';
import { Migration20261122032336 } from './Migration20261122032336.js';
import { Migration20261122050201 } from './Migration20261122050201.js';
import { Migration20261122051609 } from './Migration20261122051609.js';
import { Migration20261122052500 } from './Migration20261122052500.js';
import { Migration20261122053000 } from './Migration20261122053000.js';
import { Migration20261122081221 } from './Migration20261122081221.js';
import { Migration20261122090503 } from './Migration20261122090503.js';
import { Migration20261122092704 } from './Migration20261122092704.js';
import { Migration20261122144938 } from './Migration20261122144938.js';

/** In the order in which they run. Names are kept in the database: a migration that was released is never changed. */
export const migrations = [
  Migration20261121231244,
  Migration20261122032336,
  Migration20261122050201,
  Migration20261122051609,
  Migration20261122052500,
  Migration20261122053000,
  Migration20261122081221,
  Migration20261122090503,
  Migration20261122092704,
  Migration20261122144938,
] as const;
