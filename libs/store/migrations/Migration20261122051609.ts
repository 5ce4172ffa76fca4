import { Migration } from '@mikro-orm/migrations';

export class Migration20261122051609 extends Migration {
  override name = 'Migration20261122051609';

  override up(): void | Promise<void> {
    // Trusted since PostgreSQL 13: whoever may create in the database may create it.
    this.addSql(`create extension if not exists unaccent;`);

    this.addSql(
      `create table "account" ("id" text collate "C" not null, "login" text not null, "login_key" text collate "C" not null, "subject" text collate "C" null, "name" text not null, "email" text null, "secret" text collate "C" null, "must_change" boolean not null, "role" text collate "C" not null, "internal" boolean not null, "scope" json not null, "persons" json not null, "teams" json not null, "language" text collate "C" not null, "timezone" text collate "C" null, "disabled" boolean not null, "failures" int not null, "locked_until" text collate "C" null, "last_seen" text collate "C" null, "created" text collate "C" not null, primary key ("id"));`,
    );
    this.addSql(`alter table "account" add constraint "account_login" unique ("login_key");`);
    this.addSql(`alter table "account" add constraint "account_subject" unique ("subject");`);

    this.addSql(
      `create table "action" ("id" text collate "C" not null, "ticket" text collate "C" not null, "account" text collate "C" not null, "at" text collate "C" not null, "kind" text collate "C" not null, "wish" json not null, "intents" json not null, "refused" text null, primary key ("id"));`,
    );
    this.addSql(`create index "action_ticket" on "action" ("ticket", "at");`);

    this.addSql(
      `create table "audit" ("id" bigserial primary key, "at" text collate "C" not null, "person" text collate "C" null, "through" text collate "C" not null, "what" text collate "C" not null, "object" text collate "C" null, "outcome" int not null, "detail" json not null, "address" text collate "C" null);`,
    );
    this.addSql(`create index "audit_person" on "audit" ("person", "id");`);
    this.addSql(`create index "audit_object" on "audit" ("object", "id");`);

    this.addSql(
      `create table "keepsake" ("account" text collate "C" not null, "kind" text collate "C" not null, "id" text collate "C" not null, "shared" boolean not null, "at" text collate "C" not null, "value" json not null, primary key ("account", "kind", "id"));`,
    );

    this.addSql(
      `create table "listing" ("ticket" text collate "C" not null, "seq" bigserial, "revision" int not null, "number" text null, "title" text not null, "kind" text collate "C" not null, "status" text collate "C" not null, "pending_reason" text collate "C" null, "approval" text collate "C" not null, "escalation" text collate "C" not null, "audience" text collate "C" not null, "open" boolean not null, "priority" int null, "category" text collate "C" null, "team" text collate "C" null, "agent" text collate "C" null, "agent_name" text null, "requester" text collate "C" null, "requester_name" text null, "site" text collate "C" null, "organisation" text null, "turn" text collate "C" not null, "due" text collate "C" null, "created" text collate "C" null, "updated" text collate "C" null, "updated_key" text collate "C" not null, "created_key" text collate "C" not null, "due_key" text collate "C" not null, "urgent_key" text collate "C" not null, "priority_key" text collate "C" not null, "number_key" text collate "C" not null, "connections" text[] not null, "assets" text[] not null, "public_lines" int not null, "all_lines" int not null, "public_files" int not null, "all_files" int not null, "public_words" tsvector not null, "all_words" tsvector not null, primary key ("ticket"));`,
    );
    this.addSql(`create index "listing_seq" on "listing" ("seq");`);
    this.addSql(`create index "listing_updated" on "listing" ("updated_key", "ticket");`);
    this.addSql(`create index "listing_created" on "listing" ("created_key", "ticket");`);
    this.addSql(`create index "listing_due" on "listing" ("due_key", "ticket");`);
    this.addSql(`create index "listing_urgent" on "listing" ("urgent_key", "ticket");`);
    this.addSql(`create index "listing_priority" on "listing" ("priority_key", "ticket");`);
    this.addSql(`create index "listing_number" on "listing" ("number_key", "ticket");`);
    this.addSql(`create index "listing_team" on "listing" ("team", "updated_key", "ticket");`);
    this.addSql(`create index "listing_agent" on "listing" ("agent", "updated_key", "ticket");`);
    this.addSql(`create index "listing_requester" on "listing" ("requester", "updated_key", "ticket");`);
    this.addSql(`create index "listing_status" on "listing" ("status", "updated_key", "ticket");`);
    this.addSql(`create index "listing_public_words" on "listing" using gin ("public_words");`);
    this.addSql(`create index "listing_all_words" on "listing" using gin ("all_words");`);
    this.addSql(`create index "listing_assets" on "listing" using gin ("assets");`);

    this.addSql(
      `create table "presence" ("ticket" text collate "C" not null, "account" text collate "C" not null, "doing" text collate "C" not null, "since" text collate "C" not null, "until" text collate "C" not null, primary key ("ticket", "account"));`,
    );

    this.addSql(
      `create table "seen" ("account" text collate "C" not null, "ticket" text collate "C" not null, "revision" int not null, "at" text collate "C" not null, primary key ("account", "ticket"));`,
    );

    this.addSql(
      `create table "session" ("id" text collate "C" not null, "account" text collate "C" not null, "csrf" text collate "C" not null, "created" text collate "C" not null, "seen" text collate "C" not null, "until" text collate "C" not null, primary key ("id"));`,
    );
    this.addSql(`create index "session_account" on "session" ("account");`);

    this.addSql(`create table "stale" ("id" bigserial primary key, "ticket" text collate "C" not null);`);

    this.addSql(
      `create table "token" ("id" text collate "C" not null, "hash" text collate "C" not null, "account" text collate "C" not null, "name" text not null, "rights" json not null, "scope" json not null, "created" text collate "C" not null, "expires" text collate "C" not null, "last_used" text collate "C" null, primary key ("id"));`,
    );
    this.addSql(`alter table "token" add constraint "token_hash" unique ("hash");`);
    this.addSql(`create index "token_account" on "token" ("account");`);

    this.addSql(`insert into stale (ticket) select id from ticket;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "account" cascade;`);
    this.addSql(`drop table if exists "action" cascade;`);
    this.addSql(`drop table if exists "audit" cascade;`);
    this.addSql(`drop table if exists "keepsake" cascade;`);
    this.addSql(`drop table if exists "listing" cascade;`);
    this.addSql(`drop table if exists "presence" cascade;`);
    this.addSql(`drop table if exists "seen" cascade;`);
    this.addSql(`drop table if exists "session" cascade;`);
    this.addSql(`drop table if exists "stale" cascade;`);
    this.addSql(`drop table if exists "token" cascade;`);
    this.addSql(`drop extension if exists unaccent;`);
  }
}
