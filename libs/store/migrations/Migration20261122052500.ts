import { Migration } from '@mikro-orm/migrations';

export class Migration20261122052500 extends Migration {
  override name = 'Migration20261122052500';

  override up(): void | Promise<void> {
    this.addSql(`alter table "outbox" add "urgent" boolean not null default false;`);
    this.addSql(`create index "outbox_urgent" on "outbox" ("connection", "seq") where urgent;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "outbox_urgent";`);
    this.addSql(`alter table "outbox" drop column "urgent";`);
  }
}
