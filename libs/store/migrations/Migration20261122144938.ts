import { Migration } from '@mikro-orm/migrations';

export class Migration20261122144938 extends Migration {
  override name = 'Migration20261122144938';

  override up(): void | Promise<void> {
    this.addSql(`alter table "quarantine" add "detail_french" text null, add "advice_french" text null;`);

    this.addSql(`alter table "outbox" add "trouble_french" text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "outbox" drop column "trouble_french";`);

    this.addSql(`alter table "quarantine" drop column "detail_french", drop column "advice_french";`);
  }
}
