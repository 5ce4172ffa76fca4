import { createWriting } from '../engine/write.js';
import { textOf, type Stored } from '../store/stored.js';
import type { Answer, Ask } from './operations.js';

/** Deletes every match of a key: an OQL that fits two objects takes both. What pointed at them is reset. */
export function deleteObjects(ask: Ask, className: string, key: unknown): Answer {
  const { instance, finder, actor, operation } = ask;
  const { database } = instance;
  const { found } = finder.all(className, key);
  const simulate = operation['simulate'] === true;
  const resets = found.flatMap((object) => pointingAt(ask, object));
  const objects = Object.fromEntries([
    ...found.map((object) => entry(object, 0, '', database.friendly(object))),
    ...resets.map(({ object, label }) => entry(object, 5, `Reset external keys: ${label}`, database.friendly(object))),
  ]);
  const plus = resets.length > 0 ? ` plus (for DB integrity) ${resets.length}` : '';
  if (!simulate) {
    for (const { object, code } of resets) object.values[code] = '0';
    const comment = String((operation['comment'] as string | undefined) ?? '');
    const writing = createWriting(instance, { actor, finder, comment, origin: 'webservice-rest' });
    for (const object of found) writing.remove(object);
  }
  return {
    code: 0,
    message: `${simulate ? 'SIMULATING: ' : ''}Deleted: ${found.length}${plus}`,
    objects: found.length > 0 ? objects : null,
  };
}

function entry(object: Stored, code: number, message: string, friendlyname: string): [string, unknown] {
  const { class: className, id } = object;
  return [
    `${className}::${id}`,
    { code, message, class: className, key: String(id), fields: { id: String(id), friendlyname } },
  ];
}

/** Objects that survive and hold an external key to one that goes. */
function pointingAt({ instance }: Ask, gone: Stored): { object: Stored; code: string; label: string }[] {
  const { database, model } = instance;
  return [...model.classes.values()].flatMap(({ name, abstract }) => {
    const belongs = name.startsWith('lnk') || name.startsWith('CMDB') || ['WorkOrder', 'Attachment'].includes(name);
    if (abstract || belongs) return [];
    return model.attributesOf(name).flatMap((attribute) => {
      if (attribute.kind !== 'key' || !model.isA(gone.class, attribute.target ?? '')) return [];
      return database
        .all(name)
        .filter((each) => each.class === name && textOf(each, attribute.code) === String(gone.id))
        .map((object) => ({ object, code: attribute.code, label: attribute.en }));
    });
  });
}
