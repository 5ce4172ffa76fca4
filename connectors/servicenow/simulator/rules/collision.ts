import type { Shape } from '../dictionary/dictionary.js';
import type { Quirks } from '../quirks.js';
import { Refusal } from '../transport/refusal.js';

/** A client's sys_id that exists already. No recording shows the answer; the database's unique key is what must object. */
export function collision(quirks: Quirks, shape: Shape, id: string): Refusal {
  const entry = `Unique Key violation detected by database (Duplicate entry '${id}' for key 'PRIMARY')`;
  switch (quirks.collision) {
    case '403-unique-key':
      return new Refusal(403, 'Operation Failed', entry);
    case '400-insert-failed':
      return new Refusal(400, 'Insert failed', `Error during insert of ${shape.name}: ${entry}`);
    case '409-conflict':
      return new Refusal(409, 'Conflict', entry);
    case '500-error':
      return new Refusal(500, 'Error during insert', entry);
  }
}
