import { Migration } from '@mikro-orm/migrations';

export class Migration20261122053000 extends Migration {
  override name = 'Migration20261122053000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "machine_record" ("connection" text collate "C" not null, "native" text collate "C" not null, "machine" text collate "C" not null, "evidence" text collate "C" not null, "candidates" json not null, "gone" boolean not null, "heard" text collate "C" not null, "by" text null, "at" text collate "C" null, "said" json not null, primary key ("connection", "native"));`,
    );
    this.addSql(`create index "machine_record_machine" on "machine_record" ("machine");`);
    this.addSql(`create index "machine_record_heard" on "machine_record" ("heard");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "machine_record" cascade;`);
  }
}
