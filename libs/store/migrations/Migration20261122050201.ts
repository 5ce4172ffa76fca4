import { Migration } from '@mikro-orm/migrations';

export class Migration20261122050201 extends Migration {
  override name = 'Migration20261122050201';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "erased" ("key" text collate "C" not null, "person" text collate "C" not null, "at" text collate "C" not null, "by" text not null, primary key ("key"));`,
    );

    this.addSql(`create table "person" ("id" text collate "C" not null, "said" json not null, primary key ("id"));`);

    this.addSql(
      `create table "setting" ("name" text collate "C" not null, "value" text not null, primary key ("name"));`,
    );

    this.addSql(
      `create table "duplicate" ("id" text collate "C" not null, "ticket" text collate "C" not null, "of" text collate "C" not null, "why" text not null, "state" text not null, "at" text collate "C" not null, "decided" text collate "C" null, "by" text null, primary key ("id"));`,
    );
    this.addSql(`create index "duplicate_state" on "duplicate" ("state", "at", "id");`);
    this.addSql(`create index "duplicate_ticket" on "duplicate" ("ticket");`);

    this.addSql(
      `create table "failed_try" ("scope" text collate "C" not null, "failures" int not null, "since" text collate "C" not null, primary key ("scope"));`,
    );

    this.addSql(
      `alter table "person_link" add "candidates" json null, add "by" text null, add "at" text collate "C" null;`,
    );
    this.addSql(`create index "person_link_evidence" on "person_link" ("evidence", "connection", "person");`);

    this.addSql(
      `alter table "duplicate" add constraint "duplicate_ticket_foreign" foreign key ("ticket") references "ticket" ("id") on update no action;`,
    );
    this.addSql(
      `alter table "duplicate" add constraint "duplicate_of_foreign" foreign key ("of") references "ticket" ("id") on update no action;`,
    );
    this.addSql(
      `alter table "duplicate" add constraint "duplicate_state_check" check ("state" in ('offered', 'accepted', 'refused'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "erased" cascade;`);
    this.addSql(`drop table if exists "person" cascade;`);
    this.addSql(`drop table if exists "setting" cascade;`);
    this.addSql(`drop table if exists "duplicate" cascade;`);
    this.addSql(`drop table if exists "failed_try" cascade;`);

    this.addSql(`drop index "person_link_evidence";`);
    this.addSql(`alter table "person_link" drop column "candidates", drop column "by", drop column "at";`);
  }
}
