import { Migration } from '@mikro-orm/migrations';

export class Migration20261122021429 extends Migration {

  override name = 'Migration20261122021429';

  override up(): void | Promise<void> {
    this.addSql(`create table "postponed" ("connection" text collate "C" not null, "native" text collate "C" not null, primary key ("connection", "native"));`);

    this.addSql(`create table "conflict" ("id" text collate "C" not null, "ticket" text collate "C" not null, "field" text collate "C" not null, "connection" text collate "C" not null, "theirs" text not null, "ours" text not null, "stands" text not null, "owner" text collate "C" null, "state" text not null, "run" text collate "C" not null, "at" text collate "C" not null, primary key ("id"));`);
    this.addSql(`create index "conflict_state" on "conflict" ("state", "at", "id");`);
    this.addSql(`create index "conflict_ticket" on "conflict" ("ticket", "at", "id");`);

    this.addSql(`alter table "ticket" add "revision" int not null default 1;`);

    this.addSql(`alter table "outbox" add "route" text collate "C" not null default '';`);

    this.addSql(`alter table "conflict" add constraint "conflict_ticket_foreign" foreign key ("ticket") references "ticket" ("id") on update no action;`);
    this.addSql(`alter table "conflict" add constraint "conflict_stands_check" check ("stands" in ('theirs', 'ours'));`);
    this.addSql(`alter table "conflict" add constraint "conflict_state_check" check ("state" in ('open', 'decided'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "postponed" cascade;`);
    this.addSql(`drop table if exists "conflict" cascade;`);

    this.addSql(`alter table "outbox" drop column "route";`);

    this.addSql(`alter table "ticket" drop column "revision";`);
  }

}
