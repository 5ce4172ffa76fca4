import { Migration } from '@mikro-orm/migrations';

export class Migration20261122081221 extends Migration {
  override name = 'Migration20261122081221';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "followed" ("account" text collate "C" not null, "ticket" text collate "C" not null, "at" text collate "C" not null, primary key ("account", "ticket"));`,
    );
    this.addSql(`create index "followed_ticket" on "followed" ("ticket");`);

    this.addSql(
      `create table "gathered" ("ticket" text collate "C" not null, "lead" text collate "C" not null, "by" text collate "C" not null, "at" text collate "C" not null, primary key ("ticket"));`,
    );
    this.addSql(`create index "gathered_lead" on "gathered" ("lead");`);

    this.addSql(`alter table "listing" add "parent_key" text collate "C" null;`);
    this.addSql(`create index "listing_parent" on "listing" ("parent_key") where parent_key is not null;`);
    // Listings that were made before know of no parent.
    this.addSql(
      `insert into "stale" ("ticket") select "id" from "ticket" where strpos("said"::text, '"as":"parent"') > 0;`,
    );

    this.addSql(`create index "run_started" on "run" ("started", "id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "followed" cascade;`);
    this.addSql(`drop table if exists "gathered" cascade;`);

    this.addSql(`drop index "listing_parent";`);
    this.addSql(`alter table "listing" drop column "parent_key";`);

    this.addSql(`drop index "run_started";`);
  }
}
