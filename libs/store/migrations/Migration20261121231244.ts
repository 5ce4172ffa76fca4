import { Migration } from '@mikro-orm/migrations';

export class Migration20261121231244 extends Migration {
  override name = 'Migration20261121231244';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "cursor" ("stream" text collate "C" not null, "cursor" text not null, primary key ("stream"));`,
    );

    this.addSql(
      `create table "lease" ("connection" text collate "C" not null, "epoch" bigint not null, "holder" text collate "C" null, "until" text collate "C" not null, primary key ("connection"));`,
    );

    this.addSql(
      `create table "observation" ("id" bigserial primary key, "connection" text collate "C" not null, "native" text collate "C" not null, "run" text collate "C" not null, "heard" text collate "C" not null, "said" text not null);`,
    );
    this.addSql(`create index "observation_native" on "observation" ("connection", "native", "id");`);

    this.addSql(
      `create table "person_link" ("connection" text collate "C" not null, "person" text collate "C" not null, "native" text collate "C" null, "evidence" text collate "C" not null, primary key ("connection", "person"));`,
    );

    this.addSql(
      `create table "quarantine" ("connection" text collate "C" not null, "native" text collate "C" not null, "number" text collate "C" null, "reason" text collate "C" not null, "detail" text not null, "advice" text not null, "run" text collate "C" not null, "at" text collate "C" not null, primary key ("connection", "native"));`,
    );

    this.addSql(
      `create table "run" ("id" text collate "C" not null, "route" text collate "C" not null, "verb" text collate "C" not null, "state" text collate "C" not null, "started" text collate "C" not null, "ended" text collate "C" null, "report" json not null, primary key ("id"));`,
    );
    this.addSql(`create index "run_route" on "run" ("route", "started");`);

    this.addSql(
      `create table "ticket" ("id" text collate "C" not null, "numbers" text[] not null, "said" json not null, "why" json not null, primary key ("id"));`,
    );
    this.addSql(`create index "ticket_numbers" on "ticket" using gin ("numbers");`);

    this.addSql(
      `create table "outbox" ("key" text collate "C" not null, "seq" bigserial, "connection" text collate "C" not null, "ticket" text collate "C" not null, "act" json not null, "position" int not null, "run" text collate "C" not null, "state" text not null, "due" text collate "C" not null, "tries" int not null, "attempts" json[] not null, "trouble_kind" text collate "C" null, "trouble_message" text null, primary key ("key"));`,
    );
    this.addSql(`create index "outbox_open" on "outbox" ("connection", "state", "seq") where state <> 'obeyed';`);
    this.addSql(`create index "outbox_ticket" on "outbox" ("ticket", "connection");`);

    this.addSql(
      `create table "entry" ("id" text collate "C" not null, "ticket" text collate "C" not null, "kind" text collate "C" not null, "audience" text not null, "text" text not null, "author" json null, "at" text collate "C" null, "connection" text collate "C" not null, "native" text collate "C" not null, "ordinal" int not null, "task" json null, primary key ("id"));`,
    );
    this.addSql(`create index "entry_ticket" on "entry" ("ticket");`);

    this.addSql(
      `create table "entry_bond" ("connection" text collate "C" not null, "entry" text collate "C" not null, "ticket" text collate "C" not null, "native" text collate "C" null, primary key ("connection", "entry"));`,
    );
    this.addSql(
      `alter table "entry_bond" add constraint "entry_bond_native" unique ("connection", "ticket", "native");`,
    );

    this.addSql(
      `create table "bond" ("connection" text collate "C" not null, "native" text collate "C" not null, "class" text collate "C" not null, "number" text collate "C" null, "number_key" text collate "C" null, "url" text collate "C" null, "ticket" text collate "C" not null, "digest" text collate "C" null, "shadow" json null, "version" text collate "C" null, "origin" text collate "C" not null, "run" text collate "C" null, "tombstone" text collate "C" null, primary key ("connection", "native"));`,
    );
    this.addSql(`create index "bond_ticket" on "bond" ("ticket", "connection");`);
    this.addSql(`create index "bond_number" on "bond" ("number_key");`);

    this.addSql(
      `create table "attachment" ("id" text collate "C" not null, "ticket" text collate "C" not null, "name" text not null, "mime" text collate "C" null, "size" bigint null, "sha256" text collate "C" null, "audience" text not null, "author" json null, "at" text collate "C" null, "connection" text collate "C" not null, "native" text collate "C" not null, "ordinal" int not null, primary key ("id"));`,
    );
    this.addSql(`create index "attachment_ticket" on "attachment" ("ticket");`);

    this.addSql(
      `create table "attachment_bond" ("connection" text collate "C" not null, "attachment" text collate "C" not null, "ticket" text collate "C" not null, "native" text collate "C" null, primary key ("connection", "attachment"));`,
    );
    this.addSql(
      `alter table "attachment_bond" add constraint "attachment_bond_native" unique ("connection", "ticket", "native");`,
    );

    this.addSql(
      `alter table "outbox" add constraint "outbox_ticket_foreign" foreign key ("ticket") references "ticket" ("id") on update no action;`,
    );
    this.addSql(
      `alter table "outbox" add constraint "outbox_state_check" check ("state" in ('queued', 'in_flight', 'obeyed', 'dead'));`,
    );

    this.addSql(
      `alter table "entry" add constraint "entry_ticket_foreign" foreign key ("ticket") references "ticket" ("id") on update no action;`,
    );
    this.addSql(
      `alter table "entry" add constraint "entry_audience_check" check ("audience" in ('public', 'internal'));`,
    );

    this.addSql(
      `alter table "entry_bond" add constraint "entry_bond_entry_foreign" foreign key ("entry") references "entry" ("id") on update no action;`,
    );

    this.addSql(
      `alter table "bond" add constraint "bond_ticket_foreign" foreign key ("ticket") references "ticket" ("id") on update no action;`,
    );

    this.addSql(
      `alter table "attachment" add constraint "attachment_ticket_foreign" foreign key ("ticket") references "ticket" ("id") on update no action;`,
    );
    this.addSql(
      `alter table "attachment" add constraint "attachment_audience_check" check ("audience" in ('public', 'internal'));`,
    );

    this.addSql(
      `alter table "attachment_bond" add constraint "attachment_bond_attachment_foreign" foreign key ("attachment") references "attachment" ("id") on update no action;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "outbox" drop constraint "outbox_ticket_foreign";`);
    this.addSql(`alter table "entry" drop constraint "entry_ticket_foreign";`);
    this.addSql(`alter table "bond" drop constraint "bond_ticket_foreign";`);
    this.addSql(`alter table "attachment" drop constraint "attachment_ticket_foreign";`);
    this.addSql(`alter table "entry_bond" drop constraint "entry_bond_entry_foreign";`);
    this.addSql(`alter table "attachment_bond" drop constraint "attachment_bond_attachment_foreign";`);

    this.addSql(`drop table if exists "cursor" cascade;`);
    this.addSql(`drop table if exists "lease" cascade;`);
    this.addSql(`drop table if exists "observation" cascade;`);
    this.addSql(`drop table if exists "person_link" cascade;`);
    this.addSql(`drop table if exists "quarantine" cascade;`);
    this.addSql(`drop table if exists "run" cascade;`);
    this.addSql(`drop table if exists "ticket" cascade;`);
    this.addSql(`drop table if exists "outbox" cascade;`);
    this.addSql(`drop table if exists "entry" cascade;`);
    this.addSql(`drop table if exists "entry_bond" cascade;`);
    this.addSql(`drop table if exists "bond" cascade;`);
    this.addSql(`drop table if exists "attachment" cascade;`);
    this.addSql(`drop table if exists "attachment_bond" cascade;`);
  }
}
