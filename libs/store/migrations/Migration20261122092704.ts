import { Migration } from '@mikro-orm/migrations';

export class Migration20261122092704 extends Migration {
  override name = 'Migration20261122092704';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "place_link" ("connection" text collate "C" not null, "kind" text collate "C" not null, "name" text collate "C" not null, "native" text collate "C" null, "called" text null, "evidence" text collate "C" not null, "candidates" json not null, "by" text null, "at" text collate "C" null, primary key ("connection", "kind", "name"));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "place_link" cascade;`);
  }
}
