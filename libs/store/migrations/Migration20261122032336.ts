import { Migration } from '@mikro-orm/migrations';

export class Migration20261122032336 extends Migration {
  override name = 'Migration20261122032336';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "pause" ("scope" text collate "C" not null, "since" text collate "C" not null, "by" text not null, "why" text not null, primary key ("scope"));`,
    );

    this.addSql(
      `create table "postponed" ("connection" text collate "C" not null, "native" text collate "C" not null, "mark" text collate "C" null, primary key ("connection", "native"));`,
    );
    this.addSql(`create index "postponed_mark" on "postponed" ("connection", "mark") where mark is not null;`);

    this.addSql(
      `create table "conflict" ("id" text collate "C" not null, "ticket" text collate "C" not null, "field" text collate "C" not null, "connection" text collate "C" not null, "theirs" text not null, "ours" text not null, "stands" text not null, "owner" text collate "C" null, "state" text not null, "run" text collate "C" not null, "at" text collate "C" not null, primary key ("id"));`,
    );
    this.addSql(`create index "conflict_state" on "conflict" ("state", "at", "id");`);
    this.addSql(`create index "conflict_ticket" on "conflict" ("ticket", "at", "id");`);

    this.addSql(
      `create table "timer" ("id" text collate "C" not null, "ticket" text collate "C" not null, "rule" text not null, "since" text collate "C" not null, "due" text collate "C" not null, "state" text not null, primary key ("id"));`,
    );
    this.addSql(`create index "timer_running" on "timer" ("due", "id") where state = 'running';`);
    this.addSql(`create index "timer_ticket" on "timer" ("ticket");`);

    this.addSql(`alter table "ticket" add "revision" int not null default 1;`);

    this.addSql(
      `alter table "outbox" add "route" text collate "C" not null default '', add "since" text collate "C" null;`,
    );

    this.addSql(`alter table "entry" add "details" json null;`);

    this.addSql(`alter table "bond" add "lines" json null;`);

    this.addSql(
      `alter table "conflict" add constraint "conflict_ticket_foreign" foreign key ("ticket") references "ticket" ("id") on update no action;`,
    );
    this.addSql(
      `alter table "conflict" add constraint "conflict_stands_check" check ("stands" in ('theirs', 'ours'));`,
    );
    this.addSql(`alter table "conflict" add constraint "conflict_state_check" check ("state" in ('open', 'decided'));`);

    this.addSql(
      `alter table "timer" add constraint "timer_ticket_foreign" foreign key ("ticket") references "ticket" ("id") on update no action;`,
    );
    this.addSql(`alter table "timer" add constraint "timer_state_check" check ("state" in ('running', 'fired'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "pause" cascade;`);
    this.addSql(`drop table if exists "postponed" cascade;`);
    this.addSql(`drop table if exists "conflict" cascade;`);
    this.addSql(`drop table if exists "timer" cascade;`);

    this.addSql(`alter table "bond" drop column "lines";`);

    this.addSql(`alter table "entry" drop column "details";`);

    this.addSql(`alter table "outbox" drop column "route", drop column "since";`);

    this.addSql(`alter table "ticket" drop column "revision";`);
  }
}
