import type { Instance } from '../instance.js';
import type { Stored, Value } from '../store/stored.js';
import { localOf } from '../values/local-time.js';
import type { Act } from './write.js';

/** The history of one transaction, which administrators can read. */
export interface Trail {
  created(object: Stored): void;
  deleted(object: Stored): void;
  value(object: Stored, code: string, before: Value, after: Value): void;
  log(object: Stored, code: string, index: number): void;
}

export function createTrail({ database, model, clock, quirks }: Instance, { actor, comment, origin }: Act): Trail {
  let change: number | null = null;
  const row = (className: string, object: Stored, more: Record<string, string>): void => {
    const date = localOf(clock.now().getTime(), quirks.zone);
    const common = { date, userinfo: comment, user_id: String(actor.id) };
    change ??= database.insert('CMDBChange', { ...common, origin }).id;
    const about = { objclass: object.class, objkey: String(object.id) };
    database.insert(className, { ...common, change: String(change), ...about, ...more });
  };
  return {
    created: (object) => row('CMDBChangeOpCreate', object, {}),
    deleted(object) {
      // Everything else that was told of it goes with it; what stays is filed under the root class.
      for (const each of database.all('CMDBChangeOp'))
        if (each.values['objclass'] === object.class && each.values['objkey'] === String(object.id))
          database.remove(each);
      const more = { fclass: object.class, fname: database.friendly(object), objclass: model.root(object.class) };
      row('CMDBChangeOpDelete', object, more);
    },
    value(object, code, before, after) {
      const kind = model.attribute(object.class, code)?.kind;
      if (code === 'last_update' || typeof after === 'object') return;
      if (kind === 'html') row('CMDBChangeOpSetAttributeHTML', object, { attcode: code, prevdata: scalar(before) });
      else if (kind === 'text')
        row('CMDBChangeOpSetAttributeText', object, { attcode: code, prevdata: scalar(before) });
      else
        row('CMDBChangeOpSetAttributeScalar', object, {
          attcode: code,
          oldvalue: scalar(before),
          newvalue: scalar(after),
        });
    },
    log: (object, code, index) =>
      row('CMDBChangeOpSetAttributeCaseLog', object, { attcode: code, lastentry: String(index) }),
  };
}

function scalar(value: Value): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
